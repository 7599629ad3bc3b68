// From a canvas to a PNG that fits: first with smooth edges, then with flat ones, then smaller and smaller.

import { encodePNG } from './png.js';
import { FLAT_PALETTE, SMOOTH_PALETTE, quantised } from './paints.js';

/** All drawings go into the one 64 KiB bucket, so that no drawing's size tells anything. */
export const MOST_PNG_BYTES = 60_000;
/** The sheet's size in its own units, and the largest size of the PNG. */
export const SHEET_WIDTH = 960;
export const SHEET_HEIGHT = 600;

/** The last one always fits: 960 × 600 at 0.3 is under 60,000 bytes even uncompressed. */
const TRIES = [
  { scale: 1, palette: SMOOTH_PALETTE },
  { scale: 1, palette: FLAT_PALETTE },
  { scale: 0.8, palette: FLAT_PALETTE },
  { scale: 0.6, palette: FLAT_PALETTE },
  { scale: 0.45, palette: FLAT_PALETTE },
  { scale: 0.3, palette: FLAT_PALETTE },
];

/**
 * Flattens a drawing.
 * @param {(width: number, height: number) => Uint8ClampedArray} pixels the drawing's RGBA at a size
 * @returns {Promise<Uint8Array>} a PNG of at most `most` bytes
 */
export async function flattened(pixels, width, height, most = MOST_PNG_BYTES) {
  for (const { scale, palette } of TRIES) {
    const w = Math.max(1, Math.round(width * scale));
    const h = Math.max(1, Math.round(height * scale));
    const png = await encodePNG(quantised(pixels(w, h), palette), w, h, palette);
    if (png.length <= most) return png;
  }
  throw new RangeError('the drawing does not fit');
}
