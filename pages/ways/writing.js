// A place to write: our own text area, the on-screen keyboard, "hide what I type", and kind words when it is full. Used by the
// words way and by every "why".

import { h } from '../app/dom.js';
import { icon } from '../icons/icons.js';
import { Editing, byteLength } from './editing.js';
import { makeKeyboard } from './keyboard.js';
import { LAYOUTS } from './layouts.js';

/** The room that is left is told from here on: about the last forty words. */
const TELL_ROOM_BYTES = 200;
/** A screen reader is told in steps of this many, not at every letter. */
const TOLD_STEP = 50;

/** Shows the caret of a text area that was changed by our own keys: the browser only scrolls to it for its own. */
function keepCaretInSight(area, caret) {
  const { scrollTop, clientHeight, value, selectionStart, selectionEnd } = area;
  if (value === '') {
    // The words that say what to write here are read from their beginning.
    area.scrollTop = 0;
    return;
  }
  area.value = value.slice(0, caret);
  const bottom = area.scrollHeight;
  area.value = value;
  area.setSelectionRange(selectionStart, selectionEnd);
  const line = parseFloat(getComputedStyle(area).lineHeight) || 0;
  if (bottom > scrollTop + clientHeight || bottom - 2 * line < scrollTop) area.scrollTop = bottom - clientHeight;
  else area.scrollTop = scrollTop;
}

/**
 * @param {object} options
 * @param {object} options.ctx the way's context
 * @param {{masked?: boolean, layout?: string}} options.state part of the draft: how the person likes to write
 * @param {string} options.text what is written so far
 * @param {number} options.limit in bytes of UTF-8
 * @param {string} options.label what to write here
 * @param {(text: string) => void} options.changed
 * @param {Node[]} [options.buttons] more buttons beside the text
 * @returns {{element: HTMLElement, focus: () => void, destroy: () => void}}
 */
export function makeWriting({ ctx, state, text, limit, label, changed, buttons = [] }) {
  const { t } = ctx;
  const editing = new Editing(text, limit);
  const gaelic = ctx.language === 'gd';
  let told = '';

  const area = h('textarea', {
    class: 'field writing-text', lang: ctx.language, 'aria-label': label, placeholder: label, inputmode: 'none',
    autocomplete: 'off', autocorrect: 'off', autocapitalize: 'off', spellcheck: 'false', 'data-mute': true,
  });
  const room = h('p', { class: 'note writing-room', 'data-mute': true });
  const hide = h('button', { type: 'button', class: 'button quiet writing-hide', on: { click: toggleMask } });

  function tell(full) {
    const words = full ? t('words.full') : editing.room > TELL_ROOM_BYTES ? '' : t('words.room', { count: editing.room });
    room.textContent = words;
    room.classList.toggle('empty', words === '');
    const spoken = full ? words : words && t('words.room', { count: Math.ceil(editing.room / TOLD_STEP) * TOLD_STEP });
    if (spoken && spoken !== told) ctx.announce(spoken);
    told = spoken;
  }

  function showMask() {
    area.classList.toggle('masked', Boolean(state.masked));
    hide.setAttribute('aria-pressed', String(Boolean(state.masked)));
    hide.replaceChildren(icon(state.masked ? 'eye' : 'eyeOff'), h('span', { text: t(state.masked ? 'words.show' : 'words.hide') }));
    hide.setAttribute('aria-label', t(state.masked ? 'words.show.long' : 'words.hide.long'));
  }

  function toggleMask() {
    state.masked = !state.masked;
    showMask();
  }

  function write() {
    if (area.value !== editing.text) area.value = editing.text;
    area.setSelectionRange(editing.start, editing.end);
    keepCaretInSight(area, editing.end);
  }

  function saved(full = false) {
    tell(full);
    changed(editing.text);
  }

  function press(command, typed) {
    editing.place(area.selectionStart, area.selectionEnd);
    let full = false;
    if (command === 'type') full = !editing.insert(typed);
    else if (command === 'backspace') editing.erase();
    else editing[command]();
    write();
    saved(full);
    if (!keyboard.element.contains(document.activeElement)) area.focus({ preventScroll: true });
  }

  function undo() {
    editing.undo();
    write();
    saved();
  }

  area.addEventListener('beforeinput', (event) => {
    if (event.inputType === 'historyUndo' || event.inputType === 'historyRedo') {
      event.preventDefault();
      if (event.inputType === 'historyUndo') undo();
      return;
    }
    // What somebody copied before must not come in here.
    if (['insertFromPaste', 'insertFromPasteAsQuotation', 'insertFromDrop', 'insertFromYank'].includes(event.inputType)) {
      event.preventDefault();
      return;
    }
    editing.place(area.selectionStart, area.selectionEnd);
    const more = event.data ?? event.dataTransfer?.getData('text/plain') ?? (/Line|Paragraph/.test(event.inputType) ? '\n' : '');
    if (!event.inputType.startsWith('insert') || editing.fits(more)) return;
    event.preventDefault();
    tell(true);
  });
  function observe(event) {
    // A composed letter cannot be refused beforehand.
    if (!event.isComposing && byteLength(area.value) > Math.max(limit, byteLength(editing.text))) {
      write();
      tell(true);
      return;
    }
    editing.observe(area.value, area.selectionStart, area.selectionEnd);
    saved();
  }
  area.addEventListener('input', observe);
  area.addEventListener('compositionend', observe);
  area.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'z') {
      event.preventDefault();
      undo();
    }
  });

  const keyboard = makeKeyboard({
    t, layout: LAYOUTS.includes(state.layout) ? state.layout : LAYOUTS[0], gaelic, press, chose: (layout) => { state.layout = layout; },
  });
  const element = h('div', { class: gaelic ? 'writing with-graves' : 'writing' },
    h('div', { class: 'writing-top' },
      h('div', { class: 'writing-sheet' }, area, room),
      h('div', { class: 'writing-side' }, hide, buttons)),
    keyboard.element);

  // Somebody with a hardware keyboard types at once, and types on wherever a tap has left the focus; but a space presses a button.
  function typeHere(event) {
    if (event.target === area || event.ctrlKey || event.metaKey || event.altKey || event.key === ' ' || [...event.key].length !== 1) return;
    if (!element.contains(event.target) && event.target.closest?.('button, input, textarea, dialog')) return;
    area.focus({ preventScroll: true });
  }
  document.addEventListener('keydown', typeHere);

  area.value = editing.text;
  showMask();
  tell(false);
  return {
    element,
    focus() {
      area.focus({ preventScroll: true });
      write();
    },
    destroy() {
      document.removeEventListener('keydown', typeHere);
      keyboard.destroy();
      editing.wipe();
      area.value = '';
      room.textContent = '';
    },
  };
}
