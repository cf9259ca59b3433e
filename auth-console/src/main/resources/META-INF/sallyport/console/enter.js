// The way in: name and password, and the code of the second factor where one is on.
import {session} from './api.js';
import {Dialog} from './dialogs.js';
import {Part, described, field, html, nothing} from './parts.js';
import {settings, t} from './texts.js';

/** Reads the form and logs in; answers whether a code is still needed. */
async function enter(form, known) {
  const typed = new FormData(form);
  const code = (typed.get('totp') ?? '').trim();
  const login = {username: known ?? typed.get('username'), password: typed.get('password')};
  try {
    await session.begin(code === '' ? login : {...login, totp: code});
    return false;
  } catch (problem) {
    if (problem.code === 'mfa_required') {
      return true;
    }
    throw problem;
  }
}

const fields = (part) => html`
  ${part.known
    ? html`<input type="text" name="username" autocomplete="username" .value=${part.known} hidden readonly
        aria-label=${t('enter.name')}>`
    : field('username', t('enter.name'), html`<input id="username" name="username" autocomplete="username"
        autocapitalize="none" spellcheck="false" required maxlength="254" >`)}
  ${field('password', t('enter.password'), html`<input id="password" name="password" type="password"
      autocomplete="current-password" required maxlength="4096" ?data-focus=${Boolean(part.known)}>`)}
  ${part.needsCode ? field('totp', t('enter.code'), html`<input id="totp" name="totp" inputmode="text"
      autocomplete="one-time-code" maxlength="64" aria-describedby=${described('totp', {hint: true})}>`,
      {hint: t('enter.code.hint')}) : nothing}`;

async function submit(part, form, then) {
  await part.act(async () => {
    const needed = await enter(form, part.known);
    if (needed) {
      part.needsCode = true;
      await part.updateComplete;
      part.querySelector('#totp').focus();
    } else {
      form.reset();
      await then();
    }
  });
}

class Enter extends Part {
  static properties = {problem: {state: true}, busy: {state: true}, needsCode: {state: true}};

  act = Dialog.prototype.act;

  firstUpdated() {
    this.querySelector('#username')?.focus();
  }

  submit(event) {
    event.preventDefault();
    submit(this, event.target, async () => this.dispatchEvent(new CustomEvent('entered', {bubbles: true})));
  }

  render() {
    return html`<main id="main" class="card narrow">
      <h1>${settings.title}</h1>
      ${settings.takesLogins
        ? html`<p class="lead">${t('enter.lead')}</p>
          <form novalidate @submit=${this.submit}>
            <sp-notice .problem=${this.problem}></sp-notice>
            ${fields(this)}
            <button class="primary wide" ?disabled=${this.busy}>${t('enter.submit')}</button>
          </form>`
        : html`<p class="notice bad" role="alert">${t('enter.plain')}</p>`}
    </main>`;
  }
}

/** The same in place, over what somebody was doing. */
class EnterAgain extends Dialog {
  static properties = {...Dialog.properties, needsCode: {state: true}};

  submit() {
    submit(this, this.querySelector('form'), async () => this.close(true));
  }

  render() {
    return this.frame(t('again.title'), html`
      <p>${this.reason}</p>
      ${this.known ? html`<p class="who">${t('again.as')} <bdi>${this.known}</bdi></p>` : nothing}
      ${fields(this)}`, html`
      <button type="button" @click=${this.leave}>${t('cancel')}</button>
      <button class="primary" ?disabled=${this.busy}>${t('again.submit')}</button>`);
  }
}

customElements.define('sp-enter', Enter);
customElements.define('sp-enter-again', EnterAgain);
