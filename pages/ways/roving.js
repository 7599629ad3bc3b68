// Which key the arrow keys go to, and which keys Tab comes to. Right and left go through all keys, row after row and round again;
// up and down go to the key that stands there.

/** What presses a button. */
const PRESSING = ['Enter', ' '];

/**
 * The tab stops of a group of keys. There is one, so that whoever types on a hardware keyboard is past the group with one Tab; the
 * arrow keys move it. Two switches send Tab and Enter alone, and would come to one key for ever: once a key is pressed so, Tab
 * comes to every key, until an arrow key shows that there are such.
 */
export class TabStops {
  #every = false;

  /** @param {string} current the key that has the focus, or will have it when Tab comes to the group */
  constructor(current) {
    this.current = current;
  }

  /** A key was pressed from a keyboard: `pressed` is the name of the keyboard event's key. */
  heard(pressed) {
    if (PRESSING.includes(pressed)) this.#every = true;
  }

  /** The arrow keys went to a key. */
  walked(name) {
    this.current = name;
    this.#every = false;
  }

  /** The tabindex of a key. */
  index(name) {
    return this.#every || name === this.current ? 0 : -1;
  }
}

function centres(row) {
  let at = 0;
  return row.map(({ name, units }) => {
    const centre = at + units / 2;
    at += units;
    return { name, centre };
  });
}

/**
 * @param {{name: string, units: number}[][]} rows
 * @param {string} name the key that has the focus
 * @param {string} pressed the name of the keyboard event's key
 * @returns {string|null} the key that gets the focus; null if the event is not for us
 */
export function nextKey(rows, name, pressed) {
  const flat = rows.flat().map((key) => key.name);
  const at = flat.indexOf(name);
  if (at < 0) return null;
  if (pressed === 'ArrowRight') return flat[(at + 1) % flat.length];
  if (pressed === 'ArrowLeft') return flat[(at - 1 + flat.length) % flat.length];
  if (pressed === 'Home') return flat[0];
  if (pressed === 'End') return flat.at(-1);
  if (pressed !== 'ArrowUp' && pressed !== 'ArrowDown') return null;
  const y = rows.findIndex((row) => row.some((key) => key.name === name));
  const target = rows[(y + (pressed === 'ArrowDown' ? 1 : -1) + rows.length) % rows.length];
  const here = centres(rows[y]).find((key) => key.name === name).centre;
  return centres(target).reduce((best, key) => (Math.abs(key.centre - here) < Math.abs(best.centre - here) ? key : best)).name;
}
