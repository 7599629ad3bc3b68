/** You said, we did: what came of what people said here. */
import { h } from '../app/dom.js';
import { backButton, frame } from '../app/frame.js';
import { icon } from '../icons/icons.js';

/** A day as people say it, in a form that every browser can write without data of its own. */
function dayText(i18n, day) {
  const [year, month, date] = day.split('-').map(Number);
  return `${date} ${i18n.t(`month.${month}`)} ${year}`;
}

/** What was sent back. */
export function make(ctx) {
  const { i18n, dispatch, state } = ctx;
  const items = (state.now?.feedback ?? []).map((item) => h('li', { class: 'answer' },
    h('div', { class: 'answer-said' }, h('h2', null, icon('speech'), i18n.label('feedback.said')), i18n.show('p', null, item.said)),
    h('div', { class: 'answer-did' }, h('h2', null, icon('check'), i18n.label('feedback.did')), i18n.show('p', null, item.did),
      item.day ? h('p', { class: 'note', lang: i18n.language, text: dayText(i18n, item.day) }) : null)));
  const body = h('ul', { class: 'answers' }, items);
  return frame(i18n, 'feedback', {
    title: h('h1', { id: 'heading', tabindex: '-1' }, i18n.label('feedback.title')),
    body, actions: backButton(i18n, () => dispatch({ type: 'back' })),
  });
}
