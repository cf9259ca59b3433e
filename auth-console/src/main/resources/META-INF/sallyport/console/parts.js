// Pieces that every screen uses. Elements render into the light DOM, so that one style sheet holds for all.
import {LitElement, html, nothing, svg} from 'lit';
import {t} from './texts.js';

export {html, nothing};

export class Part extends LitElement {
  createRenderRoot() {
    return this;
  }
}

const PATHS = {
  key: 'M15 7a4 4 0 1 1-3.9 5H8v3H5v3H2v-4l5.1-5.1A4 4 0 0 1 15 7Zm1.5 2.5h.01',
  copy: 'M9 9h10v11H9zM5 15H4V4h11v1',
  check: 'M4 12.5 9.5 18 20 6.5',
  plus: 'M12 5v14M5 12h14',
  back: 'M19 12H5m6-7-7 7 7 7',
  eye: 'M2 12s3.6-7 10-7 10 7 10 7-3.6 7-10 7S2 12 2 12Zm10 3a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z',
  warn: 'M12 4 2.5 20h19L12 4Zm0 6v4m0 3v.01',
  cross: 'M6 6l12 12M18 6 6 18',
  screen: 'M3 5h18v11H3zM8 20h8',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
};

export const icon = (name) => html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
  ${svg`<path d=${PATHS[name]} />`}</svg>`;

/** A message that a screen reader speaks; a wait counts down to its end. */
export class Notice extends Part {
  static properties = {problem: {attribute: false}, left: {state: true}};

  willUpdate(changed) {
    if (changed.has('problem')) {
      clearInterval(this.timer);
      this.left = this.problem?.retryAfter ?? 0;
      this.timer = this.left > 0 ? setInterval(() => this.count(), 1000) : undefined;
    }
  }

  count() {
    this.left -= 1;
    if (this.left <= 0) {
      clearInterval(this.timer);
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  render() {
    const problem = this.problem;
    const shown = problem && problem.code !== 'cancelled';
    const waits = shown && problem.retryAfter > 0;
    return html`<div role="alert">${shown
      ? html`<p class="notice bad">${icon('warn')}<span>${problem.message}
          ${waits ? (this.left > 0 ? t('error.wait', {count: this.left}) : t('error.again')) : nothing}</span></p>`
      : nothing}</div>`;
  }
}

/** A button that copies a text and says so; where the browser refuses, it says that instead. */
export class Copy extends Part {
  static properties = {text: {attribute: false}, label: {}, state: {state: true}, plain: {type: Boolean}};

  async copy() {
    try {
      await navigator.clipboard.writeText(this.text);
      this.state = 'done';
      this.dispatchEvent(new CustomEvent('copied', {bubbles: true}));
    } catch {
      this.state = 'denied';
      this.dispatchEvent(new CustomEvent('denied', {bubbles: true}));
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.state = undefined), 4000);
  }

  render() {
    const done = this.state === 'done';
    const said = done ? t('copy.done') : this.state === 'denied' ? t('copy.denied') : '';
    return html`<button type="button" class=${this.plain ? 'quiet' : ''} @click=${this.copy}
        aria-label=${this.plain ? this.label : nothing} title=${this.plain ? this.label : nothing}>
        ${icon(done ? 'check' : 'copy')}${this.plain ? nothing : html`<span>${done ? t('copy.done') : this.label}</span>`}
      </button><span class="said" role="status">${said}</span>`;
  }
}

/** A labelled field with its hint and its fault; the fault is read out with the field. */
export function field(name, label, input, {hint, fault} = {}) {
  return html`<div class="field ${fault ? 'faulty' : ''}">
    <label for=${name}>${label}</label>
    ${hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : nothing}
    ${input}
    ${fault ? html`<p class="fault" id="${name}-fault">${fault}</p>` : nothing}
  </div>`;
}

/** What describes a field to a screen reader. */
export const described = (name, {hint, fault} = {}) =>
  [hint && `${name}-hint`, fault && `${name}-fault`].filter(Boolean).join(' ') || nothing;

export const loading = () => html`<p class="loading" role="status"><span class="spinner"></span>${t('loading')}</p>`;

/** Moves the focus to the first faulty field, or to the message above the form. */
export function showFault(element) {
  element.updateComplete.then(() => {
    const target = element.querySelector('.faulty input, .faulty select, .faulty textarea');
    (target ?? element.querySelector('[role=alert] .notice'))?.scrollIntoView({block: 'center'});
    target?.focus();
  });
}

customElements.define('sp-notice', Notice);
customElements.define('sp-copy', Copy);
