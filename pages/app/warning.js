/** "Are you still there?": asked before what was begun is destroyed. No numbers run down. */
import { h } from './dom.js';
import { button } from './frame.js';
import { scene } from '../icons/scenes.js';

/** The dialog; `update(open, i18n)` shows or hides it. */
export function warning(onHere, onGone) {
  const element = h('dialog', { class: 'warning', 'aria-labelledby': 'warning-title' });
  element.addEventListener('cancel', (event) => {
    event.preventDefault();
    onHere();
  });
  let before = null;
  const update = (open, i18n, lost) => {
    if (open === element.open) return;
    if (!open) {
      element.close();
      before?.isConnected && before.focus({ preventScroll: true });
      before = null;
      return;
    }
    before = document.activeElement;
    element.replaceChildren(
      scene('paused'),
      h('h2', { id: 'warning-title' }, i18n.label('idle.title')),
      i18n.say('p', null, lost ? 'idle.text' : 'idle.textNothing'),
      h('div', { class: 'warning-actions' },
        button(i18n, { key: 'idle.gone', icon: 'rub', press: onGone }),
        button(i18n, { key: 'idle.here', kind: 'primary', icon: 'check', press: onHere, autofocus: true })));
    element.showModal();
  };
  return { element, update };
}
