// The text that is being typed: caret, selection, a limit in bytes, and what can be undone. No DOM.

const encoder = new TextEncoder();
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** How many bytes of UTF-8 a text takes. */
export const byteLength = (text) => encoder.encode(text).length;

/** How many steps can be undone: a long text's words, while the copies of a 2 KiB text stay under half a megabyte. */
export const UNDO_DEPTH = 200;

const letter = (text) => /^[^\s]$/u.test(text);

export class Editing {
  #steps = [];
  #kind = '';

  /** @param {string} text as it is so far @param {number} limit in bytes of UTF-8 */
  constructor(text, limit) {
    this.text = text;
    this.limit = limit;
    this.start = text.length;
    this.end = text.length;
  }

  get room() {
    return Math.max(0, this.limit - byteLength(this.text));
  }

  get canUndo() {
    return this.#steps.length > 0;
  }

  /** Where the caret is now, as the text area has it. */
  place(start, end = start) {
    this.start = Math.min(start, this.text.length);
    this.end = Math.min(Math.max(end, start), this.text.length);
  }

  /** Whether a text would fit in place of the selection; what is there already may always be made shorter. */
  fits(text) {
    const after = this.text.slice(0, this.start) + text + this.text.slice(this.end);
    return byteLength(after) <= this.limit || byteLength(after) <= byteLength(this.text);
  }

  /** Types a text in place of the selection; returns whether it fitted. Nothing is ever cut off. */
  insert(text) {
    if (!this.fits(text)) return false;
    this.#remember(letter(text) && this.start === this.end ? 'letter' : '');
    this.#replace(this.start, this.end, text);
    return true;
  }

  /** Rubs out the selection, or the one letter before the caret with its accents. */
  erase() {
    if (this.start === this.end && this.start === 0) return;
    this.#remember(this.start === this.end ? 'erase' : '');
    this.#replace(this.start === this.end ? this.#before(this.start) : this.start, this.end, '');
  }

  left() {
    this.#kind = '';
    this.place(this.start === this.end ? this.#before(this.start) : this.start);
  }

  right() {
    this.#kind = '';
    this.place(this.start === this.end ? this.#after(this.end) : this.end);
  }

  undo() {
    const step = this.#steps.pop();
    if (!step) return;
    this.#kind = '';
    this.text = step.text;
    this.place(step.start, step.end);
  }

  /** Takes over what a hardware keyboard or pasting made of the text. */
  observe(text, start, end) {
    if (text === this.text) {
      this.place(start, end);
      return;
    }
    const grown = text.length - this.text.length;
    const kind = grown === 1 && letter(text.slice(start - 1, start)) ? 'letter' : grown === -1 ? 'erase' : '';
    this.#remember(kind);
    this.text = text;
    this.place(start, end);
  }

  wipe() {
    this.text = '';
    this.#steps.length = 0;
    this.#kind = '';
    this.place(0);
  }

  // A run of letters is one step, so that undo takes back a word at a time; so is a run of rubbing out.
  #remember(kind) {
    if (kind === '' || kind !== this.#kind) {
      this.#steps.push({ text: this.text, start: this.start, end: this.end });
      if (this.#steps.length > UNDO_DEPTH) this.#steps.shift();
    }
    this.#kind = kind;
  }

  #replace(start, end, text) {
    this.text = this.text.slice(0, start) + text + this.text.slice(end);
    this.place(start + text.length);
  }

  #before(at) {
    const last = [...graphemes.segment(this.text.slice(0, at))].at(-1);
    return last ? last.index : 0;
  }

  #after(at) {
    const [next] = graphemes.segment(this.text.slice(at));
    return next ? at + next.segment.length : at;
  }
}
