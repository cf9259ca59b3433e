// The page: who is in, which screen is shown, and what the address says.
import {onEnterAgain, onTold, session, tell} from './api.js';
import './create.js';
import {ask} from './dialogs.js';
import './enter.js';
import './key.js';
import './keys.js';
import {Part, html, loading, nothing} from './parts.js';
import './security.js';
import './sessions.js';
import {guard} from './shown.js';
import {settings, t} from './texts.js';

const SCREENS = ['keys', 'sessions', 'security'];

class App extends Part {
  static properties = {user: {state: true}, path: {state: true}, problem: {state: true}, ready: {state: true}};

  constructor() {
    super();
    this.path = route();
    addEventListener('hashchange', () => this.move());
    onEnterAgain((problem) => this.enterAgain(problem));
    onTold((message) => message === 'session' && this.meet());
    if (settings.accent) {
      document.documentElement.style.setProperty('--accent', settings.accent);
    }
  }

  connectedCallback() {
    super.connectedCallback();
    this.meet();
  }

  /** Finds out who is in. */
  async meet() {
    try {
      const user = await session.show();
      if (this.user && this.user.sub !== user.sub) {
        location.reload();
      }
      this.user = user;
      this.problem = undefined;
    } catch (problem) {
      this.user = undefined;
      this.problem = problem.status === 401 ? undefined : problem;
    }
    this.ready = true;
  }

  move() {
    if (guard.holds()) {
      history.replaceState(null, '', guard.address);
      guard.ask();
      return;
    }
    this.path = route();
    this.updateComplete.then(() => {
      scrollTo(0, 0);
      this.querySelector('h1')?.focus();
    });
  }

  entered() {
    tell('session');
    return this.meet();
  }

  /** One question for all calls that fail at the same time. */
  enterAgain(problem) {
    this.asking ??= this.question(problem).finally(() => (this.asking = undefined));
    return this.asking;
  }

  async question(problem) {
    const reason = t(problem.code === 'reauthentication_required' ? 'again.fresh' : 'again.over');
    const entered = await ask('sp-enter-again', {known: this.user?.username, reason});
    if (entered) {
      await this.entered();
    } else if (problem.code !== 'reauthentication_required') {
      this.user = undefined;
    }
    return entered === true;
  }

  async leave() {
    if (guard.holds()) {
      guard.ask();
      return;
    }
    try {
      await session.end();
      this.user = undefined;
      location.hash = '';
      tell('session');
    } catch (problem) {
      this.problem = problem;
    }
  }

  screen() {
    const [name, id] = this.path;
    if (name === 'sessions') {
      return html`<sp-sessions></sp-sessions>`;
    }
    if (name === 'security') {
      return html`<sp-security .user=${this.user}></sp-security>`;
    }
    if (id === 'new') {
      return html`<sp-create .user=${this.user}></sp-create>`;
    }
    return id ? html`<sp-key .key=${id} .user=${this.user}></sp-key>` : html`<sp-keys .user=${this.user}></sp-keys>`;
  }

  render() {
    if (!this.ready) {
      return loading();
    }
    if (!this.user) {
      return html`<sp-notice .problem=${this.problem}></sp-notice>
        <sp-enter @entered=${this.entered}></sp-enter>`;
    }
    return html`<a class="skip" href="#main" @click=${(event) => {
      event.preventDefault();
      this.querySelector('h1')?.focus();
    }}>${t('skip')}</a>
    <header class="bar">
      <div class="inner">
        <span class="title">${settings.title}</span>
        <nav aria-label=${t('nav')}>${SCREENS.map((name) => html`<a href="#/${name}"
            aria-current=${this.path[0] === name ? 'page' : nothing}>${t(`nav.${name}`)}</a>`)}</nav>
        <div class="who">
          ${settings.home ? html`<a href=${settings.home}>${t('home')}</a>` : nothing}
          <bdi class="name" title=${this.user.username ?? this.user.sub}>${this.user.username ?? this.user.sub}</bdi>
          <button type="button" class="quiet" @click=${this.leave}>${t('leave')}</button>
        </div>
      </div>
    </header>
    <main id="main"><sp-notice .problem=${this.problem}></sp-notice>${this.screen()}</main>`;
  }
}

/** `#/keys/ID` as `['keys', 'ID']`; what is no screen is the list. */
function route() {
  const parts = location.hash.replace(/^#\/?/, '').split('/').map((part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return '';
    }
  });
  return SCREENS.includes(parts[0]) ? parts : ['keys'];
}

customElements.define('sp-app', App);
