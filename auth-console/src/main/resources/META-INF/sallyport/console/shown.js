// The text of a new key, shown once. It is in no address, no history, no storage and no log, and in the document only while it
// is revealed; closing the dialog forgets it.
import {Dialog, ask} from './dialogs.js';
import {html, icon, nothing} from './parts.js';
import {application, t} from './texts.js';

/** Keeps the page on a key that nobody has copied. */
export const guard = {
  dialog: null,
  address: '',
  holds: () => guard.dialog !== null,
  ask: () => guard.dialog.leave(),
};

addEventListener('beforeunload', (event) => {
  if (guard.dialog && !guard.dialog.copied) {
    event.preventDefault();
  }
});

const FORMS = ['key', 'env', 'curl'];

class Shown extends Dialog {
  static properties = {...Dialog.properties, form: {state: true}, revealed: {state: true}, copied: {state: true}};

  constructor() {
    super();
    Object.assign(this, {form: 'key', revealed: false, copied: false});
    guard.dialog = this;
    guard.address = location.hash || '#/keys';
  }

  /** The text in the chosen form. */
  written(secret) {
    const name = `${this.name.toUpperCase().replace(/[^A-Z0-9]+/g, '_').replace(/^_+|_+$/g, '') || 'API'}_KEY`
      .replace(/^(\d)/, '_$1').replace(/_KEY_KEY$/, '_KEY');
    return this.form === 'env' ? `${name}=${secret}`
      : this.form === 'curl' ? `curl -H "Authorization: Bearer ${secret}" ${application}${this.path ?? '/'}`
      : secret;
  }

  masked() {
    return this.written(this.secret.slice(0, this.secret.lastIndexOf('_') + 1) + '•'.repeat(12));
  }

  async leave() {
    if (this.asking) {
      return;
    }
    this.asking = true;
    const sure = this.copied || await ask('sp-confirm', {
      heading: t('shown.leave'), text: t('shown.leave.text'), yes: t('shown.leave.yes'), no: t('shown.leave.no'),
    });
    this.asking = false;
    if (sure) {
      this.secret = '';
      guard.dialog = null;
      this.close(true);
    }
  }

  render() {
    if (!this.secret) {
      return nothing;
    }
    return this.frame(this.heading ?? t('shown.title'), html`
      <p class="notice good">${icon('check')}<span>${t('shown.once')}</span></p>
      <div class="tabs" role="group" aria-label=${t('shown.forms')}>${FORMS.map((form) => html`<button type="button"
          aria-pressed=${String(this.form === form)} @click=${() => (this.form = form)}>${t(`shown.${form}`)}</button>`)}
      </div>
      <pre class="secret" tabindex="0" role="group" aria-label=${t('shown.title')}><code>${this.revealed ? this.written(this.secret) : this.masked()}</code></pre>
      <div class="row" @copied=${() => (this.copied = true)} @denied=${() => (this.revealed = true)}>
        <sp-copy class="main" .text=${this.written(this.secret)} label=${t('shown.copy')}></sp-copy>
        <button type="button" aria-pressed=${String(this.revealed)}
          @click=${() => (this.revealed = !this.revealed)}>${icon('eye')}${t(this.revealed ? 'shown.hide' : 'shown.reveal')}</button>
      </div>`, html`
      <button type="button" class=${this.copied ? 'primary' : ''} @click=${this.leave}>${t('shown.close')}</button>`);
  }
}

customElements.define('sp-shown', Shown);
