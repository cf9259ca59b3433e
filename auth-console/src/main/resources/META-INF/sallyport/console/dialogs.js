// Dialogs: the browser's own, which keep the focus and are left with Escape.
import {Part, html, nothing} from './parts.js';
import {t} from './texts.js';

/** An element that is one dialog. It is opened with `ask`, and ends with `close(value)`. */
export class Dialog extends Part {
  static properties = {problem: {state: true}, busy: {state: true}};

  firstUpdated() {
    const dialog = this.querySelector('dialog');
    dialog.showModal();
    (dialog.querySelector('[data-focus]') ?? dialog.querySelector('input, button'))?.focus();
  }

  /** Closes it; `undefined` when it was left. */
  close(value) {
    this.querySelector('dialog')?.close();
    this.settle?.(value);
    this.remove();
  }

  /** Runs the act once at a time, and shows what it failed with. */
  async act(work) {
    if (this.busy) {
      return;
    }
    this.busy = true;
    this.problem = undefined;
    try {
      await work();
    } catch (problem) {
      this.problem = problem;
    } finally {
      this.busy = false;
    }
  }

  frame(title, content, buttons) {
    return html`<dialog aria-labelledby="dialog-title" @cancel=${(event) => {
      event.preventDefault();
      this.leave();
    }}>
      <form method="dialog" novalidate @submit=${(event) => {
        event.preventDefault();
        this.submit();
      }}>
        <h2 id="dialog-title">${title}</h2>
        <sp-notice .problem=${this.problem}></sp-notice>
        ${content}
        ${buttons ? html`<div class="buttons">${buttons}</div>` : nothing}
      </form></dialog>`;
  }

  leave() {
    this.close(undefined);
  }

  submit() {}
}

/** Opens a dialog; the focus goes back to where it was. */
export function ask(name, values = {}) {
  const before = document.activeElement;
  const element = Object.assign(document.createElement(name), values);
  return new Promise((resolve) => {
    element.settle = resolve;
    document.body.append(element);
  }).finally(() => before?.isConnected && before.focus());
}

/** Asks once, with the focus on Cancel. */
class Confirm extends Dialog {
  submit() {
    this.act(async () => this.close((await this.work?.()) ?? true));
  }

  render() {
    return this.frame(this.heading, html`<p>${this.text}</p>`, html`
      <button type="button" data-focus @click=${this.leave}>${this.no ?? t('cancel')}</button>
      <button class="danger" ?disabled=${this.busy}>${this.yes}</button>`);
  }
}

customElements.define('sp-confirm', Confirm);
