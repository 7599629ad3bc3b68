/** Everything that goes to the daemon and comes from it. Nothing else asks the network. */

/** How long one answer may take before it counts as lost; a commit takes a few milliseconds. */
const PATIENCE_MS = 8000;
/** The waits between two tries to follow the daemon: short at first, so that a restart is hardly seen. */
const WAITS_MS = [400, 800, 1500, 3000, 5000];
/** After this long without a change the page asks once itself: a daemon that hangs keeps its connection and says nothing. */
const SILENCE_MS = 30_000;

/** What the daemon answered instead of what was asked; `lost` when there was no answer at all, so that it is not known what happened. */
export class BridgeError extends Error {
  constructor(code, lost) {
    super(code);
    this.code = code;
    this.lost = lost;
  }
}

/** Ends when the answer takes too long, or when nobody wants it any more. */
function patience(signal) {
  const timeout = AbortSignal.timeout(PATIENCE_MS);
  return signal ? AbortSignal.any([signal, timeout]) : timeout;
}

async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(path, { cache: 'no-store', credentials: 'omit', redirect: 'error', ...options, signal: patience(options?.signal) });
  } catch {
    throw new BridgeError('unreachable', true);
  }
  if (answer.ok) return answer;
  let code = 'internal';
  try {
    code = (await answer.json()).error.code;
  } catch {
    // An answer that is not ours has no code to read.
  }
  throw new BridgeError(code, false);
}

function post(path, body, signal) {
  return ask(path, { method: 'POST', signal, headers: { 'Content-Type': 'application/json', 'X-Kiosk': '1' }, body: JSON.stringify(body) });
}

/** The snapshot that index.html has asked for already: the request must be the same as there, or it is made twice. */
export async function first() {
  const answer = await fetch('/api/now', { signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!answer.ok) throw new BridgeError('unreachable', true);
  return answer.json();
}

/** Sends a contribution, unless `signal` stops it: `{ code, alreadyTaken }`. */
export async function contribute(body, signal) {
  const answer = await post('/api/contributions', body, signal);
  try {
    return await answer.json();
  } catch {
    throw new BridgeError('unreachable', true);
  }
}

/** Takes a contribution back. */
export async function withdraw(code) {
  await post('/api/withdrawals', { code });
}

/** Signals the staff on duty. */
export async function call() {
  await post('/api/call', {});
}

/** The promises that the device can prove. */
export async function promises() {
  return (await ask('/api/promises')).json();
}

/** Sound of a text read aloud, unless `signal` stops it. */
export async function speech(language, text, signal) {
  return (await post('/api/speech', { language, text }, signal)).blob();
}

/** What is on, asked for by the page itself. */
async function snapshot() {
  return (await ask('/api/now')).json();
}

/** Follows the daemon for ever: `onNow(snapshot)` at each change, `onLink(up)` when the connection comes or goes. */
export function follow(onNow, onLink) {
  let tries = 0;
  const listen = () => {
    const source = new EventSource('/api/events');
    let silence;
    // An error and a silence may both be found, one after the other; only the first opens another stream.
    let done = false;
    const lost = (known) => {
      if (done) return;
      done = true;
      clearTimeout(silence);
      source.close();
      // Where only the stream is refused, since others hold all that there are, asking still tells what is on.
      if (known) onLink(false);
      else snapshot().then(onNow, () => onLink(false));
      setTimeout(listen, WAITS_MS[Math.min(tries, WAITS_MS.length - 1)]);
      tries += 1;
    };
    const wait = () => {
      clearTimeout(silence);
      silence = setTimeout(() => snapshot().then(heard, () => lost(true)), SILENCE_MS);
    };
    const heard = (now) => {
      if (done) return;
      tries = 0;
      wait();
      onNow(now);
    };
    wait();
    source.addEventListener('now', (event) => heard(JSON.parse(event.data)));
    source.addEventListener('error', () => lost(false));
  };
  listen();
}
