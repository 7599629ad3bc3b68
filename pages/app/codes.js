/** A withdrawal code as people can keep it: digits, and a picture with its word for each. The first ten pictures are the digits. */
import { h } from './dom.js';
import { picture } from '../icons/icons.js';

const GROUP = 4;

/** One digit with its picture and word. */
export function digitCell(i18n, now, digit) {
  const one = now?.pictures?.[Number(digit)];
  return h('span', { class: 'digit' },
    h('span', { class: 'digit-number', text: digit }),
    one ? picture(one.path) : null,
    one ? i18n.show('span', { class: 'digit-word' }, one.name) : null);
}

/** A whole code, in groups of four. */
export function codeGroups(i18n, now, code) {
  const digits = code.replace(/\D/g, '').split('');
  const groups = [];
  for (let at = 0; at < digits.length; at += GROUP) groups.push(digits.slice(at, at + GROUP));
  return h('ol', { class: 'code' }, groups.map((group) => h('li', { class: 'code-group' }, group.map((digit) => digitCell(i18n, now, digit)))));
}
