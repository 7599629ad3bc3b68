/**
 * Keeps a hardware keyboard in the pages. A browser's own shortcuts cover them with another window, throw a draft away, or leave something
 * for the next person: what was looked for, or a page so large that "Rub it out now" is beside the screen. What is for writing and for
 * moving about the pages is let through; everything else is refused, so that a shortcut of a newer browser is too.
 */

/** Keys with a name that the pages, a text field or a screen reader have a use for. Whatever else has a name is a command to the browser. */
const PLAIN_KEYS = new Set([
  'Tab', 'Enter', 'Escape', 'Backspace', 'Delete', 'Insert', 'Clear',
  'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown',
  'Shift', 'CapsLock', 'NumLock', 'ScrollLock', 'AltGraph',
  // A letter that is made of more than one key: an accent that waits, or an input method at work.
  'Dead', 'Compose', 'Process', 'Unidentified',
]);
/** With Ctrl in a text field, with Shift or without: the caret goes by words, or to the beginning and the end. */
const CARET_KEYS = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End']);
/** With Ctrl in a text field, without Shift: rubs out a word, selects all. With Shift they are the browser's: "clear browsing data", "search tabs". */
const EDITING_KEYS = new Set(['Backspace', 'Delete', 'a']);
/** Where text is written. */
const TEXT_FIELDS = 'textarea, input';

/** A sign that is typed, and no name of a key. */
const isSign = (key) => [...key].length === 1;

/** Whether it is a sign of the third or fourth level. Some systems tell AltGr as Ctrl and Alt together besides; Ctrl alone with it is a shortcut. */
function isAltGraphSign(event) {
  const { key, ctrlKey, altKey, metaKey } = event;
  return event.getModifierState('AltGraph') && ctrlKey === altKey && !metaKey && (isSign(key) || key === 'Dead');
}

/** Whether a pressed key is none of the pages', so that the browser would act on it. */
export function isBrowsers(event, inText) {
  const { key, ctrlKey, altKey, metaKey, shiftKey } = event;
  if (isAltGraphSign(event)) return false;
  if (altKey || metaKey) return true;
  if (ctrlKey) return !(inText && (CARET_KEYS.has(key) || (!shiftKey && EDITING_KEYS.has(key.length === 1 ? key.toLowerCase() : key))));
  // It opens the list of the browser's processes.
  if (shiftKey && key === 'Escape') return true;
  return !isSign(key) && !PLAIN_KEYS.has(key);
}

/** Whether a turn of the wheel would make the page larger or smaller, rather than move it. */
export const isZoom = ({ ctrlKey, metaKey }) => ctrlKey || metaKey;

/**
 * Refuses the browser its own shortcuts, before anything of the page hears of the key. The event goes on: what the pages make of a key
 * themselves, like taking back with Ctrl+Z, they do as before.
 */
export function keepShortcuts(target = window) {
  target.addEventListener('keydown', (event) => {
    if (isBrowsers(event, Boolean(event.target.closest?.(TEXT_FIELDS)))) event.preventDefault();
  }, { capture: true });
  // A passive listener could not refuse it.
  target.addEventListener('wheel', (event) => { if (isZoom(event)) event.preventDefault(); }, { capture: true, passive: false });
}
