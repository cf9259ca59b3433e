// One key: what it is, and what can be done with it.
import {data, tell} from './api.js';
import {example, review} from './create.js';
import {Dialog, ask} from './dialogs.js';
import {access, badge, past, time} from './keys.js';
import {Part, field, html, icon, loading, nothing, showFault} from './parts.js';
import {ago, moment, t} from './texts.js';

const RECENT = 7 * 86400000;
const OVERLAPS = [0, 3600, 86400, 604800];
const REASONS = ['leaked', 'no longer needed', 'replaced', 'other'];

class Key extends Part {
  static properties = {
    key: {}, user: {attribute: false}, found: {state: true}, scopes: {state: true}, policy: {state: true},
    problem: {state: true}, editing: {state: true}, busy: {state: true},
  };

  willUpdate(changed) {
    if (changed.has('key')) {
      this.load();
    }
  }

  async load() {
    try {
      const [found, scopes, policy] = await Promise.all([data('GET', `api-keys/${encodeURIComponent(this.key)}`),
        data('GET', 'scopes'), data('GET', 'api-keys/policy')]);
      Object.assign(this, {found, scopes: scopes.items, policy, problem: undefined});
    } catch (problem) {
      this.problem = problem;
    }
  }

  async act(work) {
    if (this.busy) {
      return;
    }
    this.busy = true;
    this.problem = undefined;
    try {
      await work();
      tell('keys');
    } catch (problem) {
      this.problem = problem;
      showFault(this);
    } finally {
      this.busy = false;
    }
  }

  change(body) {
    return this.act(async () => {
      this.found = await data('PATCH', `api-keys/${encodeURIComponent(this.key)}`, body);
      this.editing = false;
    });
  }

  /** Only what is different is sent, so that nothing else needs a fresh login. */
  save({detail: {body}}) {
    const now = this.found;
    const changes = Object.fromEntries(Object.entries(body).filter(([name, value]) =>
      name.startsWith('expires') || JSON.stringify(value) !== JSON.stringify(now[name] ?? null)));
    return this.change(changes);
  }

  async rotate() {
    const created = await ask('sp-rotate', {found: this.found});
    if (created) {
      tell('keys');
      await ask('sp-shown', {secret: created.key, name: created.name, path: example(this.scopes, created.scopes)});
      location.hash = `#/keys/${encodeURIComponent(created.id)}`;
    }
  }

  async revoke() {
    if (await ask('sp-revoke', {found: this.found})) {
      tell('keys');
      await this.load();
      this.querySelector('h1')?.focus();
    }
  }

  render() {
    const key = this.found;
    return html`<a class="back" href="#/keys">${icon('back')}${t('keys.title')}</a>
      ${key ? html`<div class="head"><h1 tabindex="-1"><bdi>${key.name}</bdi> ${badge(key)}</h1></div>` : nothing}
      <sp-notice .problem=${this.editing ? undefined : this.problem}></sp-notice>
      ${!key ? (this.problem ? nothing : loading()) : this.editing ? html`
        <sp-key-form class="card" .policy=${this.policy} .scopes=${this.scopes} .user=${this.user} .key=${key}
          .problem=${this.problem} @ready=${this.save} @click=${(event) => {
            if (event.target.closest('a.button')) {
              event.preventDefault();
              this.editing = false;
            }
          }}></sp-key-form>` : this.details(key)}`;
  }

