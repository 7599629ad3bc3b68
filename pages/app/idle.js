/** Notices that nobody is there any more: a warning first, and time to answer it. */
import { LEAST_GRACE_SECONDS } from './state.js';

const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'touchstart', 'wheel', 'input'];
/** A pointer that moved less than this trembles on its table. */
const LEAST_MOVE_PX = 12;

/** Tells a sign of somebody from a key that something lies on, and from a mouse that trembles. */
function sense() {
  let held = false;
  let point = null;
  return (event) => {
    if (event.type === 'keydown') {
      held = event.repeat;
      return !held;
    }
    if (event.type === 'input') return !held;
    if (event.type !== 'pointermove' && event.type !== 'pointerdown') return true;
    if (event.type === 'pointerdown') held = false;
    const far = !point || Math.hypot(event.clientX - point.x, event.clientY - point.y) >= LEAST_MOVE_PX;
    if (event.type === 'pointermove' && !far) return false;
    const first = !point && event.type === 'pointermove';
    point = { x: event.clientX, y: event.clientY };
    return !first;
  };
}

/**
 * Watches for signs of somebody. `limits()` gives `{ idleSeconds, graceSeconds }` of this moment, or null while nothing can be lost.
 * `warn()` is called after the first, `gone()` after both.
 */
export function watch({ limits, warn, gone }) {
  let timer;
  let warned = false;
  const later = (seconds, act) => {
    clearTimeout(timer);
    timer = setTimeout(act, seconds * 1000);
  };
  const begin = () => {
    warned = false;
    clearTimeout(timer);
    const now = limits();
    if (!now) return;
    later(now.idleSeconds, () => {
      const then = limits();
      if (!then) return;
      if (then.held) {
        begin();
        return;
      }
      warned = true;
      warn();
      later(Math.max(LEAST_GRACE_SECONDS, then.graceSeconds), () => {
        warned = false;
        gone();
      });
    });
  };
  // While the question stands only its answer counts: a brush past the glass is not somebody saying "I'm still here".
  const somebody = sense();
  for (const sign of SIGNS) window.addEventListener(sign, (event) => { if (somebody(event) && !warned) begin(); }, { passive: true, capture: true });
  return { begin };
}
