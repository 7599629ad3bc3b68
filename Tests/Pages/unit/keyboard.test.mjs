// The on-screen keyboard's layouts, its arrow keys, and what typing does to a text.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const pages = process.env.KIOSK_PAGES ?? join(fileURLToPath(new URL('.', import.meta.url)), '../../../pages');
const { COMMANDS, LAYOUTS, ROW_UNITS, isLetter, rows, typed } = await import(join(pages, 'ways/layouts.js'));
const { TabStops, nextKey } = await import(join(pages, 'ways/roving.js'));
const { Editing, UNDO_DEPTH, byteLength } = await import(join(pages, 'ways/editing.js'));
const { default: texts } = await import(join(pages, 'texts/en-ways.js'));

const SHOWN = LAYOUTS.flatMap((layout) => ['letters', 'signs'].flatMap((layer) =>
  [false, true].map((gaelic) => ({ layout, layer, gaelic }))));

for (const how of SHOWN) {
  const name = JSON.stringify(how);
  test(`${name}: rows are full, no key stands twice`, () => {
    const shown = rows(how);
    for (const row of shown) assert.equal(row.reduce((sum, key) => sum + key.units, 0), ROW_UNITS);
    const names = shown.flat().map((key) => key.name);
    assert.equal(new Set(names).size, names.length);
    for (const command of ['backspace', 'signs', 'layout', 'space', 'left', 'right', 'undo', 'enter']) assert.ok(names.includes(command));
    assert.equal(names.includes('grave'), !how.gaelic);
    for (const grave of 'àèìòù') assert.equal(names.includes(grave), how.gaelic);
    if (how.layer === 'letters') for (const letter of 'abcdefghijklmnopqrstuvwxyz') assert.ok(names.includes(letter), letter);
    else for (const sign of '0123456789?!.,-:;@£&') assert.ok(names.includes(sign), sign);
  });
  test(`${name}: arrow keys reach every key, and up and down come back`, () => {
    const shown = rows(how);
    const names = shown.flat().map((key) => key.name);
    const seen = new Set();
    let at = names[0];
    for (let i = 0; i < names.length; i += 1) {
      seen.add(at);
      at = nextKey(shown, at, 'ArrowRight');
    }
    assert.equal(seen.size, names.length);
    assert.equal(at, names[0]);
    for (const key of names) {
      assert.equal(nextKey(shown, nextKey(shown, key, 'ArrowRight'), 'ArrowLeft'), key);
      assert.ok(names.includes(nextKey(shown, key, 'ArrowUp')));
      assert.ok(names.includes(nextKey(shown, key, 'ArrowDown')));
    }
    assert.equal(nextKey(shown, names[0], 'a'), null);
    assert.equal(nextKey(shown, names[3], 'Home'), names[0]);
    assert.equal(nextKey(shown, names[3], 'End'), names.at(-1));
  });
}

test('one key is a tab stop until one is pressed from a keyboard, and then all are, until an arrow key', () => {
  const names = ['q', 'w', 'shift'];
  const stops = new TabStops('q');
  const reached = () => names.filter((name) => stops.index(name) === 0);
  assert.deepEqual(reached(), ['q']);
  for (const key of ['Tab', 'Shift', 'a', 'Escape']) stops.heard(key);
  assert.deepEqual(reached(), ['q'], 'other keys press nothing');
  for (const key of ['Enter', ' ']) {
    stops.heard(key);
    assert.deepEqual(reached(), names);
    stops.current = 'shift';
    stops.heard('Tab');
    assert.deepEqual(reached(), names, 'Tab goes on from key to key');
    stops.walked('w');
    assert.deepEqual(reached(), ['w']);
  }
});

