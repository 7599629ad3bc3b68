// Kind checks, the part that looks for where somebody lives: postcodes and addresses, Scottish and Gaelic street words with them.

const POSTCODE_AREAS = `ab al b ba bb bd bh bl bn br bs bt ca cb cf ch cm co cr ct cv cw da dd de dg dh dl dn dt dy e ec eh en ex fk
fy g gl gu gy ha hd hg hp hr hs hu hx ig im ip iv je ka kt kw ky l la ld le ll ln ls lu m me mk ml n ne ng nn np nr nw ol ox pa pe
ph pl po pr rg rh rm s sa se sg sk sl sm sn so sp sr ss st sw sy ta td tf tn tq tr ts tw ub w wa wc wd wf wn wr ws wv yo ze`
  .trim().split(/\s+/).join('|');
const POSTCODE = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${POSTCODE_AREAS})\\d[a-z\\d]?[ \\t]*\\d[abd-hjlnp-uw-z]{2}(?![\\p{L}\\p{N}])`, 'giu');
/** "S2 1st" is no postcode, though it is shaped like one. */
const ORDINAL = /[ \t]\d(?:st|nd|rd|th)$/;

/** Street words that mean little else after a number and a word or two. */
const STREETS = `street|st|road|rd|avenue|ave|crescent|cres|terrace|terr|wynd|brae|gardens|gdns|vennel|pend|mews|knowe|rigg|
  boulevard|grove|sraid`.replace(/\s+/g, '');
/** Street words that are everyday words too: only in a name ("Mill Place"), with capitals or after "flat" or "live". */
const STREET_WORDS = `drive|close|place|pl|loan|gate|lane|ln|court|ct|way|square|sq|row|park|view|hill|path|walk|quay|green|bank|
  toll|cross|circle|end|rise|dykes`.replace(/\s+/g, '');
const FUNCTION_WORDS = new Set(`a an the of in on at to for and or but with my your our his her their its is was are be been every each
other per days day weeks week months month years year hours hour minutes minute times time people persons kids children young staff
adults more less few most all any some this that these those not no from out off up down over under into years-old old different
same good bad better safe new next last first second we you i they he she it who which per cent percent`.trim().split(/\s+/));

const NUMBER = '\\d{1,4}\\p{L}?(?:[/-]\\d{1,3}\\p{L}?)?';
const WORDS = "((?:[\\p{L}][\\p{L}'’.-]*[ \\t]+){1,3})";
const NUMBERED = new RegExp(`(?<![\\p{L}\\p{N}£$.,/-])${NUMBER},?[ \\t]+${WORDS}(${STREETS}|${STREET_WORDS})(?![\\p{L}\\p{N}])\\.?`, 'giu');
const FLAT = /(?<!\p{L})(?:flat|flt|apartment|apt)[ \t]*(?:no\.?[ \t]*)?\d{1,3}\p{L}?(?:[/-]\d{1,3}\p{L}?)?(?!\p{N})/giu;
const LIVES = new RegExp(
  "(?<!\\p{L})(?:live|lives|lived|stay|stays|stayed|bide|bides|house is|hoose is)[ \\t]+(?:on|at|in|up|doon|down|oan)[ \\t]+"
  + `((?:[\\p{L}][\\p{L}'’.-]*[ \\t]+){1,3}?(?:${STREETS}|${STREET_WORDS}))(?![\\p{L}\\p{N}])`, 'giu');
const GAELIC_STREET = 'sràid|sraid|rathad|cearcall|bruthach|slighe|lios|ceàrnag|caolshràid';
const GAELIC = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${NUMBER},?[ \\t]+)(?:an[ \\t]+)?(?:${GAELIC_STREET})[ \\t]+(?:(?:na|nan|nam|an|a['’]|a)[ \\t]+)?[\\p{L}][\\p{L}'’-]*`, 'giu');
const GAELIC_NAMED = /(?<![\p{L}\p{N}])(?:Sràid|Sraid|Rathad|Caolshràid)[ \t]+(?:(?:na|nan|nam|an|a['’])[ \t]+)?(?:[nth]-)?\p{Lu}[\p{L}'’-]*/gu;
const NAMED = new RegExp(`(?<![\\p{L}\\p{N}])(?:\\p{Lu}[\\p{Ll}'’-]+[ \\t]+){1,2}(?:Street|Road|Avenue|Crescent|Terrace|Wynd|Brae)(?!\\p{L})`, 'gu');

const CAPITAL = /^\p{Lu}/u;
const span = (match, text = match[0]) => {
  const start = match.index + match[0].indexOf(text);
  return { start, end: start + text.length };
};
const plain = (words) => words.trim().split(/\s+/).some((word) => FUNCTION_WORDS.has(word.toLowerCase()));
const named = (words) => words.trim().split(/\s+/).every((word) => CAPITAL.test(word));
const everyday = new RegExp(`^(?:${STREET_WORDS})$`, 'i');

/** Where a text has what looks like a full UK postcode. @returns {{start: number, end: number}[]} */
export const postcodes = (text) => [...text.matchAll(POSTCODE)].filter((match) => !ORDINAL.test(match[0])).map((match) => span(match));

/** Where a text has what looks like an address. @returns {{start: number, end: number}[]} */
export function addresses(text) {
  const numbered = [...text.matchAll(NUMBERED)].filter((match) => {
    if (plain(match[1])) return false;
    return !everyday.test(match[2]) || named(match[1]) || CAPITAL.test(match[2]);
  });
  const lives = [...text.matchAll(LIVES)].filter((match) => {
    const words = match[1].split(/\s+/);
    const before = words.slice(0, -1).join(' ');
    return !plain(before) && (!everyday.test(words.at(-1)) || named(before));
  });
  return [
    ...numbered.map((match) => span(match)),
    ...lives.map((match) => span(match, match[1])),
    ...[FLAT, GAELIC, GAELIC_NAMED, NAMED].flatMap((pattern) => [...text.matchAll(pattern)].map((match) => span(match))),
  ];
}
