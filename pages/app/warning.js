/** "Are you still there?": asked before what was begun is destroyed. No numbers run down. */
import { h } from './dom.js';
import { button } from './frame.js';
import { scene } from '../icons/scenes.js';

/** A finger that was on its way when the question came up has not answered it. */
const SETTLE_MS = 500;

const TEXTS = { nothing: 'idle.textNothing', begun: 'idle.text', lost: 'idle.textLost', code: 'idle.textCode' };

/** The dialog; `update(open, i18n, stake)` shows or hides it; `stake` is what would be rubbed out: 'nothing', 'begun', 'lost' or 'code'. */
export function warning(onHere, onGone) {
  const element = h('dialog', { class: 'warning', 'aria-labelledby': 'warning-title' });
  element.addEventListener('cancel', (event) => {
    event.preventDefault();
    onHere();
  });
  // A key that something lies on does not answer either.
  element.addEventListener('keydown', (event) => {
    if (event.repeat && ['Enter', ' ', 'Escape'].includes(event.key)) event.preventDefault();
  });
  let before = null;
  let opened = 0;
  const settled = (act) => () => {
    if (performance.now() - opened >= SETTLE_MS) act();
  };
  const update = (open, i18n, stake) => {
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
      i18n.say('p', null, TEXTS[stake]),
      h('div', { class: 'warning-actions' },
        // What was sent is not rubbed out with the code.
        button(i18n, stake === 'code' ? { key: 'thanks.done', icon: 'left', press: settled(onGone) } : { key: 'idle.gone', icon: 'rub', press: settled(onGone) }),
        button(i18n, { key: 'idle.here', kind: 'primary', icon: 'check', press: settled(onHere), autofocus: true })));
    element.showModal();
    opened = performance.now();
  };
  return { element, update };
}
