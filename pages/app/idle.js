/** Notices that nobody is there any more: a warning first, and time to answer it. */
import { LEAST_GRACE_SECONDS } from './state.js';

const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'touchstart', 'wheel', 'input'];

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
  for (const sign of SIGNS) window.addEventListener(sign, () => { if (!warned) begin(); }, { passive: true, capture: true });
  return { begin };
}
