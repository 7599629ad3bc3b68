/** When nothing can be begun: before the start, a break, a pause, a full or an empty device. Always true, always kind. */
import { h } from '../app/dom.js';
import { frame } from '../app/frame.js';
import { hills, scene } from '../icons/scenes.js';
import { resting } from '../app/session.js';
import { doors } from './welcome.js';

const PICTURES = { soon: 'soon', break: 'break', paused: 'paused' };

function details(i18n, kind, now) {
  const session = now?.session;
  const activity = now?.activities?.[0];
  if (kind === 'break') {
    // A break that interrupts an activity has that activity's guide and minutes, which say nothing of the break.
    const planned = activity?.kind === 'break';
    const minutes = planned && activity.minutes;
    const guide = planned && activity.guide && Object.keys(activity.guide).length ? i18n.show('p', { class: 'lead' }, activity.guide) : null;
    const when = session?.backAt
      ? i18n.say('p', { class: 'back-at' }, 'rest.break.backAt', { time: session.backAt })
      : minutes ? i18n.say('p', { class: 'back-at' }, 'rest.break.minutes', { minutes }) : null;
    return [guide, when];
  }
  return i18n.say('p', { class: 'lead' }, `rest.${kind}.text`);
}

/** The quiet screen. */
export function make(ctx) {
  const { i18n, state } = ctx;
  const kind = resting(state.now, state.linked);
  return frame(i18n, 'rest', {
    kind: 'centred', behind: hills(),
    body: h('div', { class: 'still' },
      scene(PICTURES[kind] ?? 'wait'),
      h('div', { class: 'still-text' },
        h('h1', { id: 'heading', tabindex: '-1' }, i18n.label(`rest.${kind}.title`)),
        details(i18n, kind, state.now))),
    actions: state.now?.programme ? doors(ctx) : null,
  });
}
