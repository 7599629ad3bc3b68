/** Before somebody goes back out of a question in which they have said something: it would be rubbed out. Both answers weigh the same. */
import { h } from '../app/dom.js';
import { frame, tile } from '../app/frame.js';

/** The question whether to leave. */
export function make(ctx) {
  const { i18n, dispatch } = ctx;
  return frame(i18n, 'leave', {
    kind: 'deciding',
    title: [h('h1', { id: 'heading', tabindex: '-1' }, i18n.label('leave.title')), i18n.say('p', { class: 'lead' }, 'leave.text')],
    body: h('div', { class: 'pair' },
      tile({ icon: 'left', press: () => dispatch({ type: 'back' }) }, i18n.say('span', { class: 'ask' }, 'leave.stay')),
      tile({ icon: 'rub', press: () => dispatch({ type: 'leave' }) }, i18n.say('span', { class: 'ask' }, 'leave.go'))),
  });
}
