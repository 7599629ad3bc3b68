/**
 * The way through, as a pure state machine: `step(state, event)` gives `[state, effects]`. No DOM, no clock, no network.
 * Effects are what the driver has to do: `wipe`, `submit`, `call`, `withdraw`, `promises`, `announce`.
 */
import { beginning, offered, outline, resting, stillOn } from './session.js';

/** How many bites the promise is told in. */
export const BITES = 3;
/** Digits of a withdrawal code. */
export const CODE_DIGITS = 16;

/** What the site has set, until the first snapshot says it. */
export const DEFAULTS = {
  language: 'en', size: 'm', contrast: 'light', easyRead: false, volume: 0.8, idleSeconds: 60, graceSeconds: 30, thanksSeconds: 30,
};
/** The least time that somebody has to say "I'm still here". */
export const LEAST_GRACE_SECONDS = 20;

const SIZES = ['s', 'm', 'l', 'xl'];
const CONTRASTS = ['light', 'dark', 'high'];
const SETTINGS = ['language', 'size', 'contrast', 'easyRead', 'volume'];
/** Screens on which nothing has been begun, so that a change of the session may take the person along. */
const BEFORE = ['welcome', 'questions', 'promise', 'ways'];
/** Screens of somebody who has passed the choosing of a way. */
const WITHIN = ['say', 'check', 'look', 'about', 'code', 'trouble'];

/** Refusals that the same daemon would have given to the first try as well, had it come. */
const NEVER_TAKEN = ['notFound', 'denied', 'invalid'];

function nobody() {
  return {
    screen: 'welcome', over: '', chosen: '', pick: null, bite: 0, way: '', drafts: {}, filled: {}, empty: true, findings: [], asked: [],
    withoutGroup: false, stakeholder: '', wantsCode: false, submission: '', boot: '', sending: 'no', failure: '', lost: false, code: '', again: false,
    moved: false, changed: false, call: 'no', digits: '', takeback: 'no', promises: null, warning: false,
  };
}

function settingsOf(defaults) {
  return Object.fromEntries(SETTINGS.map((name) => [name, defaults[name]]));
}

/** The state before anything is known. */
export function initial() {
  return { ...nobody(), now: null, linked: true, defaults: DEFAULTS, settings: settingsOf(DEFAULTS) };
}

/** Whether somebody has begun: from here on the session's changes wait for them. */
export function begun(state) {
  return WITHIN.includes(state.screen) || Object.keys(state.drafts).length > 0;
}

/** Whether something was said in a way, or begun to be said. */
function written(state) {
  return Object.values(state.filled).some(Boolean);
}

/** Whether something was said in another way than the one that is about to be sent: it does not go along. */
export function leftOut(state) {
  return Object.entries(state.filled).some(([way, filled]) => filled && way !== state.way);
}

/** Whether nobody can know any more if a lost answer arrived: the daemon that could tell has been started anew since. */
export function doubtful(state) {
  return state.lost && state.boot !== (state.now?.boot ?? '');
}

/** Whether the device looks as it does between two people. */
export function pristine(state) {
  return state.screen === 'welcome' && !state.over && !begun(state) && SETTINGS.every((name) => state.settings[name] === state.defaults[name]);
}

/** After this many seconds without a touch the driver warns; with a code to copy there is no other end than this. */
export function ends(state) {
  return state.screen === 'thanks' && !state.code && !state.over;
}

/** Whether a code stands there to be copied. */
export function coded(state) {
  return state.screen === 'thanks' && Boolean(state.code);
}

/** Everything that was begun, gone; the person, who is still here, keeps their settings. */
function afresh(state, more) {
  return [
    { ...nobody(), now: state.now, linked: state.linked, defaults: state.defaults, settings: state.settings, ...more },
    [{ do: 'wipe', drafts: state.drafts }],
  ];
}

