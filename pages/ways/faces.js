// The five faces of the feeling scale. They differ by mouth, eyes and brows, never by colour.

import { s } from '../app/dom.js';

/** How many there are, from "really bad" to "really good". */
export const LEVELS = 5;

const FACES = {
  1: { brows: 'M23 40 L41 30 M77 40 L59 30', mouth: 'M31 80 Q34 61 50 61 Q66 61 69 80 Q50 73 31 80 Z', eyes: 47, crying: true },
  2: { brows: 'M28 36 L40 33 M72 36 L60 33', mouth: 'M36 71 Q50 61 64 71', eyes: 45 },
  3: { brows: 'M28 33 L40 33 M72 33 L60 33', mouth: 'M36 67 L64 67', eyes: 44 },
  4: { brows: 'M28 33 Q34 30 40 32 M72 33 Q66 30 60 32', mouth: 'M35 63 Q50 75 65 63', eyes: 44 },
  5: { brows: 'M28 32 Q34 27 40 30 M72 32 Q66 27 60 30', mouth: 'M31 60 Q50 66 69 60 Q66 80 50 80 Q34 80 31 60 Z', eyes: 44, smiling: true },
};

/** The face of a level, 1 … 5. */
export function face(level) {
  const { brows, mouth, eyes, smiling, crying } = FACES[level];
  const lid = smiling ? -9 : 9;
  const eye = (x) => (smiling || crying
    ? s('path', { class: 'face-line', d: `M${x - 7} ${eyes + (smiling ? 2 : -2)} q7 ${lid} 14 0` })
    : s('ellipse', { class: 'face-eye', cx: x, cy: eyes, rx: 4, ry: 5 }));
  return s('svg', { class: 'face', viewBox: '0 0 100 100', 'aria-hidden': 'true', focusable: 'false' },
    s('circle', { class: 'face-round', cx: 50, cy: 50, r: 45 }),
    s('path', { class: 'face-line', d: brows }),
    eye(34),
    eye(66),
    s('path', { class: smiling || crying ? 'face-line face-open' : 'face-line', d: mouth }),
    crying ? s('path', { class: 'face-line face-tear', d: 'M24 55 q-7 10 0 11 q7 -1 0 -11 Z' }) : null);
}
