// Where somebody is logged in.
import {data} from './api.js';
import {ask} from './dialogs.js';
import {past} from './keys.js';
import {Part, html, icon, loading, nothing} from './parts.js';
import {moment, t} from './texts.js';

const BROWSERS = [['Edg/', 'Edge'], ['OPR/', 'Opera'], ['Firefox/', 'Firefox'], ['Chrome/', 'Chrome'], ['Safari/', 'Safari'], ['curl/', 'curl']];
const SYSTEMS = [['Windows', 'Windows'], ['Android', 'Android'], ['iPhone', 'iPhone'], ['iPad', 'iPad'], ['Mac OS', 'macOS'], ['Linux', 'Linux']];

/** "Firefox, Windows"; what is unknown stays as it is. */
function agent(text) {
  const name = (list) => list.find(([mark]) => text.includes(mark))?.[1];
  return [name(BROWSERS), name(SYSTEMS)].filter(Boolean).join(', ') || text;
}

class Sessions extends Part {
  static properties = {sessions: {state: true}, problem: {state: true}, done: {state: true}};

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  async load() {
    try {
      this.sessions = (await data('GET', 'sessions')).items.sort((a, b) => b.current - a.current
        || b.created_at.localeCompare(a.created_at));
      this.problem = undefined;
    } catch (problem) {
      this.problem = problem;
    }
  }

  async end(sessions, heading, text) {
    const work = () => Promise.all(sessions.map((session) =>
      data('DELETE', `sessions/${encodeURIComponent(session.id)}`).catch((problem) => {
        // It ended in the meantime.
        if (problem.status !== 404) {
          throw problem;
        }
      })));
    if (await ask('sp-confirm', {heading, text, yes: t('sessions.end'), work})) {
      this.done = t('sessions.ended', {count: sessions.length});
      await this.load();
      this.querySelector('h1').focus();
    }
  }

  render() {
    const others = (this.sessions ?? []).filter((session) => !session.current);
    return html`<div class="head"><div><h1 tabindex="-1">${t('sessions.title')}</h1><p class="lead">${t('sessions.lead')}</p></div>
      ${others.length > 0 ? html`<button type="button" class="danger" @click=${() =>
        this.end(others, t('sessions.others'), t('sessions.others.text', {count: others.length}))}>${t('sessions.others')}</button>`
        : nothing}</div>
      <p role="status" class="hidden">${this.done}</p>
      <sp-notice .problem=${this.problem}></sp-notice>
      ${!this.sessions ? (this.problem ? nothing : loading()) : html`<ul class="card list">${this.sessions.map((session) =>
        this.item(session))}</ul>`}`;
  }

  item(session) {
    const name = session.user_agent ? agent(session.user_agent) : t('sessions.unknown');
    return html`<li>${icon('screen')}<div class="grow"><strong><bdi>${name}</bdi></strong>
        ${session.current ? html`<span class="badge active">${t('sessions.current')}</span>` : nothing}
        ${session.credential_id ? html`<span class="badge">${t('sessions.key')}</span>` : nothing}
        <p class="hint">${session.address ? html`<bdi>${session.address}</bdi> · ` : nothing}
          <span title=${moment(session.created_at)}>${t('sessions.since')} ${past(session.created_at)}</span>
          ${session.amr.includes('otp') ? html` · ${t('sessions.factor')}` : nothing}</p></div>
      ${session.current ? nothing : html`<button type="button" aria-label=${`${t('sessions.end')}: ${name}`} @click=${() =>
        this.end([session], t('sessions.end.title'), t('sessions.end.text', {name}))}>${t('sessions.end')}</button>`}</li>`;
  }
}

customElements.define('sp-sessions', Sessions);
