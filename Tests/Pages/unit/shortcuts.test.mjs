// Which keys of a hardware keyboard are the browser's, and so are refused it, and which are the pages'.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const pages = process.env.KIOSK_PAGES ?? join(fileURLToPath(new URL('.', import.meta.url)), '../../../pages');
const { isBrowsers, isZoom, keepShortcuts } = await import(join(pages, 'app/shortcuts.js'));

const MODIFIERS = ['Ctrl', 'Alt', 'Meta', 'Shift', 'AltGr'];

/** A pressed key, as it is written on paper: "Ctrl+Shift+T". */
function pressed(name) {
  const held = new Set();
  let key = name;
  for (let at = key.indexOf('+', 1); at > 0 && MODIFIERS.includes(key.slice(0, at)); at = key.indexOf('+', 1)) {
    held.add(key.slice(0, at));
    key = key.slice(at + 1);
  }
  return {
    key, ctrlKey: held.has('Ctrl'), altKey: held.has('Alt'), metaKey: held.has('Meta'), shiftKey: held.has('Shift'),
    getModifierState: (modifier) => (modifier === 'AltGraph' ? held.has('AltGr') : assert.fail(modifier)),
  };
}

const NUMBERED = Array.from({ length: 24 }, (_, i) => `F${i + 1}`);

/** The browser's everywhere, in a text field too. */
const BROWSERS = [
  ...NUMBERED, ...NUMBERED.flatMap((key) => [`Shift+${key}`, `Ctrl+${key}`, `Alt+${key}`]),
  // Windows, tabs and the end of it.
  'Ctrl+t', 'Ctrl+n', 'Ctrl+w', 'Ctrl+q', 'Ctrl+T', 'Ctrl+Shift+T', 'Ctrl+Shift+N', 'Ctrl+Shift+W', 'Ctrl+Shift+Q', 'Ctrl+Shift+M', 'Ctrl+Tab',
  'Ctrl+Shift+Tab', 'Ctrl+PageDown', 'Ctrl+PageUp', 'Ctrl+1', 'Ctrl+9', 'Alt+1', 'Alt+Tab', 'Alt+ ',
  // Its tools and lists.
  'Ctrl+f', 'Ctrl+g', 'Ctrl+Shift+G', 'Ctrl+p', 'Ctrl+Shift+P', 'Ctrl+s', 'Ctrl+o', 'Ctrl+u', 'Ctrl+h', 'Ctrl+j', 'Ctrl+d', 'Ctrl+l', 'Ctrl+e', 'Ctrl+k',
  'Ctrl+Shift+I', 'Ctrl+Shift+J', 'Ctrl+Shift+C', 'Ctrl+Shift+B', 'Ctrl+Shift+O', 'Ctrl+Shift+A', 'Ctrl+Shift+Delete', 'Ctrl+Shift+Backspace', 'Shift+Escape',
  'Ctrl+Escape', 'Alt+d', 'Alt+e', 'Alt+f', 'Alt+F4', 'Alt+Shift+I', 'Ctrl+ ',
  // The size of the page.
  'Ctrl+=', 'Ctrl++', 'Ctrl+Shift++', 'Ctrl+-', 'Ctrl+_', 'Ctrl+0', 'ZoomIn', 'ZoomOut', 'ZoomToggle',
  // Loading anew, and other pages.
  'Ctrl+r', 'Ctrl+Shift+R', 'Ctrl+Enter', 'Alt+ArrowLeft', 'Alt+ArrowRight', 'Alt+Home', 'Alt+Enter',
  'BrowserBack', 'BrowserForward', 'BrowserHome', 'BrowserRefresh', 'BrowserSearch', 'BrowserStop', 'BrowserFavorites',
  'LaunchMail', 'LaunchApplication1', 'LaunchWebBrowser', 'Open', 'New', 'Close', 'Find', 'Help', 'Print', 'Save', 'PrintScreen', 'ContextMenu', 'Exit',
  // The clipboard, and taking back: the pages have a way of their own.
  'Ctrl+c', 'Ctrl+x', 'Ctrl+v', 'Ctrl+Shift+V', 'Ctrl+Insert', 'Copy', 'Cut', 'Paste', 'Ctrl+z', 'Ctrl+y', 'Ctrl+Shift+Z',
  // Where Meta does what Ctrl does elsewhere.
  'Meta+t', 'Meta+a', 'Meta+ArrowLeft', 'Meta+Backspace', 'Ctrl+Alt+t', 'Ctrl+Alt+ArrowLeft', 'Ctrl+Meta+a',
  // AltGr makes no letter of these, or another modifier makes a shortcut of it.
  'AltGr+F5', 'Ctrl+AltGr+t', 'Alt+AltGr+d', 'Meta+AltGr+t', 'Ctrl+Alt+AltGr+Delete',
  'Control', 'Alt', 'Meta', 'Ctrl+Control', 'Alt+Alt', 'Meta+Meta',
];