  details(key) {
    const rows = [
      ['id', html`<code>${key.id}</code> <sp-copy plain .text=${key.id} label=${t('key.id.copy')}></sp-copy>`],
      ['description', key.description],
      ['access', access(key, this.scopes.length)],
      ['limit', key.rate_limit?.replace('/', ' / ') ?? t('key.limit.none')],
      ['used', past(key.last_used_at, t('never.used'))],
      ['expires', time(key.expires_at, t('never.ends'))],
      ['created', moment(key.created_at)],
      ['replaces', key.replaces && html`<a href="#/keys/${encodeURIComponent(key.replaces)}"><code>${key.replaces}</code></a>`],
      ['disabled', key.disabled_at && moment(key.disabled_at)],
      ['revoked', key.revoked_at && html`${moment(key.revoked_at)}${key.revoked_reason
        ? html` <bdi>(${key.revoked_reason})</bdi>` : nothing}`],
    ];
    const alive = key.status !== 'revoked' && key.status !== 'expired';
    return html`${key.status === 'revoked' ? nothing : html`<div class="actions">
        ${alive ? html`<button type="button" ?disabled=${this.busy} @click=${this.rotate}>${t('key.rotate')}</button>` : nothing}
        <button type="button" ?disabled=${this.busy} @click=${() => (this.editing = true)}>${t('key.edit')}</button>
        ${alive ? html`<button type="button" ?disabled=${this.busy}
          @click=${() => this.change({enabled: key.disabled_at !== null})}>${t(key.disabled_at ? 'key.enable' : 'key.disable')}</button>`
          : nothing}
        <button type="button" class="danger" ?disabled=${this.busy} @click=${this.revoke}>${t('key.revoke')}</button></div>`}
      <div class="two"><section class="card"><h2 class="hidden">${t('key.facts')}</h2>
        <dl>${rows.filter(([, value]) => value).map(([name, value]) => html`<dt>${t(`key.${name}`)}</dt><dd>${value}</dd>`)}</dl></section>
      <section class="card review"><h2>${t('key.may')}</h2>
        ${review(key, key.expires_at, this.scopes, this.user.scopes)}</section></div>`;
  }
}

class Rotate extends Dialog {
  submit() {
    const seconds = Number(new FormData(this.querySelector('form')).get('overlap'));
    this.act(async () => this.close(await data('POST', `api-keys/${encodeURIComponent(this.found.id)}/rotate`,
      {overlap_seconds: seconds})));
  }

  render() {
    const fault = this.problem?.fields?.get('overlap_seconds');
    return this.frame(t('rotate.title'), html`<p>${t('rotate.text')}</p>
      <fieldset class=${fault ? 'faulty' : ''}><legend>${t('rotate.overlap')}</legend><div class="chips">${OVERLAPS.map((seconds) =>
        html`<label class="chip"><input type="radio" name="overlap" value=${seconds} ?checked=${seconds === 86400}>
          <span>${t(`rotate.${seconds}`)}</span></label>`)}</div>
        ${fault ? html`<p class="fault">${fault}</p>` : nothing}</fieldset>`, html`
      <button type="button" @click=${this.leave}>${t('cancel')}</button>
      <button class="primary" ?disabled=${this.busy}>${t('rotate.submit')}</button>`);
  }
}

class Revoke extends Dialog {
  static properties = {...Dialog.properties, typed: {state: true}};

  recent() {
    const used = this.found.last_used_at;
    return used && Date.now() - new Date(used) < RECENT;
  }

  submit() {
    if (this.recent() && this.typed !== this.found.name) {
      return;
    }
    const reason = new FormData(this.querySelector('form')).get('reason');
    this.act(async () => {
      await data('DELETE', `api-keys/${encodeURIComponent(this.found.id)}`, {reason});
      this.close(true);
    });
  }

  render() {
    const {name, last_used_at: used} = this.found;
    return this.frame(t('revoke.title'), html`
      <p class="called"><bdi>${name}</bdi></p>
      <p class="notice bad">${icon('warn')}<span>${used ? t('revoke.used', {when: ago(used)}) : t('revoke.unused')}
        ${t('revoke.text')}</span></p>
      ${field('reason', t('revoke.reason'), html`<select id="reason" name="reason">${REASONS.map((reason) =>
        html`<option value=${reason} ?selected=${reason === 'no longer needed'}>${t(`reason.${reason.replaceAll(' ', '')}`)}</option>`)}</select>`)}
      ${this.recent() ? field('confirm', t('revoke.confirm'), html`<input id="confirm" autocomplete="off" spellcheck="false"
        @input=${(event) => (this.typed = event.target.value)}>`) : nothing}`, html`
      <button type="button" data-focus @click=${this.leave}>${t('cancel')}</button>
      <button class="danger" ?disabled=${this.busy || (this.recent() && this.typed !== name)}>${t('revoke.submit')}</button>`);
  }
}

customElements.define('sp-key', Key);
customElements.define('sp-rotate', Rotate);
customElements.define('sp-revoke', Revoke);
