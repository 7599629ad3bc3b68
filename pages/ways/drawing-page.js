// The page to draw on: the sheet, and beside it the colours, the pens, the rubber, undo, redo and "start again".

import { h, s } from '../app/dom.js';
import { icon } from '../icons/icons.js';
import { PAINTS, css } from './paints.js';
import { brush, destroyCanvas, newCanvas, paint, render, sheetSize } from './sheet.js';
import { whyButton } from './turning.js';

/** How thick the pens are, in units of the sheet, which is 600 high. */
const PENS = { thin: 4, middle: 10, thick: 24 };
/** The rubber is wider than its pen, so that a line goes in one stroke. */
const RUBBER = 'rubber';
const RUBBER_TIMES = 2.5;
const WHITE = [255, 255, 255];

const dot = (radius) => s('svg', { class: 'pen-dot', viewBox: '0 0 24 24', 'aria-hidden': 'true' }, s('circle', { cx: 12, cy: 12, r: radius }));
const DOTS = { thin: 2, middle: 4.5, thick: 8.5 };

const newSheet = () => s('svg', { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true' },
  s('path', { d: 'M5.5 3.5h8l5 5v12h-13z M13.5 3.5v5h5 M9 14.5h6 M12 11.5v6' }));

/** The drawing page. `describe()` opens the description. */
export function drawPage(ctx, describe) {
  const { content, t } = ctx;
  const { strokes } = content;
  const place = h('div', { class: 'sheet-place' });
  const ask = h('div', { class: 'sheet-ask', role: 'group', 'aria-label': t('drawing.again.ask'), hidden: true });
  let canvas = null;
  let pointer = null;

  const choice = (props, ...children) => h('button', { type: 'button', class: 'pen-tool', ...props }, ...children);
  const paints = PAINTS.map(({ name, rgb }) => choice({
    class: 'pen-tool paint', 'aria-label': t(`drawing.paint.${name}`), data: { paint: name }, vars: { '--paint': css(rgb) }, on: { click: () => pick('paint', name) },
  }, h('span', { class: 'paint-spot' })));
  const rubber = choice({ 'aria-label': t('drawing.rubber'), data: { paint: RUBBER }, on: { click: () => pick('paint', RUBBER) } }, icon('rub'));
  const pens = Object.keys(PENS).map((name) =>
    choice({ 'aria-label': t(`drawing.pen.${name}`), data: { pen: name }, on: { click: () => pick('pen', name) } }, dot(DOTS[name])));
  const undo = choice({ 'aria-label': t('drawing.undo'), on: { click: () => step('undo') } }, icon('undo'));
  const redo = choice({ 'aria-label': t('drawing.redo'), on: { click: () => step('redo') } }, icon('redo'));
  const again = choice({ 'aria-label': t('drawing.again'), on: { click: askAgain } }, newSheet());

  function showTools() {
    for (const tool of [...paints, rubber]) tool.setAttribute('aria-pressed', String(tool.dataset.paint === content.paint));
    for (const tool of pens) tool.setAttribute('aria-pressed', String(tool.dataset.pen === content.pen));
    undo.disabled = !strokes.canUndo;
    redo.disabled = !strokes.canRedo;
    again.disabled = strokes.empty;
  }

  function pick(what, name) {
    content[what] = name;
    showTools();
  }

  /** What stands on the sheet is no longer what the picture shows that was kept of it. */
  function outdate() {
    content.version += 1;
    content.png?.fill(0);
    content.png = null;
  }

  function altered() {
    outdate();
    showTools();
    ctx.changed();
  }

  function step(which) {
    lift();
    strokes[which]();
    render(canvas, content);
    altered();
    // A disabled button loses the focus; the person goes on beside it.
    if (document.activeElement === document.body) (which === 'undo' ? redo : undo).focus();
    ctx.announce(t(which === 'undo' ? 'drawing.undone' : 'drawing.redone'));
  }

  function answer(yes) {
    ask.hidden = true;
    if (yes) {
      strokes.wipe();
      if (content.base) destroyCanvas(content.base);
      content.base = null;
      render(canvas, content);
      altered();
      ctx.announce(t('drawing.cleared'));
    }
    (again.disabled ? pens[0] : again).focus();
  }

  function askAgain() {
    if (lift()) altered();
    ask.hidden = false;
    ask.querySelector('button').focus();
  }
  ask.append(h('p', { text: t('drawing.again.ask') }), h('div', { class: 'row' },
    h('button', { type: 'button', class: 'button', text: t('drawing.again.no'), on: { click: () => answer(false) } }),
    h('button', { type: 'button', class: 'button', text: t('drawing.again.yes'), on: { click: () => answer(true) } })));
  ask.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    answer(false);
  });

  function where(event) {
    const box = canvas.getBoundingClientRect();
    return [(event.clientX - box.left) * (canvas.width / box.width), (event.clientY - box.top) * (canvas.height / box.height)];
  }

  function start(event) {
    if (pointer !== null || event.button !== 0 || !ask.hidden) return;
    event.preventDefault();
    pointer = event.pointerId;
    canvas.setPointerCapture(pointer);
    const rubbing = content.paint === RUBBER;
    const rgb = rubbing ? WHITE : PAINTS.find(({ name }) => name === content.paint).rgb;
    paint(brush(canvas), strokes.begin(rgb, PENS[content.pen] * (rubbing ? RUBBER_TIMES : 1), ...where(event)));
    // The line stands there from its first dot on: another finger may press Next before this one is lifted.
    altered();
  }

  function move(event) {
    if (event.pointerId !== pointer) return;
    const events = event.getCoalescedEvents?.() ?? [];
    const before = strokes.current.points.length;
    const grown = (events.length > 0 ? events : [event]).map((one) => strokes.add(...where(one))).some(Boolean);
    if (grown) paint(brush(canvas), strokes.current, before);
  }

  /** Ends the stroke that is under way, whatever it is that ends it; returns whether there was one. It stays on the sheet. */
  function lift() {
    const held = pointer;
    pointer = null;
    if (held !== null && canvas.hasPointerCapture(held)) canvas.releasePointerCapture(held);
    if (!strokes.end()) return false;
    // What is seen is what is sent: a line that grew piece by piece has other edges than the whole.
    if (canvas) render(canvas, content);
    outdate();
    return true;
  }

  function end(event) {
    if (event.pointerId === pointer && lift()) altered();
  }

  function lay() {
    if (place.clientWidth === 0) return;
    content.sheet ??= sheetSize(place.clientWidth, place.clientHeight);
    const { width, height } = content.sheet;
    if (!canvas) {
      canvas = newCanvas(width, height);
      canvas.className = 'drawing-sheet';
      canvas.setAttribute('role', 'img');
      canvas.setAttribute('aria-label', t('drawing.sheet'));
      canvas.addEventListener('pointerdown', start);
      canvas.addEventListener('pointermove', move);
      for (const ending of ['pointerup', 'pointercancel', 'lostpointercapture']) canvas.addEventListener(ending, end);
      // Without this the browser takes a quick line for a fling, and swallows the tap that comes after it.
      canvas.addEventListener('touchstart', (event) => event.preventDefault(), { passive: false });
      place.prepend(canvas);
      render(canvas, content);
    }
    const scale = Math.min(place.clientWidth / width, place.clientHeight / height);
    canvas.style.setProperty('--sheet-width', `${Math.floor(width * scale)}px`);
    canvas.style.setProperty('--sheet-height', `${Math.floor(height * scale)}px`);
  }

  place.append(ask);
  showTools();
  const watch = new ResizeObserver(lay);
  watch.observe(place);
  const why = whyButton({
    ctx, written: content.description.trim() !== '', open: describe, keys: { add: 'drawing.describe', change: 'drawing.describe.change' },
  });
  const element = h('div', { class: 'drawing-page' }, place,
    h('div', { class: 'pen-tools', 'data-mute': true },
      h('div', { class: 'pen-group', role: 'group', 'aria-label': t('drawing.paints') }, paints, rubber),
      h('div', { class: 'pen-group', role: 'group', 'aria-label': t('drawing.pens') }, pens),
      h('div', { class: 'pen-group', role: 'group', 'aria-label': t('drawing.steps') }, undo, redo, again),
      why));
  return {
    element,
    focus: () => pens[0].focus({ preventScroll: true }),
    destroy() {
      watch.disconnect();
      lift();
      if (canvas) destroyCanvas(canvas);
      canvas = null;
    },
  };
}
