// What a drawing consists of while it is drawn: strokes to undo and redo, points without times. No DOM.

/** How many strokes can be undone; older ones become part of the picture and their points are forgotten. */
export const UNDO_DEPTH = 60;
/** Points nearer than this to the one before, in units of the sheet, add nothing that is seen. */
const LEAST_STEP = 1.5;

export class Strokes {
  #done = [];
  #undone = [];
  #current = null;
  #baked = false;
  #bake;

  /** @param {(stroke: object) => void} bake paints a stroke that can no longer be undone into the picture for good */
  constructor(bake) {
    this.#bake = bake;
  }

  get empty() {
    return !this.#baked && this.#done.length === 0 && this.#current === null;
  }

  get canUndo() {
    return this.#done.length > 0 || this.#current !== null;
  }

  get canRedo() {
    return this.#undone.length > 0;
  }

  /** The stroke that is being drawn. */
  get current() {
    return this.#current;
  }

  /** The strokes that can be undone, oldest first, with the one being drawn. */
  get all() {
    return this.#current ? [...this.#done, this.#current] : [...this.#done];
  }

  begin(rgb, width, x, y) {
    this.end();
    this.#undone = [];
    this.#current = { rgb, width, points: [Math.round(x), Math.round(y)] };
    return this.#current;
  }

  /** Adds a point; returns whether it was far enough from the last to matter. */
  add(x, y) {
    if (!this.#current) return false;
    const points = this.#current.points;
    const [lastX, lastY] = points.slice(-2);
    if (Math.hypot(x - lastX, y - lastY) < LEAST_STEP) return false;
    points.push(Math.round(x), Math.round(y));
    return true;
  }

  /** Ends the stroke that is being drawn, and keeps it; returns whether there was one. */
  end() {
    if (!this.#current) return false;
    this.#done.push(this.#current);
    this.#current = null;
    while (this.#done.length > UNDO_DEPTH) {
      this.#bake(this.#done.shift());
      this.#baked = true;
    }
    return true;
  }

  undo() {
    this.end();
    if (this.#done.length > 0) this.#undone.push(this.#done.pop());
  }

  redo() {
    if (this.#undone.length > 0) this.#done.push(this.#undone.pop());
  }

  wipe() {
    for (const stroke of [...this.all, ...this.#undone]) stroke.points.fill(0);
    this.#done = [];
    this.#undone = [];
    this.#current = null;
    this.#baked = false;
  }
}
