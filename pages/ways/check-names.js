// Kind checks, the part that looks for names: after a cue ("my name is", "is mise"), first names, and capitals side by side.

import { isFirstName, mayBeFirstName } from './first-names.js';

const WORD = "[\\p{L}][\\p{L}'’-]*";
const GAP = '[ \\t]+';

/** A cue that nothing but a name follows, unless one of `NOT_A_NAME` does. */
const STRONG_CUES = [
  "my (?:\\p{L}+ )?name(?:['’]?s| is| was)",
  'my name:',
  'name:',
  "(?:ma|mah) (?:\\p{L}+ )?name(?:['’]?s| is| wis)",
  "(?:i['’]?m|i am|ah['’]?m|a['’]m|ah am) (?:cried|cawed|called)",
  "(?:they|people|everyone|everybody|a['’]body|folk) (?:call|cry|caw) me",
  "(?:is|['’]s) mise",
  "mar a chanas (?:iad|daoine) rium",
];
/** A cue that much else follows ("I'm tired"): only a capital or a known first name counts. */
const WEAK_CUES = ["i['’]?m", 'i am', "ah['’]?m", "a['’]m", 'ah am', 'call me', 'cry me', 'caw me', 'this is', 'it is', "it['’]?s",
  "is e", "['’]?s e", 'called', 'named', 'cried'];
/** Gaelic says the name in the middle: "'s e Màiri m' ainm", "'s e Màiri a th' orm". */
const GAELIC_AROUND = new RegExp(
  `(?:['’]?s|is)${GAP}e${GAP}(${WORD}(?:${GAP}${WORD})?)${GAP}(?:m['’] ?ainm|a th['’] ?orm|an t-ainm)`, 'giu');
const GAELIC_AFTER = new RegExp(`(?<!\\p{L})m['’] ?ainm(?:${GAP}(?:is|['’]s))?,?:?${GAP}(${WORD})`, 'giu');

const NOT_A_NAME = new Set(`
a an the not no never on in at to of for from by with and or but is was my your their his her our its it that this these those
so too very really just only still also always being been gone going getting important secret private safe known hidden here
there what who why how when me you him them us mine yours because if as all out up down off over same different changed wrong
right used said written nothing something anything everything mud please thanks stupid bad good names like
nae no' wee an' ane fur fae wi ma yer
an am a' air aig agus nach chan cha gu mi thu sinn iad seo sin
`.trim().split(/\s+/));

/** Capitalised words that say who somebody is without saying which one they are. */
const CAPITAL_WORDS = new Set(`
i ok okay scottish scots gaelic english british irish welsh polish european african asian american scotland england glasgow
edinburgh aberdeen dundee inverness british muslim christian catholic protestant jewish hindu sikh buddhist autistic adhd asd
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october
november december christmas easter god jesus mum dad mam da granny grandad gran papa nana auntie uncle sir miss staff social
secure care children childrens child young people person family families carer carers parent parents school college
house home centre center unit hearing hearings panel worker workers reporter police court government council commissioner
inspectorate promise future world view model mental health education work support rights act plan team service services service
service national local system sheriff nhs camhs girfec shanarri uncrc bsl tv xbox playstation minecraft fortnite youtube
tiktok snapchat instagram facebook google netflix whatsapp childline samaritans advocacy who cares north south east west new
great saint st city united rangers celtic hearts hibs albion athletic thistle rovers football club street road university
hospital church community mindsets culture society office day night back casting golden thread threads lived experience
gov culture mental speech language family systemic
cùram cùraim chùram chùraim tèarainte daoine dhaoine òga clann chlann teaghlach modail mhodail slàinte riaghaltas alba obair poileas
`.trim().split(/\s+/));

