/** Talk to someone: the second door. Nothing here belongs to anything that was said, and going back goes where one was. */
import { h } from '../app/dom.js';
import { backButton, button, frame, point } from '../app/frame.js';
import { begun } from '../app/state.js';

/** A route that names a phone number is shown with a phone. */
function routeIcon(route) {
  return /\d{3}/.test(route) ? 'phone' : 'someone';
}

/** The help routes, and the signal to the staff on duty. */
export function make(ctx) {
  const { i18n, dispatch, state } = ctx;
  const status = h('div', { class: 'called', role: 'status' });
  const ask = button(i18n, { key: 'talk.call', icon: 'hand', press: () => dispatch({ type: 'call' }) });
  const text = i18n.say('p', { class: 'call-text' }, 'talk.callText');
  const update = (next) => {
    const sent = next.call === 'sent';
    // Whether anybody can be told may change while this stands here.
    const can = Boolean(next.now?.canCallStaff);
    ask.hidden = sent || !can;
    text.hidden = !can;
    ask.setAttribute('aria-disabled', String(next.call === 'busy'));
    if (sent && status.dataset.shown !== 'sent') status.replaceChildren(point('check', i18n.say('p', { class: 'ask' }, 'talk.called')));
    else if (next.call === 'failed' && status.dataset.shown !== 'failed') status.replaceChildren(point('someone', i18n.say('p', null, 'talk.notCalled')));
    else if (next.call === 'no') status.replaceChildren();
    if (status.dataset.shown !== next.call) status.closest('.scroll')?.scrollTo({ top: 0 });
    status.dataset.shown = next.call;
  };
  update(state);
  // A site that has named none, or has not been heard of yet, still sends nobody away.
  const routes = state.now?.helpRoutes?.length ? state.now.helpRoutes : [i18n.t('talk.anyone'), i18n.t('talk.childline')];
  const body = [
    status,
    h('div', { class: 'points' }, routes.map((route) => point(routeIcon(route), h('p', { class: 'ask', text: route })))),
    text,
    begun(state) ? i18n.say('p', { class: 'note' }, 'talk.apart') : null,
  ];
  const screen = frame(i18n, 'talk', {
    title: [h('h1', { id: 'heading', tabindex: '-1' }, i18n.label('talk.title')), i18n.say('p', { class: 'lead' }, 'talk.lead')],
    body, actions: [backButton(i18n, () => dispatch({ type: 'back' })), ask],
  });
  return { ...screen, update };
}
