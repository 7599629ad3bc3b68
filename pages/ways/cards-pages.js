// The pages of the cards: the deck, a heading at a time with big buttons to go on, and the kind question at a fourth card.

import { h } from '../app/dom.js';
import { icon } from '../icons/icons.js';
import { place, reference, sections, spread, toggle, withTexts } from './deck.js';
import { tick, whyButton } from './turning.js';

/** More than this of one card on a page needs a scrolling region: text size XL on the smallest screen. */
const EDGE = 1;

function picked(ctx, back, why) {
  const { content, t } = ctx;
  const slots = withTexts(content.cards, ctx.activity).map((card) => {
    const { text, lang } = ctx.pick(card.text);
    return h('li', {}, h('button', {
      type: 'button', class: 'picked', lang, 'aria-label': t('cards.back', { card: text }), on: { click: () => back(card) },
    }, h('span', { class: 'picked-text', text }), icon('close')));
  });
  const free = Array.from({ length: ctx.limits.cards - slots.length }, (_, i) =>
    h('li', { class: 'picked-free', 'aria-hidden': 'true', text: String(slots.length + i + 1) }));
  return h('div', { class: 'cards-top' },
    h('ul', { class: 'picked-list', 'aria-label': t('cards.yours', { count: slots.length, most: ctx.limits.cards }) }, slots, free),
    whyButton({ ctx, written: content.why.trim() !== '', open: why, keys: { add: 'cards.why.add', change: 'cards.why.change' } }));
}

/** The deck. `go.why()` opens the why, `go.swap(card)` asks about a fourth card. */
export function dealPage(ctx, go) {
  const { content, t } = ctx;
  const deck = sections(ctx.activity);
  const top = h('div', { class: 'cards-picked' });
  const heading = h('div', { class: 'cards-heading' });
  const table = h('div', { class: 'cards-table' });
  const before = h('button', { type: 'button', class: 'button', on: { click: () => turn(-1) } }, icon('left'), h('span', { text: t('cards.before') }));
  const after = h('button', { type: 'button', class: 'button', on: { click: () => turn(1) } }, h('span', { text: t('cards.after') }), icon('right'));
  const count = h('p', { class: 'note cards-count' });
  const bottom = h('div', { class: 'cards-bottom' }, before, count, after);
  const element = h('div', { class: 'cards-page' }, top, heading, table, bottom);
  let pages = [];
  let at = 0;
  let laid = '';

  function tile(card) {
    return h('button', {
      type: 'button', class: 'tile card', 'aria-pressed': String(place(content.cards, card) >= 0), on: { click: () => press(card) },
      data: { statement: card.statement },
    }, ctx.show('span', { class: 'card-text' }, card.text), tick());
  }

  function spreadOut() {
    const size = `${table.clientWidth} ${table.clientHeight}`;
    if (table.clientHeight === 0 || size === laid) return;
    laid = size;
    const focused = table.contains(document.activeElement) ? document.activeElement.dataset.statement : null;
    const first = pages[at]?.[1][0];
    pages = deck.flatMap((section) => {
      heading.replaceChildren(ctx.show('h2', {}, section.heading));
      const tiles = section.cards.map(tile);
      const tries = [false, true].map((long) => {
        table.classList.toggle('long', long);
        return spread(tiles.length, (from, to) => {
          table.replaceChildren(...tiles.slice(from, to));
          return table.scrollHeight <= table.clientHeight + EDGE;
        }).map(([from, to]) => [section, section.cards.slice(from, to), long]);
      });
      // Long statements take fewer pages one below another than side by side.
      return tries[1].length < tries[0].length ? tries[1] : tries[0];
    });
    const kept = first ?? content.page;
    bottom.hidden = pages.length === 1;
    at = Math.max(0, pages.findIndex(([, cards]) => kept && cards.some((card) => place([kept], card) === 0)));
    show();
    if (focused) (table.querySelector(`[data-statement="${CSS.escape(focused)}"]`) ?? table.firstElementChild).focus();
  }

  function showPicked() {
    top.replaceChildren(picked(ctx, press, go.why));
  }

  function show() {
    const [section, cards, long] = pages[at];
    table.classList.toggle('long', long || cards.length === 1);
    content.page = reference(cards[0]);
    heading.replaceChildren(ctx.show('h2', {}, section.heading));
    table.replaceChildren(...cards.map(tile));
    const scrolls = table.scrollHeight > table.clientHeight + EDGE;
    for (const [name, value] of [['tabindex', '0'], ['role', 'region'], ['aria-label', t('cards.table')]]) {
      if (scrolls) table.setAttribute(name, value);
      else table.removeAttribute(name);
    }
    table.scrollTop = 0;
    count.textContent = t('cards.page', { page: at + 1, pages: pages.length });
    before.disabled = at === 0;
    after.disabled = at === pages.length - 1;
  }

  function turn(step) {
    at = Math.min(Math.max(at + step, 0), pages.length - 1);
    show();
    // A disabled button loses the focus; the person goes on from the other one.
    if (before.disabled && step < 0) after.focus();
    if (after.disabled && step > 0) before.focus();
    ctx.announce(`${heading.textContent}. ${count.textContent}`);
  }

  function press(card) {
    const inPicked = top.contains(document.activeElement);
    const done = toggle(content.cards, card, ctx.limits.cards);
    if (done === 'full') {
      go.swap(card);
      return;
    }
    showPicked();
    for (const one of table.children) {
      const shown = pages[at][1].find(({ statement }) => statement === one.dataset.statement);
      one.setAttribute('aria-pressed', String(place(content.cards, shown) >= 0));
    }
    if (inPicked) (top.querySelector('.picked') ?? table.firstElementChild).focus();
    ctx.announce(t('cards.picked', { count: content.cards.length, most: ctx.limits.cards }));
    ctx.changed();
  }

  showPicked();
  const watch = new ResizeObserver(spreadOut);
  watch.observe(table);
  return { element, focus: () => table.querySelector('.card')?.focus({ preventScroll: true }), destroy: () => watch.disconnect() };
}

/** The fourth card: three is the most; one of them can be swapped for it. */
export function swapPage(ctx, card, done) {
  const { content, t } = ctx;
  const keep = h('button', { type: 'button', class: 'button', text: t('cards.swap.keep'), on: { click: done } });
  const swap = (old) => {
    content.cards[place(content.cards, old)] = reference(card);
    ctx.changed();
    done();
  };
  const element = h('div', { class: 'cards-swap', role: 'group', 'aria-label': t('cards.swap.title') },
    h('div', { class: 'swap-head' }, h('h2', { text: t('cards.swap.title') }), keep),
    h('p', { text: t('cards.swap.new') }),
    h('div', { class: 'tile card new-card' }, ctx.show('span', { class: 'card-text' }, card.text)),
    h('p', { text: t('cards.swap.ask') }),
    h('div', { class: 'swap-list' }, withTexts(content.cards, ctx.activity).map((old) => h('button', {
      type: 'button', class: 'tile card', on: { click: () => swap(old) },
    }, ctx.show('span', { class: 'card-text' }, old.text)))));
  return { element, focus: () => keep.focus({ preventScroll: true }) };
}
