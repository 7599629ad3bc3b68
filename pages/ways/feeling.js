// The way "feeling": one of five faces, and why, if somebody likes to say.

import { h } from '../app/dom.js';
import { LEVELS, face } from './faces.js';
import { quoted } from './quoted.js';
import { makeTurning, tick, whyButton, whyPage } from './turning.js';

const ALL = Array.from({ length: LEVELS }, (_, i) => i + 1);
const word = (ctx, level) => ctx.t(`feeling.level.${level}`);

/** Where the arrow keys go. Tab comes to each face as well: they are few, and two switches have no arrow keys. */
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

function facesPage(ctx, openWhy) {
  const { content, t } = ctx;
  const group = h('div', { class: 'faces', role: 'radiogroup', 'aria-label': t('feeling.group') });
  const radios = ALL.map((level) => h('button', {
    type: 'button', class: 'tile face-choice', role: 'radio', data: { level: String(level) }, on: { click: () => choose(level) },
  }, face(level), h('span', { class: 'face-word', text: word(ctx, level) }), tick()));
  group.append(...radios);

  function show() {
    radios.forEach((radio, i) => radio.setAttribute('aria-checked', String(content.level === i + 1)));
  }

  function choose(level) {
    content.level = level;
    show();
    ctx.changed();
  }

  group.addEventListener('keydown', (event) => {
    const at = radios.indexOf(document.activeElement);
    const step = STEPS[event.key];
    const next = step ? (at + step + LEVELS) % LEVELS : { Home: 0, End: LEVELS - 1 }[event.key];
    if (at < 0 || next === undefined) return;
    event.preventDefault();
    choose(next + 1);
    radios[next].focus();
  });

  show();
  const why = whyButton({ ctx, written: content.why.trim() !== '', open: openWhy, keys: { add: 'feeling.why.add', change: 'feeling.why.change' } });
  return {
    element: h('div', { class: 'feeling-page' }, group, h('div', { class: 'row why-row' }, why)),
    focus: () => radios[Math.max(0, content.level - 1)].focus({ preventScroll: true }),
  };
}

/** The way, as the shell uses it. */
export default {
  id: 'feeling',
  icon: 'feeling',
  label: (t) => t('feeling.label'),
  hint: (t) => t('feeling.hint'),
  available: () => true,
  draft: () => ({ level: 0, why: '', masked: false, layout: '' }),
  isEmpty: (content) => content.level === 0,
  make(ctx) {
    const turning = makeTurning('feeling');
    const faces = (focus = true) => turning.turn(facesPage(ctx, why), focus);
    const why = () => turning.turn(whyPage({ ctx, content: ctx.content, field: 'why', label: ctx.t('feeling.why'), done: () => faces() }));
    faces(false);
    return turning;
  },
  typed: (content) => [content.why],
  summary(content, ctx) {
    return h('div', { class: 'stack feeling-said' },
      h('figure', { class: 'face-said' }, face(content.level), h('figcaption', { text: word(ctx, content.level) })),
      content.why.trim() ? quoted(ctx, content, content.why) : null);
  },
  spoken(content, ctx) {
    const why = content.masked && content.why.trim() ? ctx.t('words.hidden.aloud') : content.why.trim();
    return [word(ctx, content.level), why].filter(Boolean).join('. ');
  },
  json: (content) => ({ way: 'feeling', level: content.level, why: content.why.trim() }),
  wipe(content) {
    content.level = 0;
    content.why = '';
    content.masked = false;
    content.layout = '';
  },
};
