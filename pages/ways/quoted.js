// What somebody wrote, shown again. What was hidden while it was typed stays hidden until they ask to see it.

import { h } from '../app/dom.js';
import { icon } from '../icons/icons.js';

/**
 * @param {object} ctx the way's context
 * @param {{masked?: boolean}} state part of the draft
 * @param {string} text
 * @returns {HTMLElement}
 */
export function quoted(ctx, state, text) {
  const said = h('blockquote', { class: 'said-words', lang: ctx.language, text: text.trim() });
  if (!state.masked) return said;
  const button = h('button', { type: 'button', class: 'button quiet', 'aria-pressed': 'false', on: { click: () => show(!shown) } });
  let shown = false;
  function show(now) {
    shown = now;
    said.classList.toggle('masked', !shown);
    said.toggleAttribute('data-mute', !shown);
    said.setAttribute('aria-hidden', String(!shown));
    button.setAttribute('aria-pressed', String(shown));
    button.replaceChildren(icon(shown ? 'eyeOff' : 'eye'), h('span', { text: ctx.t(shown ? 'words.hide' : 'words.show') }));
  }
  show(false);
  return h('div', { class: 'stack said-hidden' }, said, button);
}