test('shift and grave wait for one letter', () => {
  assert.equal(typed('a', { shift: true, grave: false }), 'A');
  assert.equal(typed('a', { shift: false, grave: true }), 'à');
  assert.equal(typed('u', { shift: true, grave: true }), 'Ù');
  assert.equal(typed('b', { shift: false, grave: true }), 'b');
  assert.equal(typed('ò', { shift: true, grave: false }), 'Ò');
  assert.ok(isLetter('q') && isLetter('à') && !isLetter('?') && !isLetter('shift'));
  assert.ok(!isLetter('1') && COMMANDS.has('space'));
});

test('ABC is in the order of the alphabet', () => {
  const letters = rows({ layout: 'abc', layer: 'letters', gaelic: false }).flat().map((key) => key.name).filter(isLetter);
  assert.equal(letters.join(''), 'abcdefghijklmnopqrstuvwxyz');
});

test('typing, rubbing out, going left and right', () => {
  const editing = new Editing('', 2048);
  for (const letter of 'tha') editing.insert(letter);
  editing.left();
  editing.insert('à');
  assert.equal(editing.text, 'thàa');
  editing.right();
  editing.erase();
  editing.erase();
  assert.equal(editing.text, 'th');
  editing.place(0, 2);
  editing.insert('é');
  assert.equal(editing.text, 'é');
  editing.left();
  editing.left();
  editing.erase();
  assert.equal(editing.text, 'é');
});

test('a letter with its accent, or a flag, is rubbed out whole', () => {
  const editing = new Editing('a\u0300👩🏽‍🦱', 2048);
  editing.erase();
  assert.equal(editing.text, 'a\u0300');
  editing.erase();
  assert.equal(editing.text, '');
});

test('undo takes back a word, and what was rubbed out', () => {
  const editing = new Editing('', 2048);
  for (const letter of 'one two') editing.insert(letter);
  for (let i = 0; i < 7; i += 1) editing.erase();
  assert.equal(editing.text, '');
  editing.undo();
  assert.equal(editing.text, 'one two');
  editing.undo();
  assert.equal(editing.text, 'one ');
  editing.undo();
  editing.undo();
  assert.equal(editing.text, '');
  assert.equal(editing.canUndo, false);
  editing.undo();
});

test('undo takes back what a hardware keyboard typed or pasted', () => {
  const editing = new Editing('', 2048);
  for (const text of ['w', 'we', 'wee']) editing.observe(text, text.length, text.length);
  editing.observe('wee pasted', 10, 10);
  editing.undo();
  assert.equal(editing.text, 'wee');
  editing.undo();
  assert.equal(editing.text, '');
});

test('the limit counts bytes, refuses, and loses nothing', () => {
  const editing = new Editing('à'.repeat(1023), 2048);
  assert.equal(byteLength(editing.text), 2046);
  assert.equal(editing.room, 2);
  assert.equal(editing.insert('👍'), false);
  assert.equal(editing.insert('ù'), true);
  assert.equal(editing.room, 0);
  assert.equal(editing.insert('a'), false);
  assert.equal(byteLength(editing.text), 2048);
  editing.place(0, 1);
  assert.equal(editing.insert('ab'), true);
  assert.equal(editing.insert('c'), false);
});

test('undo does not grow without end, and wiping leaves nothing', () => {
  const editing = new Editing('', 4096);
  for (let i = 0; i < UNDO_DEPTH + 50; i += 1) editing.insert(' ');
  let steps = 0;
  while (editing.canUndo) {
    editing.undo();
    steps += 1;
  }
  assert.equal(steps, UNDO_DEPTH);
  editing.insert('secret');
  editing.wipe();
  assert.equal(editing.text, '');
  assert.equal(editing.canUndo, false);
});

test('no text of the ways is empty, and every key has its name', () => {
  for (const [key, text] of Object.entries(texts)) assert.ok(text.trim() !== '', key);
  for (const command of ['shift', 'backspace', 'space', 'enter', 'left', 'right', 'undo', 'grave', 'signs', 'abc', 'qwerty']) assert.ok(texts[`keyboard.${command}`]);
});