const CAPITALISED = /^\p{Lu}[\p{Ll}'’-]/u;
const SURNAME = /^(?:Ma?c|Nic|O['’])-?\p{Lu}\p{Ll}{2,}/u;
/** What often begins a sentence before a capital that is no second name: "Then Easter came". */
const BEGINNING = /^(?:when|then|if|can|could|do|does|did|has|have|had|will|would|should|where|while|after|before|once|since|until|though|tell|ask|see|let|give|take|make|help|stop|start|go|come|get|keep|like|dear|hi|hello|about|during|every|each|more|no|yes)$|['’](?:m|ve|ll|re|d)$/i;
/** How words of headings and of services end ("Restriction Conditions"); few surnames do. */
const NO_SURNAME = /(?:tions?|ments?|ists|ness|ity|ive|able|ches)$/i;
/** Of a text with more capitals than this, capitals say nothing. */
const MOST_CAPITALS = 0.5;
const LEAST_WORDS_FOR_SHARE = 6;

const bare = (word) => word.toLowerCase().replace(/['’]s?$/u, '');
const known = (word) => CAPITAL_WORDS.has(bare(word)) || NOT_A_NAME.has(bare(word));

function afterCues(text, cues, accept) {
  const found = [];
  const pattern = new RegExp(`(?<![\\p{L}'’])(?:${cues.join('|')})${GAP}(${WORD})(?:${GAP}(${WORD}))?`, 'giu');
  for (const match of text.matchAll(pattern)) {
    const [whole, first, second] = match;
    if (!accept(first)) continue;
    const start = match.index + whole.indexOf(first, whole.length - (second ? second.length : 0) - first.length - (second ? 8 : 0));
    const withSecond = second && CAPITALISED.test(second) && !known(second);
    found.push({ start, end: withSecond ? match.index + whole.length : start + first.length });
  }
  return found;
}

function words(text) {
  return [...text.matchAll(new RegExp(`(?<![\\p{L}\\p{N}@#/._-])${WORD}`, 'gu'))].map((match) => ({
    text: match[0].replace(/['’-]+$/u, ''),
    start: match.index,
    end: match.index + match[0].replace(/['’-]+$/u, '').length,
  }));
}

/** Whether a sentence, a line or a quotation begins where this word does. */
const begins = (text, start) => /(?:^|[.!?:;…"“”‘(\n/•-])\s*$/u.test(text.slice(Math.max(0, start - 4), start));

const nextTo = (text, one, other) => /^[ \t]+$/.test(text.slice(one.end, other.start));

function firstNames(text, all) {
  const found = [];
  all.forEach((word, i) => {
    const name = bare(word.text);
    const capital = CAPITALISED.test(word.text);
    // A short name in small letters ("sam", "jo") is as often a slip of the keys.
    if (!isFirstName(name) || (!capital && name.length < 4)) return;
    const next = all[i + 1];
    const surname = next && nextTo(text, word, next) && CAPITALISED.test(next.text) && !known(next.text);
    found.push({ start: word.start, end: surname ? next.end : word.start + name.length });
  });
  return found;
}

function capitals(text, all) {
  const found = [];
  const lettered = all.filter((word) => word.text.length > 1);
  const share = lettered.filter((word) => CAPITALISED.test(word.text)).length / Math.max(1, lettered.length);
  const tellsNothing = lettered.length >= LEAST_WORDS_FOR_SHARE && share > MOST_CAPITALS;
  const capital = (word, other) => word && other && nextTo(text, word, other) && CAPITALISED.test(word.text) && CAPITALISED.test(other.text);
  all.forEach((word, i) => {
    if (SURNAME.test(word.text) && !/^Mac(?:Book|OS)/.test(word.text)) found.push({ start: word.start, end: word.end });
    const next = all[i + 1];
    if (tellsNothing || !capital(word, next) || known(word.text) || known(next.text) || BEGINNING.test(word.text)
      || NO_SURNAME.test(next.text)) return;
    // Three capitals in a row are a heading or a service more often than a person.
    if (capital(all[i - 1], word) || capital(next, all[i + 2])) return;
    // Where a sentence begins the first capital says nothing, so there the sentence must go on: "Zeb Coo was kind".
    const goesOn = all[i + 2] && nextTo(text, next, all[i + 2]);
    if (!begins(text, word.start) || goesOn) found.push({ start: word.start, end: next.end });
  });
  return found;
}

const TITLED = new RegExp(`(?<!\\p{L})(?:mr|mrs|ms|miss|dr|mx)\\.?${GAP}(${WORD})`, 'giu');

function titled(text) {
  return [...text.matchAll(TITLED)]
    .filter(([, name]) => CAPITALISED.test(name) && !known(name))
    .map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

function around(text) {
  return [GAELIC_AROUND, GAELIC_AFTER].flatMap((pattern) =>
    [...text.matchAll(pattern)].filter(([, name]) => !known(name)).map((match) => {
      const start = match.index + match[0].indexOf(match[1]);
      return { start, end: start + match[1].length };
    }));
}

/** Where a text has what looks like a name. @returns {{start: number, end: number}[]} */
export function names(text) {
  const all = words(text);
  const shouting = text === text.toUpperCase();
  const strong = afterCues(text, STRONG_CUES, (name) => !NOT_A_NAME.has(bare(name)) && name.length > 1);
  const weak = afterCues(text, WEAK_CUES, (name) =>
    (mayBeFirstName(bare(name)) && (CAPITALISED.test(name) || isFirstName(bare(name))))
    || (!shouting && CAPITALISED.test(name) && !known(name)));
  return [...strong, ...weak, ...around(text), ...titled(text), ...firstNames(text, all), ...capitals(text, all)];
}
