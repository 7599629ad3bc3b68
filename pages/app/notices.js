/** The quiet lines above a screen: the group, practice, and what is going on with the device. */
import { h } from './dom.js';
import { icon } from '../icons/icons.js';
import { begun } from './state.js';
import { crowd, resting } from './session.js';

/** Refusals after which "You can still finish" is not true any more. */
const CLOSED = ['notFound', 'denied'];

function lines(state, language) {
  const out = [];
  const { now, pick } = state;
  const looking = state.screen === 'look' && !state.over;
  const group = pick ? pick.activity.box || pick.group : now?.activities?.[0]?.box || now?.session?.group;
  if (pick ? pick.rehearsal : now?.session?.rehearsal) out.push({ icon: 'practice', key: 'notice.practice' });
  // The looking again has its own words for a small group, and its room belongs to what was said.
  if (group && !(looking && crowd(pick).few)) out.push({ icon: 'group', key: 'notice.group', params: { group } });
  if (!state.linked && now) out.push({ icon: 'wait', key: begun(state) ? 'notice.awayKept' : 'notice.away', wide: true });
  else if (now && now.accepting === false && begun(state)) out.push({ icon: 'wait', key: 'notice.full', wide: true });
  else if (state.moved && begun(state) && !looking && !CLOSED.includes(state.failure)) out.push({ icon: 'next', key: 'notice.moved', wide: true });
  else if (state.changed && !begun(state) && !resting(now, state.linked)) out.push({ icon: 'next', key: 'notice.changed', wide: true });
  const spoken = now?.languages?.find((one) => one.tag === language);
  if (state.screen === 'welcome' && !state.over && spoken?.reviewed === false) out.push({ icon: 'language', key: 'language.uncheckedShort', before: spoken.name });
  return out;
}

/** The strip of lines; it takes no room while there is nothing to say. */
export function notices() {
  const element = h('div', { class: 'notices', hidden: true });
  let shown = '';
  const update = (state, i18n) => {
    const now = lines(state, i18n.language);
    const key = JSON.stringify([i18n.language, i18n.easyRead, now]);
    if (key === shown) return;
    shown = key;
    element.hidden = now.length === 0;
    element.replaceChildren(...now.map((line) => h('p', { class: line.wide ? 'notice' : `badge badge-${line.icon}` }, icon(line.icon),
      line.before ? h('strong', { lang: i18n.language, text: line.before }) : null, i18n.label(line.key, line.params))));
  };
  return { element, update };
}
