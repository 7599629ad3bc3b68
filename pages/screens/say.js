/** The person says it, in the way that was chosen. The way draws its own area; everything around it is here. */
import { h } from '../app/dom.js';
import { backButton, button } from '../app/frame.js';
import { holds, wayOf } from '../app/ways.js';
import { find, unasked } from '../ways/checks.js';
import { icon } from '../icons/icons.js';

function question(i18n, prompt) {
  const heading = h('h1', { id: 'heading', tabindex: '-1', class: 'asking' }, i18n.show('span', null, prompt.text));
  const whole = h('button', { type: 'button', class: 'whole', hidden: true, 'aria-expanded': 'false', 'aria-label': i18n.t('say.whole') }, icon('down'));
  const box = h('div', { class: 'asking-box' }, heading, whole);
  whole.addEventListener('click', () => {
    const open = box.classList.toggle('open');
    whole.setAttribute('aria-expanded', String(open));
  });
  const watcher = new ResizeObserver(() => {
    whole.hidden = !box.classList.contains('open') && heading.scrollHeight <= heading.clientHeight + 4;
  });
  watcher.observe(heading);
  return [box, () => watcher.disconnect()];
}

/** The saying. */
export function make(ctx) {
  const { i18n, dispatch, state } = ctx;
  const way = wayOf(state.way);
  const content = state.drafts[state.way];
  const next = button(i18n, {
    key: 'say.next', kind: 'primary', after: 'right',
    press: () => {
      const asked = new Set(state.asked);
      const findings = unasked(way.typed(content).filter(Boolean).flatMap((text) => find(text)), asked);
      dispatch({ type: 'said', findings: findings.map(({ kind, match }) => ({ kind, match })), asked: [...asked] });
    },
  });
  const able = () => { next.disabled = way.isEmpty(content); };
  const made = way.make(ctx.forWay(content, () => {
    able();
    dispatch({ type: 'touched', empty: way.isEmpty(content), filled: holds(way, content) });
  }));
  able();
  const [asked, release] = question(i18n, state.pick.prompt);
  return {
    element: h('section', { class: 'screen screen-say' }, asked, h('div', { class: 'way-area' }, made.element),
      h('footer', { class: 'actions' }, backButton(i18n, () => dispatch({ type: 'back' })), next)),
    destroy: () => {
      release();
      made.destroy();
    },
  };
}
