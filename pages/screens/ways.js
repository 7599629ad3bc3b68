/** How do you want to say it? The ways stand side by side; a way that comes later finds its place in the same grid. */
import { h } from '../app/dom.js';
import { backButton, frame, tile } from '../app/frame.js';
import { WAYS, holds } from '../app/ways.js';

/** What a way says with `t`, as an element, so that a missing translation is marked here too. */
function shown(i18n, speak) {
  let element;
  speak((key, params) => {
    element = i18n.label(key, params);
    return '';
  });
  return element;
}

/** The choosing of a way. */
export function make(ctx) {
  const { i18n, dispatch, state } = ctx;
  const { pick, now } = state;
  const choose = (way) => () => {
    const draft = state.drafts[way.id] ?? way.draft();
    dispatch({ type: 'way', id: way.id, draft, empty: way.isEmpty(draft), filled: holds(way, draft) });
  };
  const open = WAYS.filter((way) => way.available(now, pick.activity));
  const body = h('ul', { class: `tiles tiles-ways ways-${open.length}` }, open.map((way) => h('li', null, tile(
    { icon: way.icon, press: choose(way) },
    h('span', { class: 'ask' }, shown(i18n, way.label)),
    // A small memory test less: what was begun says so.
    h('span', { class: 'tile-hint' }, state.filled[way.id] ? i18n.label('ways.begun') : shown(i18n, way.hint)),
  ))));
  return frame(i18n, 'ways', {
    title: [h('h1', { id: 'heading', tabindex: '-1' }, i18n.label('ways.title')), i18n.show('p', { class: 'lead asked' }, pick.prompt.text)],
    body,
    actions: backButton(i18n, () => dispatch({ type: 'back' })),
  });
}
