/** Check the promises: the collection key as pictures to hold against a printed card, and what the device keeps and does not. */
import { h } from '../app/dom.js';
import { backButton, frame, point } from '../app/frame.js';
import { picture } from '../icons/icons.js';

const GROUP = 4;

function groups(hex) {
  return h('p', { class: 'hex' }, (hex.match(new RegExp(`.{1,${GROUP}}`, 'g')) ?? []).map((part) => h('span', { text: part })));
}

function count(i18n, value) {
  return value === null || value === undefined ? i18n.label('promises.fewer') : i18n.label('promises.more', { count: value });
}

function proof(i18n, now, shown) {
  const cells = shown.pictures.map((index) => {
    const one = now?.pictures?.[index];
    return h('li', { class: 'seal' }, one ? picture(one.path) : null, one ? i18n.show('span', null, one.name) : null);
  });
  const fact = (key, value) => h('div', { class: 'fact' }, h('dt', null, i18n.label(key)), h('dd', null, value));
  return [
    i18n.say('p', { class: 'lead' }, 'promises.lead'),
    h('ol', { class: 'seals' }, cells),
    h('h2', null, i18n.label('promises.keepTitle')),
    h('div', { class: 'points' },
      point('lock', i18n.say('p', null, 'promises.keep')), point('nobody', i18n.say('p', null, 'promises.keepNot')), point('key', i18n.say('p', null, 'promises.open'))),
    h('h2', null, i18n.label('promises.numbers')),
    i18n.say('p', { class: 'note' }, 'promises.daily'),
    h('dl', { class: 'facts' },
      fact('promises.sealed', count(i18n, shown.sealed)), fact('promises.receipted', count(i18n, shown.receipted)), fact('promises.version', h('span', { text: shown.version })),
      fact('promises.fingerprint', groups(shown.fingerprint)), fact('promises.pack', groups(shown.packDigest))),
  ];
}

/** The proof. */
export function make(ctx) {
  const { i18n, dispatch, state } = ctx;
  const inner = h('div', { class: 'proof' });
  const update = (next) => {
    if (inner.dataset.shown === String(Boolean(next.promises))) return;
    inner.dataset.shown = String(Boolean(next.promises));
    const { promises } = next;
    inner.replaceChildren(...(promises
      ? promises.failed ? [i18n.say('p', { class: 'lead' }, 'promises.failed')] : proof(i18n, next.now, promises)
      : [i18n.say('p', { class: 'lead' }, 'promises.wait')]));
  };
  update(state);
  const screen = frame(i18n, 'promises', {
    title: h('h1', { id: 'heading', tabindex: '-1' }, i18n.label('promises.title')),
    body: inner, actions: backButton(i18n, () => dispatch({ type: 'back' })),
  });
  return { ...screen, update };
}