/** Everything that a person did, gone; only what the device itself knows stays. */
function wiped(state) {
  return afresh(state, { settings: settingsOf(state.defaults) });
}

/** From a question back to where it was chosen. What was said belongs to that question, so it does not stay. */
function leave(state) {
  const { now, linked, chosen } = state;
  const there = chosen && !resting(now, linked) && offered(now).some((one) => one.id === chosen);
  return afresh(state, there ? { screen: 'questions', chosen } : {});
}

function follow(state, now, linked) {
  const defaults = now ? { ...DEFAULTS, ...now.defaults } : state.defaults;
  const untouched = pristine(state) || !state.now;
  const next = { ...state, now, linked, defaults, settings: untouched ? settingsOf(defaults) : state.settings };
  // Staff have come: whoever wants somebody again can call again.
  if (state.call === 'sent' && state.now?.staffCalled && !now?.staffCalled) next.call = 'no';
  if (begun(next)) {
    next.moved = Boolean(next.pick) && !stillOn(next.pick, now);
    return [next, next.moved && !state.moved ? [{ do: 'announce', key: 'notice.moved' }] : []];
  }
  const same = outline(state.now, state.linked) === outline(now, linked);
  if (same || !BEFORE.includes(state.screen)) return [next, []];
  const onTheWay = state.screen !== 'welcome';
  if (onTheWay && linked && state.pick && stillOn(state.pick, now) && !resting(now, linked)) return [next, []];
  if (!linked) return [next, []];
  const changed = onTheWay;
  return [
    { ...next, screen: 'welcome', chosen: '', pick: null, bite: 0, changed, call: next.call },
    changed ? [{ do: 'announce', key: 'notice.changed' }] : [],
  ];
}

const GOES_BACK = {
  questions: 'welcome', ways: 'promise', say: 'ways', check: 'say', look: 'say', about: 'look', code: 'about', trouble: 'code',
  feedback: 'welcome', promises: 'welcome', takeback: 'welcome',
};

/** One step back. Within a question what was said is kept; before the question is left, the person is asked. */
function back(state) {
  if (state.over) return [{ ...state, over: '', call: state.call === 'busy' ? 'busy' : 'no' }, []];
  if (state.sending === 'busy' || state.screen === 'thanks') return [state, []];
  if (state.screen === 'promise') {
    if (state.bite > 0) return [{ ...state, bite: state.bite - 1 }, []];
    return written(state) ? [{ ...state, over: 'leave' }, []] : leave(state);
  }
  // What may have arrived is not changed any more: it would be said twice.
  if (state.lost && ['trouble', 'code'].includes(state.screen)) return [state, []];
  if (['about', 'code'].includes(state.screen) && !state.now?.stakeholders?.length) return [{ ...state, screen: 'look' }, []];
  const to = GOES_BACK[state.screen];
  if (!to) return [state, []];
  return to === 'welcome' ? afresh(state) : [{ ...state, screen: to, failure: '' }, []];
}

function onward(state) {
  switch (state.screen) {
    case 'promise':
      return state.bite < BITES - 1 ? { ...state, bite: state.bite + 1 } : { ...state, screen: 'ways', bite: BITES - 1 };
    case 'look':
      return { ...state, screen: state.now?.stakeholders?.length ? 'about' : 'code' };
    case 'about':
      return { ...state, screen: 'code' };
    default:
      return state;
  }
}

/** "I have said it": asks about what has not been asked about yet, else shows it again. What was asked is remembered. */
function said(state, { findings, asked }) {
  if (state.screen !== 'say' || state.empty) return state;
  return { ...state, screen: findings.length ? 'check' : 'look', findings, asked: asked ?? state.asked };
}

