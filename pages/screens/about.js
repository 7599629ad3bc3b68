/** "I am…": after what was said, never before, and only for those who like. Saying nothing weighs the same. */
import { h } from '../app/dom.js';
import { backButton, frame } from '../app/frame.js';
import { icon } from '../icons/icons.js';

/** The choosing of a broad group of people. */
export function make(ctx) {
  const { i18n, dispatch, state } = ctx;
  const one = (id, label) => h('li', null, h('button', {
    type: 'button', class: 'choice', 'aria-pressed': String(Boolean(id) && state.stakeholder === id),
    on: { click: () => dispatch({ type: 'stakeholder', id }) },
  }, label, h('span', { class: 'tile-go' }, icon('right'))));
  const body = h('ul', { class: 'choices', 'aria-labelledby': 'heading', vars: { '--count': String(state.now.stakeholders.length + 1) } },
    one('', i18n.label('about.skip')),
    state.now.stakeholders.map((each) => one(each.id, i18n.show('span', null, each.text))));
  return frame(i18n, 'about', {
    title: [h('h1', { id: 'heading', tabindex: '-1' }, i18n.label('about.title')), i18n.say('p', { class: 'lead' }, 'about.lead')],
    body, actions: backButton(i18n, () => dispatch({ type: 'back' })),
  });
}
