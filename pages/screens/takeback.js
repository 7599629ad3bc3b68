/** Give a code back: the digits with their pictures, and what was said is taken back. */
import { h } from '../app/dom.js';
import { backButton, button, frame } from '../app/frame.js';
import { icon, picture } from '../icons/icons.js';
import { CODE_DIGITS } from '../app/state.js';

const ORDER = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'];
const GROUP = 4;

function slots(digits) {
  return Array.from({ length: CODE_DIGITS / GROUP }, (_, group) => h('span', { class: 'slot-group' },
    Array.from({ length: GROUP }, (__, at) => {
      const index = group * GROUP + at;
      return h('span', { class: index === digits.length ? 'slot here' : 'slot', text: digits[index] ?? '' });
    })));
}

function key(i18n, now, digit, dispatch) {
  const one = now?.pictures?.[Number(digit)];
  const word = one ? i18n.pick(one.name).text : '';
  return h('button', { type: 'button', class: 'pad-key', 'aria-label': `${digit} ${word}`.trim(), on: { click: () => dispatch({ type: 'digit', digit }) } },
    h('span', { class: 'pad-digit', text: digit }), one ? picture(one.path) : null);
}

/** The keypad. */
export function make(ctx) {
  const { i18n, dispatch, state } = ctx;
  const shown = h('div', { class: 'slots', role: 'img' });
  const status = h('div', { role: 'status', class: 'lead' });
  const lead = i18n.say('p', { class: 'lead' }, 'takeback.lead');
  const go = button(i18n, { key: 'takeback.go', kind: 'primary', icon: 'undo', press: () => dispatch({ type: 'withdraw' }) });
  const pad = h('div', { class: 'pad' }, ORDER.map((digit) => key(i18n, state.now, digit, dispatch)),
    h('button', { type: 'button', class: 'pad-key pad-back', 'aria-label': i18n.t('takeback.erase'), on: { click: () => dispatch({ type: 'undigit' }) } }, icon('backspace')));
  const keys = (event) => {
    if (/^[0-9]$/.test(event.key)) dispatch({ type: 'digit', digit: event.key });
    else if (event.key === 'Backspace') dispatch({ type: 'undigit' });
  };
  window.addEventListener('keydown', keys);
  const update = (next) => {
    shown.replaceChildren(...slots(next.digits));
    shown.setAttribute('aria-label', next.digits ? i18n.t('takeback.sofar', { digits: next.digits.split('').join(' '), left: CODE_DIGITS - next.digits.length }) : i18n.t('takeback.none'));
    go.disabled = next.digits.length !== CODE_DIGITS || next.takeback === 'busy';
    if (status.dataset.shown === next.takeback) return;
    status.dataset.shown = next.takeback;
    if (next.takeback !== 'no') shown.closest('.scroll')?.scrollTo({ top: 0 });
    lead.hidden = !['no', 'busy'].includes(next.takeback);
    status.replaceChildren(...(['no', 'busy'].includes(next.takeback) ? [] : [i18n.say('p', { class: 'ask' }, `takeback.${next.takeback}`)]));
  };
  update(state);
  const screen = frame(i18n, 'takeback', {
    title: [h('h1', { id: 'heading', tabindex: '-1' }, i18n.label('takeback.title')), lead, status],
    body: h('div', { class: 'takeback' }, shown, pad), actions: [backButton(i18n, () => dispatch({ type: 'back' })), go],
  });
  return {
    ...screen, update,
    destroy: () => {
      window.removeEventListener('keydown', keys);
      shown.replaceChildren();
    },
  };
}
