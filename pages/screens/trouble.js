/** It did not go through. What was said is still here, and the words say truly why. */
import { h } from '../app/dom.js';
import { button, frame } from '../app/frame.js';
import { scene } from '../icons/scenes.js';

const KNOWN = ['full', 'storage', 'notReady', 'busy', 'unreachable', 'notFound', 'denied', 'conflict', 'invalid'];

/** The kind words and the try again. */
export function make(ctx) {
  const { i18n, dispatch, state } = ctx;
  const why = KNOWN.includes(state.failure) ? state.failure : 'internal';
  const again = button(i18n, {
    key: 'trouble.again', kind: 'primary', icon: 'send', press: () => dispatch({ type: 'send', submission: ctx.newSubmission() }),
  });
  const update = (next) => again.setAttribute('aria-disabled', String(next.sending === 'busy'));
  update(state);
  const screen = frame(i18n, 'trouble', {
    kind: 'centred',
    body: h('div', { class: 'still' }, scene('wait'), h('div', { class: 'still-text' },
      h('h1', { id: 'heading', tabindex: '-1' }, i18n.label('trouble.title')),
      i18n.say('p', { class: 'lead' }, `trouble.${why}`),
      i18n.say('p', null, 'trouble.kept'))),
    actions: [
      state.lost ? null : button(i18n, { key: 'look.change', kind: 'quiet', icon: 'pen', press: () => dispatch({ type: 'change' }) }),
      button(i18n, { key: 'look.rub', kind: 'quiet', icon: 'rub', press: () => dispatch({ type: 'rub' }) }),
      again,
    ],
  });
  return { ...screen, update };
}
