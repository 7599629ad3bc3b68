// Where the keys of the on-screen keyboard are. A row is ten units wide, so that a key is 44 px and more on the narrowest screen.
// A key is the letter it types, or the name of what it does; `name:2` takes two units.

/** Units in a row. */
export const ROW_UNITS = 10;

const LETTERS = {
  abc: [
    ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'],
    ['k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 'backspace'],
    ['shift', 't', 'u', 'v', 'w', 'x', 'y', 'z', ',', '.'],
  ],
  qwerty: [
    ['q', 'w', 'e', 'r', 't', 'y', 'u', 'i', 'o', 'p'],
    ['a', 's', 'd', 'f', 'g', 'h', 'j', 'k', 'l', 'backspace'],
    ['shift', 'z', 'x', 'c', 'v', 'b', 'n', 'm', ',', '.'],
  ],
};
const SIGNS = [
  ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'],
  ['-', '/', ':', ';', '(', ')', '£', '&', '@', 'backspace'],
  ['"', '%', '+', '=', '*', '#', '!', '?', ',', '.'],
];
const GRAVES_ROW = ['à:2', 'è:2', 'ì:2', 'ò:2', 'ù:2'];
const GRAVES = { a: 'à', e: 'è', i: 'ì', o: 'ò', u: 'ù' };

/** The names of the layouts of letters; the first is what people get who have chosen none. */
export const LAYOUTS = ['qwerty', 'abc'];

/** The keys that do something else than type themselves. */
export const COMMANDS = new Set(['shift', 'backspace', 'signs', 'layout', 'grave', 'space', 'left', 'right', 'undo', 'enter']);

const key = (code) => {
  const [name, units] = code.length > 1 ? code.split(':') : [code];
  return { name, units: Number(units ?? 1) };
};

/**
 * The rows of keys as they are to be shown.
 * @param {{layout: 'abc'|'qwerty', layer: 'letters'|'signs', gaelic: boolean}} how in Gaelic the graves are a row of their own
 * @returns {{name: string, units: number}[][]}
 */
export function rows({ layout, layer, gaelic }) {
  const last = gaelic
    ? ['signs', 'layout', "'", 'space:3', 'left', 'right', 'undo', 'enter']
    : ['signs', 'layout', 'grave', "'", 'space:2', 'left', 'right', 'undo', 'enter'];
  const body = layer === 'signs' ? SIGNS : LETTERS[layout];
  return [...(gaelic ? [GRAVES_ROW] : []), ...body, last].map((row) => row.map(key));
}

/** What a key types, with shift or a grave waiting for it. */
export function typed(name, { shift, grave }) {
  const letter = grave ? GRAVES[name] ?? name : name;
  return shift ? letter.toLocaleUpperCase('en') : letter;
}

/** Whether a key is a letter, which shift and grave wait for. */
export const isLetter = (name) => name.length === 1 && /\p{L}/u.test(name);
