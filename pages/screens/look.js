/** Look at it again: change it, rub it out, or go on. Where few people could have said it, the device says so. */
import { h } from '../app/dom.js';
import { backButton, button, frame, point } from '../app/frame.js';
import { wayOf } from '../app/ways.js';
import { crowd } from '../app/session.js';
import { leftOut } from '../app/state.js';
import { icon } from '../icons/icons.js';

function fewNote(i18n, state, dispatch) {
  const { few, people } = crowd(state.pick);
  if (!few) return null;
  const key = people === 0 ? 'look.fewUnknown' : people === 1 ? 'look.fewOne' : 'look.few';
  const choice = h('button', {
    type: 'button', class: 'switch', role: 'switch', 'aria-checked': String(state.withoutGroup),
    on: { click: () => dispatch({ type: 'wholeRoom', on: choice.getAttribute('aria-checked') !== 'true' }) },
  }, h('span', { class: 'switch-box', 'aria-hidden': 'true' }, icon('check')), i18n.label('look.wholeRoom'));
  const element = h('div', { class: 'few' }, point('group', i18n.say('p', null, key, { people, group: state.pick.group })), choice);
  return { element, update: (next) => choice.setAttribute('aria-checked', String(next.withoutGroup)) };
}

/** The looking again. */
export function make(ctx) {
  const { i18n, dispatch, state } = ctx;
  const way = wayOf(state.way);
  const content = state.drafts[state.way];
  const wayContext = ctx.forWay(content, () => {});
  const summary = way.summary(content, wayContext);
  const few = fewNote(i18n, state, dispatch);
  // With large text the note scrolls along, so that what was said keeps its room.
  const large = ['l', 'xl'].includes(state.settings.size);
  const screen = frame(i18n, 'look', {
    title: h('h1', { id: 'heading', tabindex: '-1' }, i18n.label('look.title')),
    body: [i18n.show('p', { class: 'asked' }, state.pick.prompt.text), leftOut(state) ? i18n.say('p', { class: 'note left-out' }, 'look.leftOut') : null, h('div', { class: 'sheet said' }, summary), large ? few?.element : null],
    foot: large ? null : few?.element,
    actions: [
      backButton(i18n, () => dispatch({ type: 'back' })),
      button(i18n, { key: 'look.change', kind: 'quiet', icon: 'pen', press: () => dispatch({ type: 'change' }) }),
      button(i18n, { key: 'look.rub', kind: 'quiet', icon: 'rub', press: () => dispatch({ type: 'rub' }) }),
      button(i18n, { key: 'look.on', kind: 'primary', after: 'right', press: () => dispatch({ type: 'next' }) }),
    ],
  });
  return {
    ...screen,
    update: (next) => few?.update(next),
    spoken: () => [
      { lang: i18n.language, text: `${i18n.t('look.title')}.` },
      ...(leftOut(state) ? [{ lang: i18n.language, text: i18n.t('look.leftOut') }] : []),
      { lang: i18n.language, text: way.spoken(content, wayContext) },
    ],
    destroy: () => summary.release?.(),
  };
}
