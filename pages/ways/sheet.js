// The sheet that is drawn on: strokes painted on a canvas, and its pixels at a size. The canvas has the sheet's own size, so that
// what is seen is what is sent.

import { SHEET_HEIGHT, SHEET_WIDTH } from './flatten.js';
import { css } from './paints.js';

/** A sheet for a screen that is taller than wide. */
const SQUARE = SHEET_HEIGHT;

/** The size of a new sheet for a place of this shape. */
export const sheetSize = (width, height) => (width >= height * 1.1
  ? { width: SHEET_WIDTH, height: SHEET_HEIGHT }
  : { width: SQUARE, height: SQUARE });

/** An empty canvas that is not on the page. */
export function newCanvas(width, height) {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  return canvas;
}

/** Empties a canvas so that nothing of it stays in memory. */
export function destroyCanvas(canvas) {
  canvas.width = 0;
  canvas.height = 0;
}

/** What paints on a canvas; its pixels are read back, so they stay in memory. */
export const brush = (canvas) => canvas.getContext('2d', { willReadFrequently: true });

function ready(paper, { rgb, width }) {
  paper.strokeStyle = css(rgb);
  paper.fillStyle = css(rgb);
  paper.lineWidth = width;
  paper.lineCap = 'round';
  paper.lineJoin = 'round';
}

/**
 * Paints a stroke: a dot, or a line made smooth by curving through the middles between its points.
 * @param {number} [from] paints only what has come since its points were that many numbers long: painting a line over itself
 * at every move would roughen its edges. It ends in the middle before the last point, from where the next piece goes on.
 */
export function paint(paper, stroke, from = 0) {
  const { points, width } = stroke;
  ready(paper, stroke);
  paper.beginPath();
  if (points.length === 2) {
    paper.arc(points[0], points[1], width / 2, 0, 2 * Math.PI);
    paper.fill();
    return;
  }
  const middle = (i) => [(points[i] + points[i + 2]) / 2, (points[i + 1] + points[i + 3]) / 2];
  const first = Math.max(2, from - 2);
  if (first === 2) paper.moveTo(points[0], points[1]);
  else paper.moveTo(...middle(first - 2));
  for (let i = first; i < points.length - 2; i += 2) paper.quadraticCurveTo(points[i], points[i + 1], ...middle(i));
  if (!from) paper.lineTo(points.at(-2), points.at(-1));
  paper.stroke();
}

/** Paints the whole drawing: white paper, what can no longer be undone, and the strokes. */
export function render(canvas, content) {
  const paper = brush(canvas);
  paper.fillStyle = '#fff';
  paper.fillRect(0, 0, canvas.width, canvas.height);
  if (content.base) paper.drawImage(content.base, 0, 0);
  for (const stroke of content.strokes.all) paint(paper, stroke);
}

/** The drawing's pixels at any size, for `flattened`. */
export function pixels(content) {
  const { width, height } = content.sheet;
  const whole = newCanvas(width, height);
  render(whole, content);
  const at = (w, h) => {
    if (w === width && h === height) return brush(whole).getImageData(0, 0, w, h).data;
    const small = newCanvas(w, h);
    const paper = brush(small);
    paper.imageSmoothingQuality = 'high';
    paper.drawImage(whole, 0, 0, w, h);
    const { data } = paper.getImageData(0, 0, w, h);
    destroyCanvas(small);
    return data;
  };
  return { at, destroy: () => destroyCanvas(whole) };
}
