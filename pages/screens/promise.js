/** What happens with what is said, who reads it, and what it can't do: one bite at a time. */
import { h } from '../app/dom.js';
import { backButton, button, frame } from '../app/frame.js';
import { icon } from '../icons/icons.js';
import { BITES } from '../app/state.js';

const ICONS = ['nobody', 'tag', 'care'];

function readers(i18n, now) {
  if (!now?.readers || !Object.keys(now.readers).length) return null;
  return h('p', { class: 'readers' }, h('span', { class: 'readers-who' }, i18n.label('promise.who')), ' ', i18n.show('span', null, now.readers));
}

/** One bite of the promise. */
export function make(ctx) {
  const { i18n, dispatch, state } = ctx;
  const bite = state.bite + 1;
  const dots = h('p', { class: 'dots' },
    h('span', { class: 'visually-hidden' }, i18n.label('promise.of', { bite, bites: BITES })),
    Array.from({ length: BITES }, (_, index) => h('span', { class: index === state.bite ? 'dot here' : 'dot', 'aria-hidden': 'true' })));
  return frame(i18n, 'promise', {
    kind: 'centred',
    body: h('div', { class: `bite bite-${bite}` },
      h('span', { class: 'disc disc-large' }, icon(ICONS[state.bite])),
      h('div', { class: 'bite-text' },
        h('h1', { id: 'heading', tabindex: '-1' }, i18n.label(`promise.${bite}.title`)),
        i18n.say('p', { class: 'lead' }, `promise.${bite}.text`),
        bite === 1 ? readers(i18n, state.now) : null,
        bite === BITES ? h('div', { class: 'aside' }, icon('talk'), i18n.say('p', null, 'promise.help')) : null)),
    actions: [
      backButton(i18n, () => dispatch({ type: 'back' })), dots,
      button(i18n, { key: bite < BITES ? 'go.next' : 'promise.on', kind: 'primary', after: 'right', press: () => dispatch({ type: 'next' }) }),
    ],
  });
}
