// The colours of the drawing, and how a canvas's pixels become indices into their palette.

/** The eight pens' colours, told apart by lightness as well as by hue; none is red. */
export const PAINTS = [
  { name: 'black', rgb: [26, 26, 26] },
  { name: 'grey', rgb: [128, 128, 128] },
  { name: 'brown', rgb: [120, 72, 36] },
  { name: 'orange', rgb: [224, 132, 32] },
  { name: 'yellow', rgb: [244, 208, 63] },
  { name: 'green', rgb: [46, 125, 70] },
  { name: 'blue', rgb: [30, 90, 168] },
  { name: 'purple', rgb: [124, 77, 158] },
];

const WHITE = [255, 255, 255];
/** How much of the paint is in the shades along a line's edge. */
const SHADES = [2 / 3, 1 / 3];

const towardsWhite = (rgb, part) => rgb.map((value) => Math.round(255 - (255 - value) * part));

/** White, the eight colours, and nothing else. */
export const FLAT_PALETTE = [WHITE, ...PAINTS.map((paint) => paint.rgb)];
/** The same with two blended shades of each for smooth edges: 25 colours. */
export const SMOOTH_PALETTE = [
  ...FLAT_PALETTE,
  ...PAINTS.flatMap((paint) => SHADES.map((part) => towardsWhite(paint.rgb, part))),
];

/** A paint as a colour for the canvas. */
export const css = (rgb) => `rgb(${rgb.join(' ')})`;

function nearest(palette, r, g, b) {
  let best = 0;
  let least = Infinity;
  for (let i = 0; i < palette.length; i += 1) {
    const [pr, pg, pb] = palette[i];
    const distance = (r - pr) ** 2 + (g - pg) ** 2 + (b - pb) ** 2;
    if (distance < least) {
      least = distance;
      best = i;
    }
  }
  return best;
}

/**
 * The palette index of each pixel of RGBA data laid over white.
 * @param {Uint8ClampedArray|Uint8Array} rgba
 * @returns {Uint8Array}
 */
export function quantised(rgba, palette) {
  const indices = new Uint8Array(rgba.length / 4);
  // A drawing has few different pixels; each is looked up once.
  const known = new Map();
  for (let i = 0; i < indices.length; i += 1) {
    const at = i * 4;
    const alpha = rgba[at + 3] / 255;
    const over = (value) => Math.round(value * alpha + 255 * (1 - alpha));
    const r = over(rgba[at]);
    const g = over(rgba[at + 1]);
    const b = over(rgba[at + 2]);
    const key = (r << 16) | (g << 8) | b;
    let index = known.get(key);
    if (index === undefined) {
      index = nearest(palette, r, g, b);
      known.set(key, index);
    }
    indices[i] = index;
  }
  return indices;
}
