// The on-screen keyboard: keys, shift and grave for one letter, the layer of signs. Arrow keys go from key to key, and so
// does Tab for somebody who has no others. It knows nothing of the text. It suggests nothing, remembers nothing and makes no sound.

import { h } from '../app/dom.js';
import { icon } from '../icons/icons.js';
import { COMMANDS, LAYOUTS, isLetter, rows, typed } from './layouts.js';
import { TabStops, nextKey } from './roving.js';

/** Holding backspace begins to repeat after the first, then at the second: slow enough to stop where one wants to. */
const HOLD_MS = 550;
const REPEAT_MS = 130;

/** Where the same sign is spoken as its name. */
const SIGN_NAMES = {
  ',': 'comma', '.': 'stop', '?': 'question', '!': 'exclamation', "'": 'apostrophe', '"': 'quote', '-': 'dash', '/': 'slash',
  ':': 'colon', ';': 'semicolon', '(': 'open', ')': 'close', '£': 'pound', '&': 'and', '@': 'at', '%': 'percent', '+': 'plus',
  '=': 'equals', '*': 'star', '#': 'hash',
};

/**
 * @param {object} options
 * @param {(key: string, params?: object) => string} options.t
 * @param {string} options.layout 'qwerty' or 'abc'
 * @param {boolean} options.gaelic whether the graves have a row of their own
 * @param {(command: string, text: string) => void} options.press 'type' with the text, or the command of the key
 * @param {(layout: string) => void} options.chose the person chose another layout
 * @returns {{element: HTMLElement, destroy: () => void}}
 */
export function makeKeyboard({ t, layout, gaelic, press, chose }) {
  const state = { layout, layer: 'letters', gaelic, shift: false, grave: false };
  const element = h('div', {
    class: 'keyboard', role: 'group', 'aria-label': t('keyboard.label'), 'data-mute': true, data: { rows: String(rows(state).length) },
  });
  let holding = 0;
  let held = false;
  const stops = new TabStops('q');

  const otherLayout = () => LAYOUTS[(LAYOUTS.indexOf(state.layout) + 1) % LAYOUTS.length];
  const faces = {
    shift: () => [icon('shift'), t('keyboard.shift')],
    backspace: () => [icon('backspace'), t('keyboard.backspace')],
    space: () => [icon('space'), t('keyboard.space')],
    enter: () => [icon('enter'), t('keyboard.enter')],
    left: () => [icon('left'), t('keyboard.left')],
    right: () => [icon('right'), t('keyboard.right')],
    undo: () => [icon('undo'), t('keyboard.undo')],
    signs: () => (state.layer === 'signs' ? ['Aa', `Aa, ${t('keyboard.letters')}`] : ['123', `123, ${t('keyboard.signs')}`]),
    layout: () => (otherLayout() === 'abc' ? ['abc', `abc, ${t('keyboard.abc')}`] : ['qwe', `qwe, ${t('keyboard.qwerty')}`]),
    grave: () => ['à', `à, ${t('keyboard.grave')}`],
  };
  const pressedState = { shift: () => state.shift, grave: () => state.grave };

  function face(name) {
    if (faces[name]) return faces[name]();
    const letter = typed(name, state);
    return [letter, SIGN_NAMES[name] ? t(`keyboard.sign.${SIGN_NAMES[name]}`) : letter];
  }

  function key({ name, units }) {
    const [shown, spoken] = face(name);
    const on = pressedState[name];
    return h('button', {
      type: 'button', class: COMMANDS.has(name) ? `key key-${name}` : 'key', tabindex: String(stops.index(name)),
      'aria-label': spoken, 'aria-pressed': on ? String(on()) : null, data: { key: name }, vars: { '--units': String(units) },
    }, shown);
  }

  const all = () => [...element.querySelectorAll('.key')];

  function show() {
    const names = rows(state).flat().map(({ name }) => name);
    if (!names.includes(stops.current)) [stops.current] = names;
    const focused = element.contains(document.activeElement);
    element.replaceChildren(...rows(state).map((row) => h('div', { class: 'key-row' }, row.map(key))));
    if (focused) focus(stops.current);
  }

  function showStops() {
    for (const one of all()) one.tabIndex = stops.index(one.dataset.key);
  }

  function focus(name) {
    stops.current = name;
    showStops();
    element.querySelector(`.key[data-key="${CSS.escape(name)}"]`)?.focus({ preventScroll: true });
  }

  function act(name) {
    if (name === 'shift' || name === 'grave') state[name] = !state[name];
    else if (name === 'signs') state.layer = state.layer === 'signs' ? 'letters' : 'signs';
    else if (name === 'layout') {
      state.layout = otherLayout();
      state.layer = 'letters';
      chose(state.layout);
    } else if (name === 'space') press('type', ' ');
    else if (name === 'enter') press('type', '\n');
    else if (COMMANDS.has(name)) press(name, '');
    else press('type', typed(name, state));
    const used = isLetter(name) && (state.shift || state.grave);
    if (used) Object.assign(state, { shift: false, grave: false });
    if (used || ['shift', 'grave', 'signs', 'layout'].includes(name)) show();
  }

  function release() {
    clearTimeout(holding);
    holding = 0;
    for (const one of element.querySelectorAll('.key.down')) one.classList.remove('down');
  }

  function repeat() {
    press('backspace', '');
    holding = setTimeout(repeat, REPEAT_MS);
  }

  const nameOf = (event) => event.target.closest?.('.key')?.dataset.key;

  element.addEventListener('pointerdown', (event) => {
    const name = nameOf(event);
    if (!name || event.button !== 0) return;
    // The caret stays where it is, and two thumbs may type at once: no click would come from the second.
    event.preventDefault();
    held = true;
    stops.current = name;
    release();
    event.target.closest('.key').classList.add('down');
    if (name === 'backspace') holding = setTimeout(repeat, HOLD_MS);
    act(name);
  });
  for (const ending of ['pointerup', 'pointercancel', 'pointerleave']) element.addEventListener(ending, release);
  element.addEventListener('click', (event) => {
    const name = nameOf(event);
    // A click after a press of a pointer has been acted on; one from a key, a switch or a screen reader has not.
    const pointer = held && event.detail > 0;
    held = false;
    if (name && !pointer) act(name);
  });
  element.addEventListener('focusin', (event) => {
    const name = nameOf(event);
    if (name && name !== stops.current) focus(name);
  });
  element.addEventListener('keydown', (event) => {
    const name = nameOf(event);
    if (!name) return;
    const next = nextKey(rows(state), name, event.key);
    if (!next) {
      stops.heard(event.key);
      showStops();
      return;
    }
    event.preventDefault();
    stops.walked(next);
    focus(next);
  });
  element.addEventListener('contextmenu', (event) => event.preventDefault());

  show();
  return { element, destroy: release };
}
