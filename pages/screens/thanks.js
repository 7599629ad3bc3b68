/** Thank you: what happens next, when, and who reads it; the code, if one was wanted. Then everything ends by itself. */
import { h } from '../app/dom.js';
import { button, frame, point } from '../app/frame.js';
import { hills, scene } from '../icons/scenes.js';
import { codeGroups } from '../app/codes.js';

function nextSteps(i18n, now) {
  const named = now?.readers && Object.keys(now.readers).length;
  return h('div', { class: 'points' },
    point('lock', i18n.say('p', null, 'thanks.locked')),
    point('reading', i18n.say('p', null, 'thanks.read'), named ? i18n.show('p', { class: 'readers-name' }, now.readers) : null),
    point('heard', i18n.say('p', null, 'thanks.back')));
}

/** The thank-you. */
export function make(ctx) {
  const { i18n, dispatch, state } = ctx;
  const coded = Boolean(state.code);
  const missing = state.wantsCode && !coded;
  const body = coded
    ? [h('div', { class: 'sheet' }, h('h2', null, i18n.label('thanks.codeTitle')), i18n.say('p', null, 'thanks.codeText'), codeGroups(i18n, state.now, state.code)),
      nextSteps(i18n, state.now)]
    : [nextSteps(i18n, state.now), missing ? i18n.say('p', { class: 'note' }, 'thanks.noCode') : null];
  return frame(i18n, 'thanks', {
    kind: coded ? 'thanks-coded' : '', behind: hills(), body,
    title: h('div', { class: 'thanks-head' }, scene('thanks'), h('div', null,
      h('h1', { id: 'heading', tabindex: '-1' }, i18n.label('thanks.title')),
      i18n.say('p', { class: 'lead' }, 'thanks.lead'))),
    actions: button(i18n, { key: 'thanks.done', kind: 'primary', icon: 'check', press: () => dispatch({ type: 'done' }) }),
  });
}
