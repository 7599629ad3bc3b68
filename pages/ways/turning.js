// A way's own pages, one at a time: the cards and the "why" behind them, the drawing and its description.

import { h } from '../app/dom.js';
import { icon } from '../icons/icons.js';
import { makeWriting } from './writing.js';

/**
 * A place where one page at a time stands.
 * @param {string} id of the way
 * @returns {{element: HTMLElement, turn: (page: {element: Node, focus?: () => void, destroy?: () => void}, focus?: boolean) => void, destroy: () => void}}
 */
export function makeTurning(id) {
  const element = h('div', { class: `way way-${id}` });
  let current = null;
  return {
    element,
    turn(page, focus = true) {
      current?.destroy?.();
      current = page;
      element.replaceChildren(page.element);
      if (focus) page.focus?.();
    },
    focus: () => current?.focus?.(),
    destroy() {
      current?.destroy?.();
      current = null;
      element.replaceChildren();
    },
  };
}

/**
 * The page where somebody says why, or describes a drawing, if they like.
 * @param {object} options
 * @param {object} options.ctx
 * @param {object} options.content the draft
 * @param {'why'|'description'} options.field of the draft
 * @param {string} options.label
 * @param {() => void} options.done goes back to the page before
 */
export function whyPage({ ctx, content, field, label, done }) {
  return makeWriting({
    ctx, state: content, text: content[field], limit: ctx.limits[field], label,
    changed(text) {
      content[field] = text;
      ctx.changed();
    },
    buttons: [h('button', { type: 'button', class: 'button writing-done', on: { click: done } },
      icon('check'), h('span', { text: ctx.t('words.done') }))],
  });
}

/** The button that leads to such a page; it says whether something is written there. */
export function whyButton({ ctx, written, open, keys }) {
  return h('button', { type: 'button', class: 'button quiet why-button', on: { click: open } },
    icon(written ? 'check' : 'words'), h('span', { text: ctx.t(written ? keys.change : keys.add) }));
}

/** The tick of what is chosen; it is seen only then, so that no choice is told by colour alone. */
export const tick = () => h('span', { class: 'tick' }, icon('check'));
