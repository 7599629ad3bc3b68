// The way "cards": somebody picks up to three statements of the programme, and says why if they like.

import { h } from '../app/dom.js';
import { sections, withTexts } from './deck.js';
import { dealPage, swapPage } from './cards-pages.js';
import { quoted } from './quoted.js';
import { makeTurning, whyPage } from './turning.js';

/** The way, as the shell uses it. */
export default {
  id: 'cards',
  icon: 'cards',
  label: (t) => t('cards.label'),
  hint: (t) => t('cards.hint'),
  available: (now, activity) => sections(activity).length > 0,
  draft: () => ({ cards: [], why: '', page: null, masked: false, layout: '' }),
  isEmpty: (content) => content.cards.length === 0,
  make(ctx) {
    const { content } = ctx;
    const turning = makeTurning('cards');
    const deal = (focus = true) => turning.turn(dealPage(ctx, { why, swap }), focus);
    const why = () => turning.turn(whyPage({ ctx, content, field: 'why', label: ctx.t('cards.why'), done: () => deal() }));
    const swap = (card) => turning.turn(swapPage(ctx, card, () => deal()));
    deal(false);
    return turning;
  },
  typed: (content) => [content.why],
  summary(content, ctx) {
    return h('div', { class: 'stack cards-said' },
      h('ul', { class: 'cards-list' }, withTexts(content.cards, ctx.activity).map((card) => h('li', { class: 'card-said' },
        ctx.show('p', { class: 'card-text' }, card.text),
        ctx.show('p', { class: 'card-heading' }, card.heading)))),
      content.why.trim() ? quoted(ctx, content, content.why) : null);
  },
  spoken(content, ctx) {
    const cards = withTexts(content.cards, ctx.activity).map((card) => ctx.pick(card.text).text);
    const why = content.masked && content.why.trim() ? ctx.t('words.hidden.aloud') : content.why.trim();
    return [...cards, why].filter(Boolean).map((text) => text.replace(/[.!?]?$/, '.')).join(' ');
  },
  json: (content) => ({ way: 'cards', cards: content.cards.map((card) => ({ ...card })), why: content.why.trim() }),
  wipe(content) {
    for (const card of content.cards) for (const key of Object.keys(card)) card[key] = '';
    content.cards.length = 0;
    content.why = '';
    content.page = null;
    content.masked = false;
    content.layout = '';
  },
};