function send(state, event) {
  if (!['code', 'trouble'].includes(state.screen) || state.sending === 'busy') return [state, []];
  const next = {
    ...state, sending: 'busy', failure: '', wantsCode: event.wantsCode ?? state.wantsCode, submission: state.submission || event.submission,
    // After a lost answer it stays the one of the first try: that is the one of which nobody knows.
    boot: state.lost ? state.boot : state.now?.boot ?? '',
  };
  const { pick } = next;
  return [next, [{
    do: 'submit', way: next.way, draft: next.drafts[next.way],
    body: {
      // A browser may send a request again by itself; so only the daemon that is known takes it, or one of which the person was told.
      submission: next.submission, boot: doubtful(next) ? '' : next.boot, session: pick.session, group: pick.group, activity: pick.activity.id, prompt: pick.prompt.id,
      language: next.settings.language, stakeholder: next.stakeholder, withoutGroup: next.withoutGroup || !pick.group, wantsCode: next.wantsCode,
    },
  }]];
}

/** Sent: what was said is wiped at once, only the thank-you and the code stay. */
function sent(state, event) {
  if (state.sending !== 'busy' || event.submission !== state.submission) return [state, []];
  return [
    { ...state, screen: 'thanks', sending: 'no', drafts: {}, filled: {}, findings: [], asked: [], stakeholder: '', submission: '', boot: '', failure: '', lost: false,
      code: event.code ?? '', again: Boolean(event.alreadyTaken), moved: false },
    [{ do: 'wipe', drafts: state.drafts }],
  ];
}

function failed(state, event) {
  if (state.sending !== 'busy' || event.submission !== state.submission) return [state, []];
  // A refusal is certain, so the next try is a new submission. After a lost answer it stays the same one, so that nothing is said twice:
  // what a later try is refused for tells nothing about the first, unless the same daemon would never have taken it.
  const restarted = event.code === 'restarted';
  const never = !event.lost && NEVER_TAKEN.includes(event.code) && !doubtful(state);
  const lost = restarted || Boolean(event.lost) || (state.lost && !never);
  const again = state.screen === 'trouble';
  return [
    { ...state, screen: 'trouble', sending: 'no', failure: event.code, lost, submission: lost ? state.submission : '', boot: restarted ? '' : state.boot },
    again ? [{ do: 'announce', key: lost ? 'trouble.lostTitle' : 'trouble.title' }] : [],
  ];
}

function set(state, name, value) {
  const settings = { ...state.settings };
  if (name === 'size') settings.size = SIZES[(SIZES.indexOf(settings.size) + 1) % SIZES.length];
  else if (name === 'contrast') settings.contrast = CONTRASTS[(CONTRASTS.indexOf(settings.contrast) + 1) % CONTRASTS.length];
  else if (name === 'easyRead') settings.easyRead = !settings.easyRead;
  else settings[name] = value;
  return { ...state, settings, over: name === 'language' ? '' : state.over };
}

function open(state, screen) {
  switch (screen) {
    // A call that is under way is not forgotten by looking away.
    case 'talk': return [{ ...state, over: 'talk', call: state.call === 'busy' ? 'busy' : 'no' }, []];
    case 'language': return [{ ...state, over: state.over === 'language' ? '' : 'language' }, []];
    case 'promises':
      return state.screen === 'welcome' ? [{ ...state, screen, over: '', promises: null }, [{ do: 'promises' }]] : [state, []];
    case 'takeback':
      return state.screen === 'welcome' ? [{ ...state, screen, over: '', digits: '', takeback: 'no' }, []] : [state, []];
    case 'feedback': return state.screen === 'welcome' ? [{ ...state, screen, over: '' }, []] : [state, []];
    default: return [state, []];
  }
}

