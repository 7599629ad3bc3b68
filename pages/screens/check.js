/** Something looks like a name or a place: asked once, kindly. Both answers weigh the same, and nothing is blocked. */
import { h } from '../app/dom.js';
import { frame, point, tile } from '../app/frame.js';
import { icon } from '../icons/icons.js';

/** Stands for words that were typed hidden; it tells nothing about how long they are. */
const HIDDEN = '•••';

/** What was found. What was hidden while it was typed stays hidden, and is not read aloud, until the person asks to see it. */
function found(i18n, findings, masked) {
  const list = h('div', { class: 'sheet stack' });
  const show = (hidden) => list.replaceChildren(
    ...findings.map(({ kind, match }) => point('tag', i18n.say('p', null, `checks.${kind}`, { match: hidden ? HIDDEN : match }))),
    ...(masked ? [h('button', {
      type: 'button', class: 'button quiet', 'aria-pressed': String(!hidden), on: {
        click: () => {
          show(!hidden);
          list.querySelector('button').focus({ preventScroll: true });
        },
      },
    }, icon(hidden ? 'eye' : 'eyeOff'), i18n.label(hidden ? 'words.show' : 'words.hide'))] : []));
  show(masked);
  return list;
}

/** The question whether to keep it. */
export function make(ctx) {
  const { i18n, dispatch, state } = ctx;
  const body = [
    found(i18n, state.findings, Boolean(state.drafts[state.way]?.masked)),
    i18n.say('p', { class: 'note' }, 'check.why'),
    h('div', { class: 'pair' },
      tile({ icon: 'pen', press: () => dispatch({ type: 'change' }) }, i18n.say('span', { class: 'ask' }, 'check.change')),
      tile({ icon: 'check', press: () => dispatch({ type: 'keep' }) }, i18n.say('span', { class: 'ask' }, 'check.keep'))),
  ];
  return frame(i18n, 'check', { title: h('h1', { id: 'heading', tabindex: '-1' }, i18n.label('check.title')), body });
}
