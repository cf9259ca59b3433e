// The password and the second factor.
import {data, session} from './api.js';
import {Dialog, ask} from './dialogs.js';
import {Part, described, field, html, icon, nothing, showFault} from './parts.js';
import {settings, t} from './texts.js';

/** Tells a password manager whose password it is. */
const owner = (name) => html`<input type="text" name="username" autocomplete="username" .value=${name ?? ''} hidden readonly
  aria-label=${t('enter.name')}>`;

const secretInput = (name, autocomplete, fault, hint) => html`<input id=${name} name=${name} type="password" required maxlength="4096"
  autocomplete=${autocomplete} aria-describedby=${described(name, {hint, fault})}>`;

class Security extends Part {
  static properties = {
    user: {attribute: false}, factor: {state: true}, problem: {state: true}, done: {state: true}, busy: {state: true},
  };

  act = Dialog.prototype.act;

  willUpdate(changed) {
    if (changed.has('user')) {
      this.factor = this.user.second_factor;
    }
  }

  async refresh() {
    this.factor = (await session.show()).second_factor;
  }

  async changePassword(event) {
    event.preventDefault();
    const form = event.target;
    const typed = Object.fromEntries(new FormData(form));
    this.done = undefined;
    if (typed.next !== typed.repeat) {
      this.problem = {message: t('error.fields'), fields: new Map([['repeat', t('password.differ')]])};
      showFault(this);
      return;
    }
    await this.act(async () => {
      await data('POST', 'password', {current: typed.current, new: typed.next, revoke_keys: typed.revoke === 'on'});
      form.reset();
      this.done = t('password.done');
    });
    if (this.problem) {
      showFault(this);
    }
  }

  async enrol() {
    if (await ask('sp-enrol', {name: this.user.username})) {
      await this.refresh();
    }
  }

  async off() {
    if (await ask('sp-factor', {name: this.user.username, heading: t('factor.off'), text: t('factor.off.text'), yes: t('factor.off'), danger: true,
      work: (body) => data('DELETE', 'mfa/totp', body)})) {
      await this.refresh();
    }
  }

  async renew() {
    const answer = await ask('sp-factor', {name: this.user.username, heading: t('factor.renew'), text: t('factor.renew.text'), yes: t('factor.renew'),
      work: (body) => data('POST', 'mfa/totp/recovery-codes', body)});
    if (answer) {
      await ask('sp-codes', {codes: answer.recovery_codes});
    }
  }

  render() {
    const fault = (name) => this.problem?.fields?.get(name);
    return html`<h1 tabindex="-1">${t('security.title')}</h1>
      <section class="card"><h2>${icon('lock')}${t('password.title')}</h2>
        <form class="narrow" novalidate @submit=${this.changePassword}>
          <sp-notice .problem=${this.problem}></sp-notice>
          <p role="status">${this.done ? html`<span class="notice good">${icon('check')}<span>${this.done}</span></span>` : nothing}</p>
          ${owner(this.user.username)}
          ${field('current', t('password.current'), secretInput('current', 'current-password', fault('current')), {fault: fault('current')})}
          ${field('next', t('password.new'), secretInput('next', 'new-password', fault('new'), true),
            {hint: t('password.hint'), fault: fault('new')})}
          ${field('repeat', t('password.repeat'), secretInput('repeat', 'new-password', fault('repeat')), {fault: fault('repeat')})}
          <label class="check"><input type="checkbox" name="revoke"><span>${t('password.revoke')}</span></label>
          <button class="primary" ?disabled=${this.busy}>${t('password.submit')}</button>
        </form></section>
      <section class="card"><h2>${icon('lock')}${t('factor.title')}
          <span class="badge ${this.factor ? 'active' : 'disabled'}">${t(this.factor ? 'factor.on' : 'factor.isoff')}</span></h2>
        <p>${t('factor.text')}</p>
        <div class="row">${this.factor ? html`
          <button type="button" @click=${this.renew}>${t('factor.renew')}</button>
          <button type="button" class="danger" @click=${this.off}>${t('factor.off')}</button>`
          : html`<button type="button" class="primary" @click=${this.enrol}>${t('factor.enrol')}</button>`}</div></section>`;
  }
}

