// A new key: the form, a review in sentences, and the key itself, shown once.
import {data, tell} from './api.js';
import {ask} from './dialogs.js';
import './edit.js';
import {Part, html, icon, loading, nothing, showFault} from './parts.js';
import './shown.js';
import {longDate, t} from './texts.js';

/** An endpoint that a key may call, for the example. */
export function example(scopes, names) {
  const found = scopes.filter((scope) => names === null || names.includes(scope.name))
    .flatMap((scope) => scope.endpoints)
    .find((endpoint) => endpoint.startsWith('GET ') && !/[{*]/.test(endpoint));
  return found?.slice('GET '.length) ?? '/';
}

/** What a key may do and may not, and when it ends. */
export function review(body, ends, scopes, held) {
  const may = scopes.filter((scope) => held.includes(scope.name) && (body.scopes === null || body.scopes.includes(scope.name)));
  const mayNot = scopes.filter((scope) => !may.includes(scope));
  const list = (items, kind) => html`<ul class="may ${kind}">${items.map((scope) =>
    html`<li>${icon(kind === 'yes' ? 'check' : 'cross')}<span>${scope.description || scope.name}
      <code>${scope.name}</code></span></li>`)}</ul>`;
  return html`
    ${body.scopes === null ? html`<p>${t('review.all')}</p>` : nothing}
    ${may.length > 0 ? html`<p>${t('review.may')}</p>${list(may, 'yes')}` : html`<p>${t('review.nothing')}</p>`}
    ${mayNot.length > 0 ? html`<p>${t('review.maynot')}</p>${list(mayNot, 'no')}` : nothing}
    <p>${ends === null ? t('review.never') : t('review.ends', {date: longDate(ends)})}</p>
    ${body.rate_limit ? html`<p>${t('review.limit', {limit: body.rate_limit.replace('/', ' / ')})}</p>` : nothing}`;
}

class Create extends Part {
  static properties = {
    user: {attribute: false}, policy: {state: true}, scopes: {state: true}, problem: {state: true},
    wanted: {state: true}, busy: {state: true},
  };

  async connectedCallback() {
    super.connectedCallback();
    try {
      const [policy, scopes] = await Promise.all([data('GET', 'api-keys/policy'), data('GET', 'scopes')]);
      Object.assign(this, {policy, scopes: scopes.items});
    } catch (problem) {
      this.problem = problem;
    }
  }

  /** What only the server can tell comes with the answer; what is plain is said before the review. */
  ready({detail}) {
    const errors = [];
    if (detail.body.name === '') {
      errors.push({field: 'name', message: t('required')});
    }
    if (detail.body.expires_at === '') {
      errors.push({field: 'expires_at', message: t('required')});
    }
    if (errors.length > 0) {
      this.problem = {message: t('error.fields'), fields: new Map(errors.map((each) => [each.field, each.message]))};
      showFault(this);
      return;
    }
    this.problem = undefined;
    this.wanted = detail;
    this.updateComplete.then(() => this.querySelector('.review h2').focus());
  }

  async create() {
    if (this.busy) {
      return;
    }
    this.busy = true;
    try {
      const created = await data('POST', 'api-keys', this.wanted.body);
      tell('keys');
      const secret = created.key;
      const path = example(this.scopes, created.scopes);
      await ask('sp-shown', {secret, name: created.name, path});
      location.hash = `#/keys/${encodeURIComponent(created.id)}`;
    } catch (problem) {
      this.problem = problem;
      if (problem.fields?.size > 0) {
        this.wanted = undefined;
      }
      showFault(this);
    } finally {
      this.busy = false;
    }
  }

  render() {
    return html`<a class="back" href="#/keys">${icon('back')}${t('keys.title')}</a>
      <h1 tabindex="-1">${t('create.title')}</h1>
      ${!this.policy ? html`<sp-notice .problem=${this.problem}></sp-notice>${this.problem ? nothing : loading()}` : html`
      <sp-key-form class="card" ?hidden=${Boolean(this.wanted)} .policy=${this.policy} .scopes=${this.scopes} .user=${this.user}
        .problem=${this.wanted ? undefined : this.problem} @ready=${this.ready}></sp-key-form>
      ${this.wanted ? this.review() : nothing}`}`;
  }

  review() {
    const {body, ends} = this.wanted;
    return html`<section class="card review">
      <h2 tabindex="-1">${t('review.title')}</h2>
      <p class="called"><bdi>${body.name}</bdi></p>
      ${review(body, ends, this.scopes, this.user.scopes)}
      <sp-notice .problem=${this.problem}></sp-notice>
      <div class="buttons">
        <button type="button" ?disabled=${this.busy} @click=${() => {
          this.wanted = undefined;
          this.problem = undefined;
        }}>${t('review.back')}</button>
        <button type="button" class="primary" ?disabled=${this.busy} @click=${this.create}>${t('review.create')}</button>
      </div></section>`;
  }
}

customElements.define('sp-create', Create);