/** The pages', wherever the focus is. */
const PAGES = [
  'a', 'Z', 'é', 'ß', '1', '0', '/', "'", '?', '+', ' ', '😀', 'Shift+A', 'Shift+?', 'Shift+ ',
  'Tab', 'Shift+Tab', 'Enter', 'Shift+Enter', 'Escape', 'Backspace', 'Shift+Backspace', 'Delete', 'Insert',
  'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Shift+ArrowLeft', 'Shift+End', 'Home', 'End', 'PageUp', 'PageDown',
  'Shift', 'Shift+Shift', 'CapsLock', 'NumLock', 'AltGraph', 'AltGr+AltGraph', 'Dead', 'Shift+Dead', 'Process', 'Unidentified',
  'AltGr+à', 'AltGr+Shift+À', 'AltGr+€', 'AltGr+@', 'AltGr+Dead', 'AltGr+ArrowLeft', 'AltGr+Backspace', 'Ctrl+Alt+AltGr+@', 'Ctrl+Alt+AltGr+Dead',
];

/** The pages' in a text field, and the browser's elsewhere. */
const EDITING = [
  'Ctrl+ArrowLeft', 'Ctrl+ArrowRight', 'Ctrl+ArrowUp', 'Ctrl+ArrowDown', 'Ctrl+Home', 'Ctrl+End', 'Ctrl+Shift+ArrowLeft', 'Ctrl+Shift+End',
  'Ctrl+Backspace', 'Ctrl+Delete', 'Ctrl+a', 'Ctrl+A',
];

for (const name of BROWSERS) {
  test(`${name} is refused`, () => {
    assert.equal(isBrowsers(pressed(name), false), true);
    assert.equal(isBrowsers(pressed(name), true), true);
  });
}

for (const name of PAGES) {
  test(`${name} is let through`, () => {
    assert.equal(isBrowsers(pressed(name), false), false);
    assert.equal(isBrowsers(pressed(name), true), false);
  });
}

for (const name of EDITING) {
  test(`${name} edits a text`, () => {
    assert.equal(isBrowsers(pressed(name), false), true);
    assert.equal(isBrowsers(pressed(name), true), false);
  });
}

test('the wheel moves the page and does not make it larger', () => {
  assert.equal(isZoom({ ctrlKey: false, metaKey: false, shiftKey: true }), false);
  assert.equal(isZoom({ ctrlKey: true, metaKey: false }), true);
  assert.equal(isZoom({ ctrlKey: false, metaKey: true }), true);
});

test('both are refused before the page hears of them, and go on to it', () => {
  const heard = {};
  keepShortcuts({ addEventListener: (name, listener, options) => { heard[name] = { listener, options }; } });
  assert.deepEqual(heard.keydown.options, { capture: true });
  assert.deepEqual(heard.wheel.options, { capture: true, passive: false });
  const inText = { closest: (what) => (what.includes('textarea') ? {} : null) };
  /** What was done to the event: an event that is stopped would be an error here. */
  const done = (name, event) => {
    let refused = 0;
    heard[name].listener({ ...event, preventDefault: () => { refused += 1; } });
    return refused;
  };
  assert.equal(done('keydown', { ...pressed('Ctrl+f'), target: inText }), 1);
  assert.equal(done('keydown', { ...pressed('Ctrl+a'), target: inText }), 0);
  assert.equal(done('keydown', { ...pressed('Ctrl+a'), target: { closest: () => null } }), 1);
  assert.equal(done('keydown', { ...pressed('Ctrl+a'), target: {} }), 1);
  assert.equal(done('wheel', { ctrlKey: true }), 1);
  assert.equal(done('wheel', { ctrlKey: false }), 0);
});
