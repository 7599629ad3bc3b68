// Kind checks, the part that looks for phone numbers: in figures, spaced as one likes, and in words.

/** Childline, the Samaritans, Breathing Space: everybody may know these numbers; they are help, not a person. */
const HELPLINES = new Set(['08001111', '116123', '0800838587']);

const FIGURES = /(?<![\p{L}\d/.])(?:\+\s?)?\(?\d(?:[ \t().-]{0,3}\d){5,15}(?![\p{L}\d])/gu;
const CUE = /(?:phone|call|ring|text|mobile|mob|whatsapp|number|no|tel|fòn|àireamh|fone)\p{L}*[^.!?\n]{0,24}$/iu;
/** What is said between a cue and its number is short. */
const CUE_REACH = 40;

const DIGIT_WORDS = `oh|o|zero|nought|naught|nothing|one|two|three|four|five|six|seven|eight|nine
  |wan|ane|twa|fower|sax|seeven|eicht|nine
  |neoni|aon|dhà|dha|trì|tri|ceithir|còig|coig|sia|seachd|ochd|naoi`.replace(/\s+/g, '');
const TIMES = { double: 2, treble: 3, triple: 3 };
const SPOKEN = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:(?:double|treble|triple)[ -]+)?(?:${DIGIT_WORDS}|\\d)`
  + `(?:[ ,.-]+(?:(?:double|treble|triple)[ -]+)?(?:${DIGIT_WORDS}|\\d+)){5,}(?![\\p{L}\\p{N}])`, 'giu');
const NOUGHT = /^(?:\d|oh|o|zero|nought|naught|neoni)$/i;

function looksLikeNumber(digits, plus, before) {
  if (HELPLINES.has(digits)) return false;
  if (plus) return digits.length >= 9;
  if (digits.startsWith('00')) return digits.length >= 11;
  if (digits.startsWith('0')) return digits.length >= 10 && digits.length <= 12;
  // The 0 is often left off a mobile.
  if (digits.startsWith('7') && digits.length === 10) return true;
  return digits.length <= 8 && CUE.test(before);
}

function inFigures(text) {
  return [...text.matchAll(FIGURES)]
    .filter((match) => looksLikeNumber(
      match[0].replace(/\D/g, ''), match[0].startsWith('+'), text.slice(Math.max(0, match.index - CUE_REACH), match.index)))
    .map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

function inWords(text) {
  return [...text.matchAll(SPOKEN)].filter((match) => {
    let digits = 0;
    let times = 1;
    let spoken = 0;
    const parts = match[0].toLowerCase().split(/[ ,.-]+/);
    for (const part of parts) {
      if (TIMES[part]) {
        times = TIMES[part];
        continue;
      }
      digits += /^\d+$/.test(part) ? part.length * times : times;
      spoken += /^\d+$/.test(part) ? 0 : 1;
      times = 1;
    }
    const before = text.slice(Math.max(0, match.index - CUE_REACH), match.index);
    // "one two three four five six" alone is counting; a number begins with nought, or is called one.
    return spoken > 0 && digits <= 14 && ((digits >= 9 && NOUGHT.test(parts[0])) || (digits >= 6 && CUE.test(before)));
  }).map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

/** Where a text has what looks like a phone number. @returns {{start: number, end: number}[]} */
export const phones = (text) => [...inFigures(text), ...inWords(text)];
