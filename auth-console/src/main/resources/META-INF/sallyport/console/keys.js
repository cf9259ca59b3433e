// The list of somebody's keys.
import {data, onTold} from './api.js';
import {Part, html, icon, loading, nothing} from './parts.js';
import {ago, application, date, moment, settings, t, when} from './texts.js';

const SOON = 14 * 86400000;
const FILTERS = ['current', 'active', 'soon', 'disabled', 'expired', 'revoked', 'all'];
const ORDERS = {
  newest: (a, b) => b.created_at.localeCompare(a.created_at),
  name: (a, b) => a.name.localeCompare(b.name, settings.language),
  used: (a, b) => (b.last_used_at ?? '').localeCompare(a.last_used_at ?? ''),
  expires: (a, b) => (a.expires_at ?? '9').localeCompare(b.expires_at ?? '9'),
};

/** The status of a key as people see it: `soon` is active and ends within 14 days. */
export function status(key) {
  const soon = key.status === 'active' && key.expires_at && new Date(key.expires_at) - Date.now() <= SOON;
  return soon ? 'soon' : key.status;
}

export const badge = (key) => html`<span class="badge ${status(key)}">${t(`status.${status(key)}`)}</span>`;

/** "all of yours", "3 of 13 scopes". */
export const access = (key, total) => key.scopes === null
  ? t('access.all')
  : t('access.some', {count: key.scopes.length, total});

export const time = (instant, otherwise) => instant
  ? html`<time datetime=${instant} title=${moment(instant)}>${when(instant)}</time>`
  : html`<span class="none">${otherwise}</span>`;

export const past = (instant, otherwise) => instant
  ? html`<time datetime=${instant} title=${moment(instant)}>${ago(instant)}</time>`
  : html`<span class="none">${otherwise}</span>`;

/** The id that people tell to others, with its own name and a button. */
export const tenant = (user) => user.tenant
  ? html`<p class="tenant"><span>${settings.tenantLabel ?? t('tenant')}</span>
      <code>${user.tenant}</code><sp-copy plain .text=${user.tenant} label=${t('tenant.copy')}></sp-copy></p>`
  : nothing;

const matches = (filter, key) => filter === 'all'
  || (filter === 'current' ? !['revoked', 'expired'].includes(key.status)
    : filter === 'active' ? key.status === 'active' : status(key) === filter);

class Keys extends Part {
  static properties = {
    user: {attribute: false}, keys: {state: true}, policy: {state: true}, scopes: {state: true}, problem: {state: true},
    search: {state: true}, filter: {state: true}, order: {state: true},
  };

  constructor() {
    super();
    Object.assign(this, {search: '', filter: 'current', order: 'newest'});
    onTold((message) => message === 'keys' && this.isConnected && this.load());
  }

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  async load() {
    try {
      const [keys, policy, scopes] = await Promise.all(
        [data('GET', 'api-keys'), data('GET', 'api-keys/policy'), data('GET', 'scopes')]);
      Object.assign(this, {keys: keys.items, policy, scopes: scopes.items.length, problem: undefined});
    } catch (problem) {
      this.problem = problem;
    }
  }

  found() {
    const words = this.search.trim().toLowerCase();
    return this.keys
      .filter((key) => matches(this.filter, key))
      .filter((key) => `${key.name} ${key.id} ${key.description ?? ''}`.toLowerCase().includes(words))
      .sort(ORDERS[this.order]);
  }

  render() {
    const full = this.policy && this.policy.keys >= this.policy.max_keys;
    return html`
      <div class="head">
        <div><h1 tabindex="-1">${t('keys.title')}</h1>
          <p class="lead">${t('keys.lead')}</p></div>
        ${this.policy ? html`<div class="act">
          ${full ? html`<button class="primary" disabled aria-describedby="full">${icon('plus')}${t('keys.new')}</button>`
            : html`<a class="button primary" href="#/keys/new">${icon('plus')}${t('keys.new')}</a>`}
          <p class="hint" id="full">${t('keys.count', {count: this.policy.max_keys, keys: this.policy.keys})}</p></div>`
          : nothing}
      </div>
      ${tenant(this.user)}
      <sp-notice .problem=${this.problem}></sp-notice>
      ${!this.keys ? (this.problem ? this.again() : loading()) : this.keys.length === 0 ? this.empty() : this.list()}`;
  }

  again() {
    return html`<button type="button" @click=${this.load}>${t('again')}</button>`;
  }

  empty() {
    const line = `curl -H "Authorization: Bearer $KEY" ${application}/…`;
    return html`<section class="card empty">${icon('key')}
      <h2>${t('keys.empty')}</h2><p>${t('keys.empty.text')}</p>
      <pre><code>${line}</code></pre>
      <a class="button primary" href="#/keys/new">${icon('plus')}${t('keys.first')}</a></section>`;
  }

  list() {
    const found = this.found();
    return html`<div class="tools" role="search">
        <label class="grow"><span class="hidden">${t('keys.search')}</span>
          <input type="search" placeholder=${t('keys.search')} .value=${this.search}
            @input=${(event) => (this.search = event.target.value)}></label>
        <label>${t('keys.filter')}<select @change=${(event) => (this.filter = event.target.value)}>
          ${FILTERS.map((name) => html`<option value=${name} ?selected=${name === this.filter}>${t(`filter.${name}`)}</option>`)}
        </select></label>
        <label>${t('keys.order')}<select @change=${(event) => (this.order = event.target.value)}>
          ${Object.keys(ORDERS).map((name) => html`<option value=${name} ?selected=${name === this.order}>${t(`order.${name}`)}</option>`)}
        </select></label>
      </div>
      <p class="hidden" role="status">${t('keys.found', {count: found.length})}</p>
      ${found.length === 0 ? (this.filter === 'current' && this.search === '' ? this.empty()
        : html`<p class="card nothing">${t('keys.none')}</p>`) : html`
      <table role="table" class="card keys"><caption class="hidden">${t('keys.title')}</caption>
        <thead role="rowgroup"><tr role="row">${['key', 'access', 'used', 'expires'].map((name) =>
          html`<th role="columnheader" scope="col">${t(`column.${name}`)}</th>`)}</tr></thead>
        <tbody role="rowgroup">${found.map((key) => this.row(key))}</tbody>
      </table>`}`;
  }

  row(key) {
    const cell = (name, content) => html`<td role="cell"><span class="label" aria-hidden="true">${t(`column.${name}`)}</span>
      <span>${content}</span></td>`;
    return html`<tr role="row" class=${key.status}>
      <td role="cell" class="name"><a href="#/keys/${encodeURIComponent(key.id)}"><bdi>${key.name}</bdi></a>
        ${badge(key)}<code class="start">${key.id}…</code>
        <small class="made">${t('keys.created', {date: date(key.created_at)})}</small></td>
      ${cell('access', access(key, this.scopes))}
      ${cell('used', past(key.last_used_at, t('never.used')))}
      ${cell('expires', time(key.expires_at, t('never.ends')))}</tr>`;
  }
}

customElements.define('sp-keys', Keys);
