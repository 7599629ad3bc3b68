/** Something looks like a name or a place: asked once, kindly. Both answers weigh the same, and nothing is blocked. */
import { h } from '../app/dom.js';
import { frame, point, tile } from '../app/frame.js';

/** The question whether to keep it. */
export function make(ctx) {
  const { i18n, dispatch, state } = ctx;
  const body = [
    h('div', { class: 'sheet stack' }, state.findings.map(({ kind, match }) => point('tag', i18n.say('p', null, `checks.${kind}`, { match })))),
    i18n.say('p', { class: 'note' }, 'check.why'),
    h('div', { class: 'pair' },
      tile({ icon: 'pen', press: () => dispatch({ type: 'change' }) }, i18n.say('span', { class: 'ask' }, 'check.change')),
      tile({ icon: 'check', press: () => dispatch({ type: 'keep' }) }, i18n.say('span', { class: 'ask' }, 'check.keep'))),
  ];
  return frame(i18n, 'check', { title: h('h1', { id: 'heading', tabindex: '-1' }, i18n.label('check.title')), body });
}
