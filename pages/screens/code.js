/** The last step: send it, with or without a code to take it back. */
import { h } from '../app/dom.js';
import { backButton, frame, tile } from '../app/frame.js';

/** The sending. */
export function make(ctx) {
  const { i18n, dispatch, state } = ctx;
  const send = (wantsCode) => () => dispatch({ type: 'send', wantsCode, submission: ctx.newSubmission() });
  const plain = tile({ icon: 'send', press: send(false) }, i18n.say('span', { class: 'ask' }, 'code.without'), i18n.say('span', { class: 'tile-hint' }, 'code.withoutHint'));
  const coded = tile({ icon: 'key', press: send(true) }, i18n.say('span', { class: 'ask' }, 'code.with'), i18n.say('span', { class: 'tile-hint' }, 'code.withHint'));
  const busy = i18n.say('p', { class: 'busy', role: 'status', hidden: true }, 'code.busy');
  const back = backButton(i18n, () => dispatch({ type: 'back' }));
  const update = (next) => {
    const sending = next.sending === 'busy';
    for (const each of [plain, coded, back]) each.setAttribute('aria-disabled', String(sending));
    busy.hidden = !sending;
  };
  update(state);
  const screen = frame(i18n, 'code', {
    title: [h('h1', { id: 'heading', tabindex: '-1' }, i18n.label('code.title')), i18n.say('p', { class: 'lead' }, 'code.lead')],
    kind: 'deciding', body: [h('div', { class: 'pair' }, plain, coded), busy], actions: back,
  });
  return { ...screen, update };
}
