// The way "drawing": somebody draws, or describes it with words instead, or both.

import { h } from '../app/dom.js';
import { drawPage } from './drawing-page.js';
import { flattened } from './flatten.js';
import { base64 } from './png.js';
import { quoted } from './quoted.js';
import { brush, destroyCanvas, newCanvas, paint, pixels } from './sheet.js';
import { Strokes } from './strokes.js';
import { makeTurning, whyPage } from './turning.js';

function draft() {
  const content = {
    sheet: null, base: null, strokes: null, paint: 'black', pen: 'middle', png: null, version: 0, description: '', masked: false, layout: '',
  };
  content.strokes = new Strokes((stroke) => {
    content.base ??= newCanvas(content.sheet.width, content.sheet.height);
    paint(brush(content.base), stroke);
  });
  return content;
}

/** The PNG of a drawing; kept until another line is drawn, so that what is looked at again is what is sent. */
async function png(content) {
  if (content.png) return content.png;
  const { at, destroy } = pixels(content);
  const { width, height } = content.sheet;
  const { version } = content;
  try {
    const bytes = await flattened(at, width, height);
    // Somebody may have drawn on, or rubbed it out, while it was being flattened.
    if (version === content.version) content.png = bytes;
    return bytes;
  } finally {
    destroy();
  }
}

const drawn = (content) => !content.strokes.empty;

function picture(content, ctx) {
  const image = h('img', { class: 'drawing-said', alt: (content.masked ? '' : content.description.trim()) || ctx.t('drawing.alt') });
  let url = '';
  let released = false;
  image.release = () => {
    released = true;
    if (url) URL.revokeObjectURL(url);
  };
  png(content).then((bytes) => {
    if (released) return;
    url = URL.createObjectURL(new Blob([bytes], { type: 'image/png' }));
    image.src = url;
  });
  return image;
}

/** The way, as the shell uses it. */
export default {
  id: 'drawing',
  icon: 'drawing',
  label: (t) => t('drawing.label'),
  hint: (t) => t('drawing.hint'),
  available: (now) => Boolean(now.acceptingDrawings),
  draft,
  isEmpty: (content) => !drawn(content) && content.description.trim() === '',
  make(ctx) {
    const { content } = ctx;
    const turning = makeTurning('drawing');
    const draw = (focus = true) => turning.turn(drawPage(ctx, describe), focus);
    const describe = () => turning.turn(whyPage({
      ctx, content, field: 'description', label: ctx.t('drawing.description'), done: () => draw(),
    }));
    draw(false);
    return turning;
  },
  typed: (content) => [content.description],
  summary(content, ctx) {
    const image = drawn(content) ? picture(content, ctx) : null;
    const element = h('div', { class: 'stack drawing-summary' }, image,
      content.description.trim() ? quoted(ctx, content, content.description) : null);
    element.release = () => image?.release();
    return element;
  },
  spoken(content, ctx) {
    const description = content.masked && content.description.trim() ? ctx.t('words.hidden.aloud') : content.description.trim();
    return [drawn(content) ? ctx.t('drawing.alt') : '', description].filter(Boolean).join('. ');
  },
  // A description without a line drawn is words: it goes into their smaller bucket with all other words.
  async json(content) {
    const description = content.description.trim();
    if (!drawn(content)) return { way: 'words', text: description };
    return { way: 'drawing', png: base64(await png(content)), description };
  },
  wipe(content) {
    content.strokes.wipe();
    content.version += 1;
    content.png?.fill(0);
    if (content.base) destroyCanvas(content.base);
    Object.assign(content, { sheet: null, base: null, paint: 'black', pen: 'middle', png: null, description: '', masked: false, layout: '' });
  },
};
