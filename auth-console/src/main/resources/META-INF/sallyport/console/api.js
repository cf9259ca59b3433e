// Calls of the endpoints below the page. What fails is a Problem; nothing waits without an end.
import {t} from './texts.js';

const TIMEOUT = 20000;
const TRIES = 3;
const AGAIN = ['GET', 'DELETE', 'PATCH'];
const tabs = new BroadcastChannel('sallyport-console');

let enterAgain = null;

/** What a call failed with: `code`, `message`, `errors` by field, `retryAfter` in seconds. */
export class Problem extends Error {
  constructor(code, message, more = {}) {
    super(message);
    this.code = code;
    this.status = more.status ?? 0;
    this.retryAfter = more.retryAfter ?? 0;
    this.fields = new Map((more.errors ?? []).map((error) => [error.field.replace(/\[.*/, ''), error.message]));
  }
}

/** Sets what asks for the password in place; it answers whether the same person is in again. */
export function onEnterAgain(ask) {
  enterAgain = ask;
}

/** Tells the other tabs. */
export const tell = (message) => tabs.postMessage(message);
export const onTold = (listener) => tabs.addEventListener('message', (event) => listener(event.data));

export const session = {
  show: () => call('GET', 'session', undefined, {asks: false}),
  begin: (login) => call('POST', 'session', login, {asks: false}),
  end: () => call('DELETE', 'session', undefined, {asks: false}),
};

/** An endpoint of the standard ones. */
export const data = (method, path, body) => call(method, `data/${path}`, body, {asks: true});

/** With `asks`, somebody whose login is over or too old enters again, and then the call is made once more. */
async function call(method, path, body, {asks}) {
  try {
    return await withPatience(method, path, body);
  } catch (problem) {
    if (!asks || problem.status !== 401 || enterAgain === null) {
      throw problem;
    }
    if (!(await enterAgain(problem))) {
      throw new Problem('cancelled', '');
    }
    return withPatience(method, path, body);
  }
}

async function withPatience(method, path, body) {
  for (let tried = 1; ; tried++) {
    try {
      return await once(method, path, body);
    } catch (problem) {
      if (problem.status !== 503 || tried > TRIES || !AGAIN.includes(method)) {
        throw problem;
      }
      await new Promise((resolve) => setTimeout(resolve, Math.min(problem.retryAfter || tried, 5) * 1000));
    }
  }
}

async function once(method, path, body) {
  let response;
  try {
    response = await fetch(new URL(path, document.baseURI), {
      method,
      headers: body === undefined ? {} : {'Content-Type': 'application/json'},
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: 'no-store',
      credentials: 'same-origin',
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT),
    });
  } catch (failure) {
    throw failure.name === 'TimeoutError'
      ? new Problem('timeout', t('error.timeout'))
      : new Problem('offline', t(navigator.onLine ? 'error.unreachable' : 'error.offline'));
  }
  const answer = await read(response);
  if (response.ok) {
    return answer;
  }
  throw new Problem(answer?.code ?? 'error', answer?.detail ?? t('error.unknown', {status: response.status}), {
    status: response.status,
    errors: answer?.errors,
    retryAfter: Number(response.headers.get('Retry-After')) || 0,
  });
}

async function read(response) {
  const text = await response.text();
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
