// The form of a key, for a new one and for one that changes.
import {Part, described, field, html, nothing} from './parts.js';
import {daysFromNow, longDate, t} from './texts.js';

/** What is chosen where the policy names no life of its own, in days. */
const USUAL = 90;
const UNITS = ['second', 'minute', 'hour', 'day'];

/** Scopes by the part in front of the last colon. */
export function grouped(scopes) {
  const groups = new Map();
  for (const scope of scopes) {
    const prefix = scope.name.includes(':') ? scope.name.slice(0, scope.name.lastIndexOf(':')) : '';
    groups.set(prefix, [...(groups.get(prefix) ?? []), scope]);
  }
  return [...groups];
}

/** What the choices for a life are called. */
export const life = (days) => days === null ? t('life.never') : days % 365 === 0
  ? t('life.years', {count: days / 365}) : t('life.days', {count: days});

const day = (instant) => new Date(instant).toISOString().slice(0, 10);

class KeyForm extends Part {
  static properties = {
    policy: {attribute: false}, scopes: {attribute: false}, user: {attribute: false}, key: {attribute: false},
    problem: {attribute: false}, all: {state: true}, chosen: {state: true}, expiry: {state: true},
  };

  willUpdate() {
    if (this.chosen === undefined) {
      const key = this.key;
      this.all = key ? key.scopes === null : !this.policy.scopes_required;
      this.chosen = new Set(key?.scopes ?? []);
      const {choices, default_days: standard} = this.policy.expiry;
      const usual = [standard, USUAL, ...choices].find((days) => days !== null && choices.includes(days));
      this.expiry = key ? 'same' : usual === undefined ? 'date' : String(usual);
    }
  }

  fault(name) {
    return this.problem?.fields?.get(name);
  }

  /** The members of the request, and what the review says of them. */
  values() {
    const typed = new FormData(this.querySelector('form'));
    const text = (name) => (typed.get(name) ?? '').trim();
    const body = {name: text('name'), description: text('description') || null};
    body.scopes = this.all ? null : [...this.chosen];
    const amount = text('amount');
    body.rate_limit = amount === '' ? null : `${amount}/${typed.get('unit')}`;
    let ends = this.key?.expires_at ?? null;
    if (this.expiry === 'date') {
      body.expires_at = text('date') === '' ? '' : new Date(`${text('date')}T23:59:59`).toISOString();
      ends = body.expires_at;
    } else if (this.expiry === 'null') {
      body.expires_at = ends = null;
    } else if (this.expiry !== 'same') {
      body.expires_in_days = Number(this.expiry);
      ends = daysFromNow(body.expires_in_days).toISOString();
    }
    return {body, ends};
  }

  submit(event) {
    event.preventDefault();
    this.dispatchEvent(new CustomEvent('ready', {detail: this.values()}));
  }

