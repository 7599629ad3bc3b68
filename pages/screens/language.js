/** The choosing of a language. Each one stands in its own words. */
import { h } from '../app/dom.js';
import { backButton, frame } from '../app/frame.js';
import { icon } from '../icons/icons.js';

/** The languages that the pack carries. */
export function make(ctx) {
  const { i18n, dispatch, state } = ctx;
  const languages = state.now?.languages?.length ? state.now.languages : [{ tag: 'en', name: 'English', reviewed: true }];
  const body = h('ul', { class: 'choices choices-wide', 'aria-labelledby': 'heading', vars: { '--count': String(languages.length) } }, languages.map((one) => h('li', null, h('button', {
    type: 'button', class: 'choice', 'aria-pressed': String(one.tag === i18n.language),
    on: { click: () => dispatch({ type: 'set', name: 'language', value: one.tag }) },
  },
  h('span', { class: 'tile-text' }, h('span', { class: 'ask', lang: one.tag, text: one.name }),
    one.reviewed ? null : i18n.say('span', { class: 'tile-hint' }, 'language.uncheckedShort')),
  h('span', { class: 'tile-go' }, icon(one.tag === i18n.language ? 'check' : 'right'))))));
  return frame(i18n, 'language', {
    title: [
      h('h1', { id: 'heading', tabindex: '-1' }, i18n.label('language.title')),
      languages.some((one) => one.tag === i18n.language && one.reviewed === false) ? i18n.say('p', { class: 'lead' }, 'language.unchecked') : null,
    ],
    body, actions: backButton(i18n, () => dispatch({ type: 'back' })),
  });
}
