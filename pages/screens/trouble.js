/** It did not go through, or nobody knows whether it did. What was said is still here, and the words say truly why. */
import { h } from '../app/dom.js';
import { button, frame, tile } from '../app/frame.js';
import { doubtful } from '../app/state.js';
import { scene } from '../icons/scenes.js';

const KNOWN = ['full', 'storage', 'notReady', 'busy', 'unreachable', 'notFound', 'denied', 'conflict', 'invalid'];
/** Refusals of a later try that are worth telling after a lost answer; the others' words offer a change, which there is not. */
const TOLD_WHEN_LOST = ['full', 'storage', 'notReady', 'busy', 'notFound', 'denied'];

function reason(state) {
  const { failure, lost, linked } = state;
  if (!lost) return KNOWN.includes(failure) ? failure : 'internal';
  if (TOLD_WHEN_LOST.includes(failure)) return failure;
  // Whether the device is the same as before is known only when it is there.
  return linked ? 'lost' : 'unreachable';
}

/** Nobody can know whether it arrived: to send it again, which may give it twice, and to leave it weigh the same. */
function doubt(ctx, send) {
  const { i18n, dispatch, state } = ctx;
  const again = tile({ icon: 'send', press: send }, i18n.say('span', { class: 'ask' }, 'trouble.sendAgain'), i18n.say('span', { class: 'tile-hint' }, 'trouble.sendAgainHint'));
  const leave = tile({ icon: 'rub', press: () => dispatch({ type: 'rub' }) }, i18n.say('span', { class: 'ask' }, 'trouble.leave'), i18n.say('span', { class: 'tile-hint' }, 'trouble.leaveHint'));
  const screen = frame(i18n, 'trouble', {
    kind: 'deciding',
    title: [h('h1', { id: 'heading', tabindex: '-1' }, i18n.label('trouble.lostTitle')), i18n.say('p', { class: 'lead' }, 'trouble.doubt'),
      // Why another try was refused; of the first it tells nothing.
      TOLD_WHEN_LOST.includes(state.failure) ? i18n.say('p', { class: 'lead' }, `trouble.${state.failure}`) : null],
    body: h('div', { class: 'pair' }, again, leave),
  });
  return { screen, again };
}

function plain(ctx, send) {
  const { i18n, dispatch, state } = ctx;
  const { lost } = state;
  const again = button(i18n, { key: 'trouble.again', kind: 'primary', icon: 'send', press: send });
  const screen = frame(i18n, 'trouble', {
    kind: 'centred',
    body: h('div', { class: 'still' }, scene('wait'), h('div', { class: 'still-text' },
      h('h1', { id: 'heading', tabindex: '-1' }, i18n.label(lost ? 'trouble.lostTitle' : 'trouble.title')),
      i18n.say('p', { class: 'lead' }, `trouble.${reason(state)}`),
      i18n.say('p', null, lost ? 'trouble.lostRub' : 'trouble.kept'))),
    actions: [
      lost ? null : button(i18n, { key: 'look.change', kind: 'quiet', icon: 'pen', press: () => dispatch({ type: 'change' }) }),
      button(i18n, { key: 'look.rub', kind: 'quiet', icon: 'rub', press: () => dispatch({ type: 'rub' }) }),
      again,
    ],
  });
  return { screen, again };
}

/** The kind words and the try again. */
export function make(ctx) {
  const { dispatch, state } = ctx;
  const send = () => dispatch({ type: 'send', submission: ctx.newSubmission() });
  const { screen, again } = (doubtful(state) ? doubt : plain)(ctx, send);
  const update = (next) => again.setAttribute('aria-disabled', String(next.sending === 'busy'));
  update(state);
  return { ...screen, update };
}
