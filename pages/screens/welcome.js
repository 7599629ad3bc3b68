/** What is being asked now, in the words of the activity. With several activities they are chosen first: one idea a screen. */
import { h } from '../app/dom.js';
import { backButton, button, frame, tile } from '../app/frame.js';
import { icon } from '../icons/icons.js';
import { hills } from '../icons/scenes.js';
import { offered } from '../app/session.js';

/** A question longer than this many characters is set smaller, so that the way on stays in sight. */
const LONG = 70;
/** More activities than this are rows rather than cards on a large screen, so that all are in sight. */
const MANY = 6;

/** How the tiles of so many activities stand together on a large screen. */
function shape(count) {
  if (count > MANY) return 'many-tiles';
  return count === 2 || count === 4 ? 'even-tiles' : '';
}

function promptTile(i18n, activity, prompt, dispatch) {
  const press = () => dispatch({ type: 'prompt', activity: activity.id, prompt: prompt.id });
  return h('li', null, tile({ press }, i18n.show('span', { class: 'ask' }, prompt.text)));
}

function questions(ctx, activity, single) {
  const { i18n, dispatch } = ctx;
  const late = single && ctx.state.now.session?.phase === 'locked';
  const notes = (activity.notes ?? []).map((note) => i18n.show('li', null, note));
  const guide = activity.guide && Object.keys(activity.guide).length ? i18n.show('p', { class: 'lead' }, activity.guide) : null;
  const list = activity.prompts.length === 1
    ? h('div', { class: 'hero' },
      i18n.show('p', { class: i18n.pick(activity.prompts[0].text).text.length > LONG ? 'ask ask-one ask-long' : 'ask ask-one' }, activity.prompts[0].text),
      button(i18n, {
        key: 'welcome.say', kind: 'primary', after: 'right',
        press: () => dispatch({ type: 'prompt', activity: activity.id, prompt: activity.prompts[0].id }),
      }))
    : h('ul', { class: 'tiles', 'aria-labelledby': 'heading', vars: { '--count': String(activity.prompts.length) } }, activity.prompts.map((prompt) => promptTile(i18n, activity, prompt, dispatch)));
  return [
    [
      late ? i18n.say('p', { class: 'kicker' }, 'welcome.late') : null,
      h('h1', { id: 'heading', tabindex: '-1' }, i18n.show('span', null, activity.title)),
      guide,
    ],
    [
      activity.prompts.length ? list : null,
      notes.length ? h('ul', { class: activity.prompts.length ? 'notes' : 'notes notes-large' }, notes) : null,
      activity.prompts.length ? null : i18n.say('p', { class: 'note nothing' }, 'welcome.nothing'),
    ],
  ];
}

function activities(ctx, list) {
  const { i18n, dispatch, state } = ctx;
  const locked = state.now.session?.phase === 'locked';
  return [
    [
      h('h1', { id: 'heading', tabindex: '-1' }, i18n.label(locked ? 'welcome.lockedTitle' : 'welcome.title')),
      i18n.say('p', { class: 'lead' }, locked ? 'welcome.lockedLead' : 'welcome.lead'),
    ],
    h('ul', { class: `tiles tiles-activities ${shape(list.length)}`.trim(), 'aria-labelledby': 'heading', vars: { '--count': String(list.length) } }, list.map((activity) => h('li', null, tile(
      { press: () => dispatch({ type: 'activity', id: activity.id }) },
      i18n.show('span', { class: 'ask' }, activity.title),
      i18n.say('span', { class: 'tile-hint' }, activity.prompts.length === 1 ? 'welcome.oneQuestion' : 'welcome.questions', { count: activity.prompts.length }),
    )))),
  ];
}

/** What came of what people said: its newest stands here in words where there is room for them. */
function heard(i18n, [newest], press) {
  const line = (key, text) => h('span', { class: 'heard-line' }, h('span', { class: 'heard-who' }, i18n.label(key)), i18n.show('span', null, text));
  return h('button', { type: 'button', class: 'button welcome-heard', on: { click: press } },
    icon('heard'),
    h('span', { class: 'heard-words' }, i18n.label('welcome.feedback'),
      h('span', { class: 'heard-news' }, line('feedback.said', newest.said), line('feedback.did', newest.did))),
    icon('right'));
}

/** The doors at the foot of the welcome. */
export function doors(ctx) {
  const { i18n, dispatch, state } = ctx;
  const go = (screen) => () => dispatch({ type: 'open', screen });
  return [
    state.now?.feedback?.length ? heard(i18n, state.now.feedback, go('feedback')) : null,
    button(i18n, { key: 'welcome.takeback', kind: 'quiet welcome-door', icon: 'undo', press: go('takeback') }),
    button(i18n, { key: 'welcome.promises', kind: 'quiet welcome-door', icon: 'key', press: go('promises') }),
  ];
}

/** The welcome, or the questions of the activity that was chosen on it. */
export function make(ctx) {
  const { i18n, dispatch, state } = ctx;
  const list = offered(state.now);
  const one = state.screen === 'questions' ? list.find((activity) => activity.id === state.chosen) : list.length === 1 ? list[0] : null;
  if (!one && !list.length) {
    return frame(i18n, 'welcome', {
      title: [h('h1', { id: 'heading', tabindex: '-1' }, i18n.label('welcome.quietTitle')), i18n.say('p', { class: 'lead' }, 'welcome.quietLead')],
      behind: hills(), actions: doors(ctx),
    });
  }
  const [title, body] = one ? questions(ctx, one, list.length === 1) : activities(ctx, list);
  return frame(i18n, 'welcome', {
    title, body, behind: hills(),
    actions: state.screen === 'questions' ? backButton(i18n, () => dispatch({ type: 'back' })) : doors(ctx),
  });
}