function digits(state, event) {
  if (state.screen !== 'takeback' || state.takeback === 'busy') return [state, []];
  if (event.type === 'digit') {
    if (state.digits.length >= CODE_DIGITS || !/^[0-9]$/.test(event.digit)) return [state, []];
    return [{ ...state, digits: state.digits + event.digit, takeback: 'no' }, []];
  }
  if (event.type === 'undigit') return [{ ...state, digits: state.digits.slice(0, -1), takeback: 'no' }, []];
  if (state.digits.length !== CODE_DIGITS) return [state, []];
  // No code is one digit over and over: somebody leans on a key.
  if (new Set(state.digits).size === 1) return [{ ...state, takeback: 'unknown' }, []];
  return [{ ...state, takeback: 'busy' }, [{ do: 'withdraw', code: state.digits }]];
}

/** The machine: what happens to the state at an event, and what the driver has to do about it. */
export function step(state, event) {
  switch (event.type) {
    case 'now': return follow(state, event.now, true);
    case 'link': return state.linked === event.up ? [state, []] : follow(state, state.now, event.up);

    case 'activity': {
      const there = state.screen === 'welcome' && !resting(state.now, state.linked);
      return [there ? { ...state, screen: 'questions', chosen: event.id, changed: false } : state, []];
    }
    case 'prompt': {
      const activity = state.now?.activities.find((one) => one.id === event.activity);
      const prompt = activity?.prompts.find((one) => one.id === event.prompt);
      if (!prompt || resting(state.now, state.linked) || !['welcome', 'questions'].includes(state.screen)) return [state, []];
      const first = { screen: 'promise', bite: 0, pick: beginning(state.now, activity, prompt), changed: false };
      // What is said belongs to one question, so nothing of another comes along.
      return begun(state) ? afresh(state, { ...first, chosen: state.chosen }) : [{ ...state, ...first }, []];
    }
    case 'way': {
      if (state.screen !== 'ways') return [state, []];
      const draft = state.drafts[event.id] ?? event.draft;
      const drafts = { ...state.drafts, [event.id]: draft };
      return [{ ...state, screen: 'say', way: event.id, drafts, filled: { ...state.filled, [event.id]: event.filled ?? !event.empty }, empty: event.empty }, []];
    }
    case 'touched':
      return [state.way in state.drafts ? { ...state, empty: event.empty, filled: { ...state.filled, [state.way]: event.filled ?? !event.empty } } : state, []];
    case 'said': return [said(state, event), []];
    case 'keep':
      return [state.screen === 'check' ? { ...state, screen: 'look', findings: [] } : state, []];
    case 'next': return [onward(state), []];
    case 'back': return back(state);
    case 'leave': return state.over === 'leave' ? leave(state) : [state, []];
    case 'change':
      return ['check', 'look', 'trouble'].includes(state.screen) && !state.lost
        ? [{ ...state, screen: 'say', failure: '' }, []]
        : [state, []];
    case 'wholeRoom': return [{ ...state, withoutGroup: event.on }, []];
    case 'stakeholder': return state.screen === 'about' ? [{ ...state, stakeholder: event.id, screen: 'code' }, []] : [state, []];

    case 'send': return send(state, event);
    case 'sent': return sent(state, event);
    case 'failed': return failed(state, event);

    case 'open': return open(state, event.screen);
    case 'set': return [set(state, event.name, event.value), []];
    case 'call': return state.call === 'busy' ? [state, []] : [{ ...state, call: 'busy' }, [{ do: 'call' }]];
    case 'called': return [state.call === 'busy' ? { ...state, call: event.ok ? 'sent' : 'failed' } : state, []];
    case 'promises': return [state.screen === 'promises' ? { ...state, promises: event.promises } : state, []];

    case 'digit': case 'undigit': case 'withdraw': return digits(state, event);
    case 'withdrawn': return state.takeback === 'busy' && event.code === state.digits ? [{ ...state, takeback: event.result, digits: event.result === 'done' ? '' : state.digits }, []] : [state, []];

    case 'warn': return pristine(state) ? [state, []] : [{ ...state, warning: true }, []];
    case 'here': return [{ ...state, warning: false }, []];
    case 'rub': case 'idle': case 'done': return wiped(state);
    default: return [state, []];
  }
}