/** Password, then the code of the app, then the recovery codes. */
class Enrol extends Dialog {
  static properties = {...Dialog.properties, factor: {state: true}};

  submit() {
    const typed = new FormData(this.querySelector('form'));
    this.act(async () => {
      if (!this.factor) {
        this.factor = await data('POST', 'mfa/totp', {password: typed.get('password')});
        await this.updateComplete;
        this.querySelector('#code').focus();
        return;
      }
      const {recovery_codes: codes} = await data('POST', 'mfa/totp/confirm', {code: typed.get('code').trim()});
      this.factor = undefined;
      this.close(true);
      await ask('sp-codes', {codes});
    });
  }

  render() {
    const fault = this.problem?.fields?.get('code');
    return this.frame(t('factor.setup'), this.factor ? html`
      <p>${t('factor.scan')}</p>
      <img class="qr" alt=${t('factor.qr')} src="data:image/svg+xml,${encodeURIComponent(this.factor.qr_svg)}">
      <details><summary>${t('factor.byhand')}</summary><code class="seed">${this.factor.secret}</code>
        <sp-copy .text=${this.factor.secret} label=${t('copy')}></sp-copy></details>
      ${field('code', t('factor.code'), html`<input id="code" name="code" inputmode="numeric" autocomplete="one-time-code"
        maxlength="64" required aria-describedby=${described('code', {fault})}>`, {fault})}`
      : html`<p>${t('factor.password')}</p>${owner(this.name)}${field('password', t('enter.password'), secretInput('password', 'current-password'))}`, html`
      <button type="button" @click=${this.leave}>${t('cancel')}</button>
      <button class="primary" ?disabled=${this.busy}>${t(this.factor ? 'factor.confirm' : 'next')}</button>`);
  }
}

/** What takes the password and a code. */
class Factor extends Dialog {
  submit() {
    const typed = new FormData(this.querySelector('form'));
    this.act(async () => this.close((await this.work({password: typed.get('password'), code: typed.get('code').trim()})) ?? true));
  }

  render() {
    const fault = this.problem?.fields?.get('code');
    return this.frame(this.heading, html`<p>${this.text}</p>${owner(this.name)}
      ${field('password', t('enter.password'), secretInput('password', 'current-password'))}
      ${field('code', t('factor.anycode'), html`<input id="code" name="code" autocomplete="one-time-code" maxlength="64" required
        aria-describedby=${described('code', {fault})}>`, {fault})}`, html`
      <button type="button" @click=${this.leave}>${t('cancel')}</button>
      <button class=${this.danger ? 'danger' : 'primary'} ?disabled=${this.busy}>${this.yes}</button>`);
  }
}

/** The recovery codes, shown once. */
class Codes extends Dialog {
  download() {
    const address = URL.createObjectURL(new Blob([`${settings.title}\n\n${this.codes.join('\n')}\n`], {type: 'text/plain'}));
    Object.assign(document.createElement('a'), {href: address, download: 'recovery-codes.txt'}).click();
    URL.revokeObjectURL(address);
  }

  submit() {
    this.codes = [];
    this.close(true);
  }

  leave() {}

  render() {
    return this.frame(t('codes.title'), html`<p>${t('codes.text')}</p>
      <ol class="codes">${this.codes.map((code) => html`<li><code>${code}</code></li>`)}</ol>
      <div class="row"><sp-copy .text=${this.codes.join('\n')} label=${t('copy')}></sp-copy>
        <button type="button" @click=${this.download}>${t('codes.download')}</button>
        <button type="button" @click=${() => print()}>${t('codes.print')}</button></div>`, html`
      <button class="primary">${t('codes.done')}</button>`);
  }
}

customElements.define('sp-security', Security);
customElements.define('sp-enrol', Enrol);
customElements.define('sp-factor', Factor);
customElements.define('sp-codes', Codes);
