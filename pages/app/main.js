/** Starts the pages: holds the one state, lets the machine step, does what it asks for, and shows the screen that it names. */
import * as bridge from './bridge.js';
import { readable } from './dom.js';
import { learn, speaks, translator } from './i18n.js';
import { reader } from './aloud.js';
import { dress } from './settings.js';
import { keepShortcuts } from './shortcuts.js';
import { toolbar } from './toolbar.js';
import { notices } from './notices.js';
import { begun, coded, doubtful, ends, initial, pristine, step } from './state.js';
import { face, resting } from './session.js';
import * as welcome from '../screens/welcome.js';
import * as rest from '../screens/rest.js';
import * as talk from '../screens/talk.js';

/** Limits of what is said, in bytes of UTF-8; the daemon has the same. */
const LIMITS = { words: 2048, why: 1024, description: 1024, cards: 3, png: 60_000 };
/** Bytes of a submission's identifier. */
const SUBMISSION_BYTES = 16;
/** The wait before the other screens are asked for again, if the daemon went away just then. */
const LATER_AGAIN_MS = 500;
/** The page stays empty so long at most for the first snapshot, rather than say "One moment" for the blink of an eye. */
const FIRST_WAIT_MS = 600;
/** A screen takes nothing for so long after it came up, so that the second tap of a double tap does not answer it. */
const SETTLE_MS = 500;
/** What a person does on a screen, and so may do without having seen it. */
const ACTS = ['activity', 'prompt', 'way', 'said', 'keep', 'next', 'back', 'leave', 'change', 'wholeRoom', 'stakeholder', 'send', 'open', 'call',
  'digit', 'undigit', 'withdraw', 'rub', 'done'];
/** What happens by itself, or is noticed as a touch already. */
const NO_SIGN = ['now', 'link', 'warn', 'touched'];
/** Who copies sixteen digits by hand does not touch the screen for a while. */
const COPYING_SECONDS = 180;
/** A text that is announced must differ from the one before it, or it is not heard; a moment of emptiness makes it so. */
const ANNOUNCE_AFTER_MS = 60;

let state = initial();
let i18n = translator(state.settings.language, state.settings.easyRead);
/** The other screens and the ways, once they are here. */
let later = null;
let shown = { key: '', place: '', screen: null };
/** Runs while a screen has only just come up. */
let settling = 0;
/** Stops the sending that is under way. */
let sending = null;
/** What is about to be announced. */
let announcing = 0;
/** The daemon's version that these pages came with. With another one they are asked for anew, between two people. */
let version = '';
/** Whether the first snapshot, and the texts of its language, are still being waited for. */
let waiting = true;

const main = document.getElementById('main');
const announcer = document.getElementById('announcer');
const strip = notices();
const stage = document.createElement('div');
stage.className = 'stage';
main.append(strip.element, stage);

function announce(text) {
  hush();
  announcing = setTimeout(() => { announcer.textContent = text; }, ANNOUNCE_AFTER_MS);
}

function hush() {
  clearTimeout(announcing);
  announcer.textContent = '';
}

const voice = reader({ canSpeak: () => state.now?.canSpeak ?? [], volume: () => state.settings.volume, onChange: () => refresh() });
const canRead = () => voice.can(i18n.language);

function readScreen() {
  if (voice.reading) voice.stop();
  else voice.read(shown.screen?.spoken?.() ?? readable(stage));
}

const bar = toolbar({
  dispatch, read: readScreen, canRead, isReading: () => voice.reading, tune: () => voice.tune(), announce,
});

/** The watching for somebody who has gone, and the question before it: here with the other screens, before anything can be begun. */
let idle = null;
let ask = null;

function patience() {
  const { idleSeconds, thanksSeconds } = state.defaults;
  if (ends(state)) return thanksSeconds;
  return coded(state) ? Math.max(idleSeconds, COPYING_SECONDS) : idleSeconds;
}

/** What would go if nobody were there. */
function stake() {
  if (coded(state)) return 'code';
  return state.lost ? 'lost' : begun(state) ? 'begun' : 'nothing';
}

