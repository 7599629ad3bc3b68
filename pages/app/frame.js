/** What the screens are made of: a heading and a body that scroll inside themselves, and a bar of actions. */
import { h } from './dom.js';
import { icon } from '../icons/icons.js';

/** A button with an icon and words. `kind`: '', 'primary' or 'quiet'. */
export function button(i18n, { key, params, kind = '', icon: before, after, press, ...rest }) {
  return h('button', { type: 'button', class: `button ${kind}`.trim(), on: { click: press }, ...rest },
    before ? icon(before) : null, i18n.label(key, params), after ? icon(after) : null);
}

/** The way back, at the left of the actions on every screen. */
export function backButton(i18n, press) {
  return button(i18n, { key: 'go.back', kind: 'quiet', icon: 'left', press });
}

/** A region that scrolls inside itself, with a button that shows where there is more: `[element, release]`. */
function scroller(i18n, page) {
  const region = h('div', { class: 'scroll' }, page);
  const more = h('button', {
    type: 'button', class: 'more', hidden: true, 'data-mute': '', 'aria-label': i18n.t('go.more'),
    on: { click: () => region.scrollBy({ top: region.clientHeight * 0.7 }) },
  }, icon('down'));
  const wrap = h('div', { class: 'scroll-wrap' }, region, more);
  const look = () => {
    const scrolls = region.scrollHeight > region.clientHeight;
    const left = region.scrollHeight - region.clientHeight - region.scrollTop;
    more.hidden = !scrolls || left < 8;
    wrap.classList.toggle('has-more', !more.hidden);
    if (scrolls) {
      region.tabIndex = 0;
      region.setAttribute('role', 'region');
      region.setAttribute('aria-label', i18n.t('go.region'));
    } else {
      for (const name of ['tabindex', 'role', 'aria-label']) region.removeAttribute(name);
    }
  };
  region.addEventListener('scroll', look, { passive: true });
  const watcher = new ResizeObserver(look);
  watcher.observe(region);
  watcher.observe(page);
  return [wrap, () => watcher.disconnect()];
}

/**
 * A screen: `{ element, release }`. `title` holds the h1, `body` what is below it (both scroll together when they must), `foot` stays in sight
 * under them, `actions` are the buttons, `behind` lies at the back; `kind` chooses the arrangement.
 */
export function frame(i18n, name, { title, body, foot, actions, behind, kind = '' }) {
  const [scroll, release] = scroller(i18n, h('div', { class: 'page' }, title ? h('header', { class: 'head' }, title) : null, h('div', { class: 'body' }, body)));
  const element = h('section', { class: `screen screen-${name} ${kind}`.trim() }, behind, scroll,
    foot ? h('div', { class: 'foot' }, foot) : null, actions ? h('footer', { class: 'actions' }, actions) : null);
  return { element, release };
}

/** A line with a round icon before its words. */
export function point(name, ...children) {
  return h('div', { class: 'point' }, h('span', { class: 'disc' }, icon(name)), h('div', { class: 'point-text' }, children));
}

/** A big choice: an icon, words, and perhaps a smaller line. */
export function tile({ icon: name, press, ...rest }, ...children) {
  return h('button', { type: 'button', class: 'tile', on: { click: press }, ...rest },
    name ? h('span', { class: 'disc' }, icon(name)) : null, h('span', { class: 'tile-text' }, children), h('span', { class: 'tile-go' }, icon('right')));
}
