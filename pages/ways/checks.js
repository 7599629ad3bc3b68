// Kind checks: what in a text might tell who somebody is. Pure; the words never leave the page. They ask and never block, so
// they rather miss a little than ask about every sentence.

import { names } from './check-names.js';
import { phones } from './check-phones.js';
import { addresses, postcodes } from './check-places.js';

const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
const ENDINGS = 'com|co|uk|org|net|scot|scotland|edu|gov|ac|io|eu|me';
/** "sam at mail dot com", "sam (at) mail.com" */
const EMAIL_SPOKEN = new RegExp(
  `[\\p{L}\\p{N}._+-]+\\s*(?:\\s|\\(|\\[)at(?:\\s|\\)|\\])\\s*[\\p{L}\\p{N}-]+(?:\\s*(?:\\s|\\(|\\[)dot(?:\\s|\\)|\\])\\s*|\\.)(?:${ENDINGS})(?![\\p{L}])`
  + `(?:(?:\\s+dot\\s+|\\.)(?:${ENDINGS})(?![\\p{L}]))*`, 'giu');
const HANDLE = /(?<![\p{L}\p{N}._%+@-])@[\p{L}\p{N}_](?:[\p{L}\p{N}_.]*[\p{L}\p{N}_])/gu;
/** "my snap is wee_coo99", "insta: wee_coo99" */
const HANDLE_SAID = new RegExp(
  '(?<!\\p{L})(?:snap|snapchat|sc|insta|instagram|ig|tiktok|discord|facebook|fb|twitter|psn|gamertag|roblox)'
  + '(?:\\s+(?:name|user ?name|handle|account|tag))?(?:\\s*:\\s*|\\s+is\\s+)([\\p{L}\\p{N}_.]{3,30})', 'giu');
/** What an account is said to be, rather than its name: "insta is bad for you". */
const LIKE_AN_ACCOUNT = /[\d_.]/;

const spans = (text, pattern) => [...text.matchAll(pattern)].map((match) => ({ start: match.index, end: match.index + match[0].length }));

function handles(text) {
  const said = [...text.matchAll(HANDLE_SAID)]
    .filter((match) => match[0].includes(':') || LIKE_AN_ACCOUNT.test(match[1].replace(/\.$/, '')))
    .map((match) => {
      const name = match[1].replace(/\.+$/, '');
      const start = match.index + match[0].length - match[1].length;
      return { start, end: start + name.length };
    });
  return [...spans(text, HANDLE), ...said];
}

/** Where two findings overlap the earlier of these stands: an address holds a postcode or a name, a mail address a handle. */
const FINDERS = [
  ['email', (text) => [...spans(text, EMAIL), ...spans(text, EMAIL_SPOKEN)]],
  ['postcode', postcodes],
  ['address', addresses],
  ['phone', phones],
  ['handle', handles],
  ['name', names],
];

/**
 * What in a text might tell who somebody is, in the order of the text.
 * @param {string} text
 * @returns {{kind: string, match: string, start: number, end: number}[]} kind: name, phone, email, postcode, address or handle
 */
export function find(text) {
  const found = [];
  for (const [kind, finder] of FINDERS) {
    const spansOfKind = finder(text).sort((a, b) => (b.end - b.start) - (a.end - a.start));
    for (const { start, end } of spansOfKind) {
      if (end > start && !found.some((other) => start < other.end && other.start < end)) found.push({ kind, start, end });
    }
  }
  return found
    .sort((a, b) => a.start - b.start)
    .map(({ kind, start, end }) => ({ kind, match: text.slice(start, end), start, end }));
}

/**
 * Which findings have not been asked about yet; each of them is then taken as asked. The same words are never asked about twice.
 * @param {Set<string>} asked kept with the draft and emptied with it
 */
export function unasked(findings, asked) {
  const fresh = [];
  for (const finding of findings) {
    const key = `${finding.kind} ${finding.match.toLowerCase()}`;
    if (asked.has(key)) continue;
    asked.add(key);
    fresh.push(finding);
  }
  return fresh;
}