const watching = {
  limits: () => {
    if (pristine(state)) return null;
    return { idleSeconds: patience(), graceSeconds: state.defaults.graceSeconds, held: voice.reading || state.sending === 'busy' };
  },
  // A thank-you has nothing to lose, so it ends without a question.
  warn: () => dispatch(ends(state) ? { type: 'done' } : { type: 'warn' }),
  gone: () => dispatch({ type: 'idle' }),
};

const context = () => ({
  state, i18n, dispatch, announce,
  newSubmission: () => Array.from(crypto.getRandomValues(new Uint8Array(SUBMISSION_BYTES)), (byte) => byte.toString(16).padStart(2, '0')).join(''),
  forWay: (content, changed) => ({
    content, changed, t: i18n.t, label: i18n.label, pick: i18n.pick, show: i18n.show, activity: state.pick.activity, prompt: state.pick.prompt, now: state.now,
    language: i18n.language, easyRead: i18n.easyRead, size: state.settings.size, announce,
    aloud: canRead() ? (text) => voice.read([{ lang: i18n.language, text }]) : null, limits: LIMITS,
  }),
});

/** The place that a person is at: a change of it moves the focus to the new heading. */
function placeOf() {
  const name = state.over || (state.screen === 'welcome' && resting(state.now, state.linked) ? `rest-${resting(state.now, state.linked)}` : state.screen);
  return `${name}/${state.screen === 'promise' ? state.bite : ''}/${state.screen === 'questions' ? state.chosen : ''}/${state.way}`;
}

/** What a screen is made from: when it changes the screen is made anew. */
function keyOf(place) {
  const { language: tongue, easyRead, size } = state.settings;
  const live = ['welcome', 'questions'].includes(state.screen) && !state.over ? face(state.now, state.linked) : '';
  const trouble = state.screen === 'trouble' && !state.over ? [state.failure, state.lost, state.linked, doubtful(state)] : '';
  return [place, tongue, easyRead, ['say', 'look'].includes(state.screen) ? size : '', live, trouble].join('|');
}

function screenFor() {
  const name = state.over || state.screen;
  if (name === 'questions') return welcome;
  // Whoever wants help now does not wait for the other screens.
  if (name === 'talk') return talk;
  if (name !== 'welcome') return later?.SCREENS[name];
  return resting(state.now, state.linked) ? rest : welcome;
}

function refresh() {
  dress(state.settings);
  strip.update(state, i18n);
  bar.update(state, i18n);
  ask?.update(state.warning, i18n, stake());
}

function settle() {
  clearTimeout(settling);
  stage.classList.add('settling');
  settling = setTimeout(() => {
    settling = 0;
    stage.classList.remove('settling');
  }, SETTLE_MS);
}

function render() {
  if (waiting) return;
  const { language: tongue, easyRead } = state.settings;
  if (i18n.language !== tongue || i18n.easyRead !== easyRead) i18n = translator(tongue, easyRead);
  refresh();
  document.title = i18n.t('app.title');
  const place = placeOf();
  const key = keyOf(place);
  if (key === shown.key) {
    shown.screen?.update?.(state);
    return;
  }
  const source = screenFor();
  if (!source) return;
  voice.stop();
  const moved = place !== shown.place;
  const held = stage.contains(document.activeElement);
  if (shown.screen) stage.classList.add('moving');
  if (shown.screen && moved) settle();
  shown.screen?.destroy?.();
  shown.screen?.release?.();
  const screen = source.make(context());
  stage.replaceChildren(screen.element);
  shown = { key, place, screen };
  if (moved || held) stage.querySelector('#heading')?.focus({ preventScroll: true });
  main.setAttribute('aria-labelledby', 'heading');
}