  render() {
    const limit = /^(\d+)\/(\w+)$/.exec(this.key?.rate_limit ?? '');
    const name = this.fault('name');
    const description = this.fault('description');
    const rate = this.fault('rate_limit');
    return html`<form novalidate @submit=${this.submit}>
      <sp-notice .problem=${this.problem}></sp-notice>
      ${field('name', t('form.name'), html`<input id="name" name="name" required maxlength="100" autocomplete="off"
          value=${this.key?.name ?? ''} aria-invalid=${name ? 'true' : nothing}
          aria-describedby=${described('name', {hint: true, fault: name})}>`, {hint: t('form.name.hint'), fault: name})}
      ${field('description', t('form.description'), html`<input id="description" name="description" maxlength="500"
          autocomplete="off" value=${this.key?.description ?? ''}
          aria-describedby=${described('description', {fault: description})}>`, {fault: description})}
      ${this.lives()}
      ${this.access()}
      ${field('amount', t('form.limit'), html`<span class="pair"><input id="amount" name="amount" type="number" min="1"
          inputmode="numeric" value=${limit?.[1] ?? ''} aria-describedby=${described('amount', {hint: true, fault: rate})}>
        <select name="unit" aria-label=${t('form.limit.unit')}>${UNITS.map((unit) => html`<option value=${unit}
          ?selected=${unit === (limit?.[2] ?? 'minute')}>${t(`form.per.${unit}`)}</option>`)}</select></span>`,
        {hint: t('form.limit.hint'), fault: rate})}
      <div class="buttons"><a class="button" href=${this.key ? `#/keys/${this.key.id}` : '#/keys'}>${t('cancel')}</a>
        <button class="primary">${t(this.key ? 'form.save' : 'form.review')}</button></div>
    </form>`;
  }

  lives() {
    const fault = this.fault('expires_at') ?? this.fault('expires_in_days');
    const {choices, max_days: longest} = this.policy.expiry;
    const options = [...(this.key ? [['same', this.key.expires_at
      ? t('form.expiry.same', {date: longDate(this.key.expires_at)}) : t('life.never')]] : []),
    ...choices.filter((days) => !(days === null && this.key?.expires_at === null))
      .map((days) => [String(days), life(days)]), ['date', t('life.date')]];
    const chosen = Number(this.expiry);
    return html`<fieldset class=${fault ? 'faulty' : ''}><legend>${t('form.expiry')}</legend>
      <div class="chips">${options.map(([value, label]) => html`<label class="chip"><input type="radio" name="expiry" value=${value}
          .checked=${this.expiry === value} @change=${() => (this.expiry = value)}><span>${label}</span></label>`)}</div>
      ${this.expiry === 'date' ? html`<label class="field" for="date"><span>${t('life.date.label')}</span>
        <input id="date" name="date" type="date" required min=${day(daysFromNow(1))}
          max=${longest === null ? nothing : day(daysFromNow(longest))}></label>` : nothing}
      ${this.expiry === 'null' ? html`<p class="hint warn">${t('life.never.hint')}</p>`
        : chosen > 0 ? html`<p class="hint">${t('life.ends', {date: longDate(daysFromNow(chosen))})}</p>` : nothing}
      ${fault ? html`<p class="fault">${fault}</p>` : nothing}</fieldset>`;
  }

  access() {
    const fault = this.fault('scopes');
    return html`<fieldset class=${fault ? 'faulty' : ''}><legend>${t('form.access')}</legend>
      ${this.policy.scopes_required ? nothing : html`<div class="chips">
        <label class="chip"><input type="radio" name="access" .checked=${this.all}
          @change=${() => (this.all = true)}><span>${t('form.access.all')}</span></label>
        <label class="chip"><input type="radio" name="access" .checked=${!this.all}
          @change=${() => (this.all = false)}><span>${t('form.access.some')}</span></label></div>`}
      ${this.all ? html`<p class="hint">${t('form.access.all.hint')}</p>` : html`
        <div class="scopes">${grouped(this.scopes).map(([prefix, scopes]) => html`<div class="group" role="group" aria-label=${prefix || nothing}>
          ${prefix ? html`<p class="prefix" aria-hidden="true">${prefix}</p>` : nothing}${scopes.map((scope) => this.scope(scope))}</div>`)}</div>`}
      ${fault ? html`<p class="fault">${fault}</p>` : nothing}</fieldset>`;
  }

  scope(scope) {
    const held = this.user.scopes.includes(scope.name);
    return html`<label class="scope ${held ? '' : 'unheld'}">
      <input type="checkbox" ?disabled=${!held} .checked=${this.chosen.has(scope.name)}
        @change=${(event) => {
          event.target.checked ? this.chosen.add(scope.name) : this.chosen.delete(scope.name);
        }}>
      <span><strong>${scope.description || scope.name}</strong> <code>${scope.name}</code>
        ${held ? nothing : html`<em>${t('form.unheld')}</em>`}
        ${scope.endpoints.length > 0 ? html`<small>${scope.endpoints.join(' · ')}</small>` : nothing}</span></label>`;
  }
}

customElements.define('sp-key-form', KeyForm);