const WORKS = {
  wipe: ({ drafts }) => {
    sending?.abort();
    sending = null;
    voice.stop();
    getSelection()?.removeAllRanges();
    // The screen that shows the draft is gone before the draft is overwritten.
    for (const [id, draft] of Object.entries(drafts)) later?.wayOf(id)?.wipe(draft);
    // What is announced of the settings tells the next person about the one before.
    hush();
  },
  announce: ({ key }) => announce(i18n.t(key)),
  submit: async ({ way, draft, body }) => {
    const { submission } = body;
    sending = new AbortController();
    const { signal } = sending;
    try {
      const content = await later.wayOf(way).json(draft);
      // A drawing takes a while to be made ready; whoever rubbed it out meanwhile did not send it.
      if (signal.aborted || state.submission !== submission) return;
      const { code: given, alreadyTaken } = await bridge.contribute({ ...body, content }, signal);
      dispatch({ type: 'sent', submission, code: given, alreadyTaken });
    } catch (error) {
      dispatch({ type: 'failed', submission, code: error.code ?? 'internal', lost: error.lost ?? false });
    }
  },
  call: () => bridge.call().then(() => dispatch({ type: 'called', ok: true }), () => dispatch({ type: 'called', ok: false })),
  promises: () => bridge.promises().then((found) => dispatch({ type: 'promises', promises: found }), () => dispatch({ type: 'promises', promises: { failed: true } })),
  withdraw: ({ code: given }) => bridge.withdraw(given).then(
    () => dispatch({ type: 'withdrawn', code: given, result: 'done' }),
    (error) => dispatch({ type: 'withdrawn', code: given, result: error.code === 'notFound' || error.code === 'invalid' ? 'unknown' : 'failed' }),
  ),
};

function dispatch(event) {
  // The toolbar stands still, so that its two doors are always open.
  if (settling && ACTS.includes(event.type) && !event.door) return;
  const before = state;
  const [next, effects] = step(state, event);
  if (next === before && !effects.length) return;
  state = next;
  render();
  version ||= state.now?.version ?? '';
  if (version && state.now.version !== version && pristine(state)) location.reload();
  for (const effect of effects) WORKS[effect.do](effect);
  if (!NO_SIGN.includes(event.type)) idle?.begin();
}

keepShortcuts();
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || event.defaultPrevented || state.warning) return;
  event.preventDefault();
  if (voice.reading) voice.stop();
  else dispatch({ type: 'back' });
});
// Something that lies on a key presses it once. The keys of the keyboard on the screen may be held.
document.addEventListener('keydown', (event) => {
  if (event.repeat && ['Enter', ' '].includes(event.key) && event.target.closest?.('button') && !event.target.closest('.keyboard')) event.preventDefault();
}, { capture: true });
// No menu of the browser's opens over the page, and nothing leaves it or comes into it by the clipboard, by dragging or by the middle
// button's selection: there the next person would find it.
for (const name of ['contextmenu', 'copy', 'cut', 'paste', 'dragstart', 'dragover', 'drop']) {
  document.addEventListener(name, (event) => event.preventDefault(), { capture: true });
}
for (const name of ['mousedown', 'mouseup', 'auxclick']) {
  document.addEventListener(name, (event) => { if (event.button === 1) event.preventDefault(); }, { capture: true });
}

function fetchLater() {
  Promise.all([import('./later.js'), import('./styles.js').then((styles) => styles.dressLater()), learn()]).then(([module]) => {
    later = module;
    ask = later.warning(() => dispatch({ type: 'here' }), () => dispatch({ type: 'idle' }));
    document.body.append(ask.element);
    idle = later.watch(watching);
    idle.begin();
    render();
  }, () => setTimeout(fetchLater, LATER_AGAIN_MS));
}

/** The first screen stands; what comes after it is asked for when it has been painted. */
function begin() {
  if (!waiting) return;
  waiting = false;
  document.getElementById('toolbar').append(...bar.children);
  render();
  requestAnimationFrame(() => setTimeout(() => {
    fetchLater();
    bridge.follow((now) => dispatch({ type: 'now', now }), (up) => dispatch({ type: 'link', up }));
  }));
}

setTimeout(begin, FIRST_WAIT_MS);
bridge.first().then(async (now) => {
  dispatch({ type: 'now', now });
  if (!speaks(state.settings.language)) await learn([state.settings.language]);
}).then(begin, begin);
