// The kind checks find what may tell who somebody is, and leave the programme's own sentences alone.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const pages = process.env.KIOSK_PAGES ?? join(here, '../../../pages');
const pack = process.env.KIOSK_PACK ?? join(here, '../../../packs/reimagining-secure-care');
const { find, unasked } = await import(join(pages, 'ways/checks.js'));

/** [text, kind, match]: the first finding of that kind must be just that. */
const FOUND = [
  ['My name is Callum', 'name', 'Callum'],
  ['my name is zebedee ok', 'name', 'zebedee'],
  ["my name's zebedee", 'name', 'zebedee'],
  ["I'm Zebedee and I like it here", 'name', 'Zebedee'],
  ['I am Skye', 'name', 'Skye'],
  ['im callum', 'name', 'callum'],
  ['ma name is Senga', 'name', 'Senga'],
  ["ma name's senga", 'name', 'senga'],
  ["ah'm Senga fae the hoose", 'name', 'Senga'],
  ["Ah'm cried wullie", 'name', 'wullie'],
  ["is mise Mòrag", 'name', 'Mòrag'],
  ["Is mise seònaid", 'name', 'seònaid'],
  ["'S e Dòmhnall m' ainm", 'name', 'Dòmhnall'],
  ["'s e Seònaid a th' orm", 'name', 'Seònaid'],
  ['’S e Iain Mòr m’ ainm', 'name', 'Iain Mòr'],
  ["m' ainm Pàdraig", 'name', 'Pàdraig'],
  ['I told Zebedee Smith about it', 'name', 'Zebedee Smith'],
  ['Sarah Smith was kind to me', 'name', 'Sarah Smith'],
  ['Zebedee Coo was kind to me', 'name', 'Zebedee Coo'],
  ['jamie is my key worker', 'name', 'jamie'],
  ['I want Mrs Brown to listen', 'name', 'Mrs Brown'],
  ['it was MacDonald who said it', 'name', 'MacDonald'],
  ["Callum's room is cold", 'name', 'Callum'],
  ['call me Ishmael', 'name', 'Ishmael'],
  ['my phone is 07700 900123', 'phone', '07700 900123'],
  ['0 7 7 0 0 9 0 0 1 2 3', 'phone', '0 7 7 0 0 9 0 0 1 2 3'],
  ['+44 7700 900123', 'phone', '+44 7700 900123'],
  ['0044 7700 900 123', 'phone', '0044 7700 900 123'],
  ['(0131) 496 0123', 'phone', '(0131) 496 0123'],
  ['7700900123', 'phone', '7700900123'],
  ['0141-496-0123 after six', 'phone', '0141-496-0123'],
  ['ring me on 496 0123', 'phone', '496 0123'],
  ['oh seven seven double oh nine double oh one two three', 'phone', 'oh seven seven double oh nine double oh one two three'],
  ['neoni seachd seachd neoni neoni naoi neoni neoni aon dhà trì', 'phone', 'neoni seachd seachd neoni neoni naoi neoni neoni aon dhà trì'],
  ['write to wee.coo@example.org please', 'email', 'wee.coo@example.org'],
  ['zed at example dot com', 'email', 'zed at example dot com'],
  ['zed at gmail.com', 'email', 'zed at gmail.com'],
  ['zed at example dot co dot uk', 'email', 'zed at example dot co dot uk'],
  ['zed (at) example (dot) org', 'email', 'zed (at) example (dot) org'],
  ['I live at EH1 1AA', 'postcode', 'EH1 1AA'],
  ['g42 8yt', 'postcode', 'g42 8yt'],
  ['KW151AA', 'postcode', 'KW151AA'],
  ['SW1A 1AA', 'postcode', 'SW1A 1AA'],
  ['12 High Street', 'address', '12 High Street'],
  ['12 high street', 'address', '12 high street'],
  ['14b Ferry Road', 'address', '14b Ferry Road'],
  ['3 Lang Wynd', 'address', '3 Lang Wynd'],
  ['7 Cross Brae', 'address', '7 Cross Brae'],
  ['22 Mill Gardens', 'address', '22 Mill Gardens'],
  ['9 Castle Terrace', 'address', '9 Castle Terrace'],
  ['9 Castle Place', 'address', '9 Castle Place'],
  ['1 Chapel Loan', 'address', '1 Chapel Loan'],
  ['40 West Gate', 'address', '40 West Gate'],
  ['6 Mill Close', 'address', '6 Mill Close'],
  ['6 Elm Drive', 'address', '6 Elm Drive'],
  ['8 park avenue', 'address', '8 park avenue'],
  ['8 Rose Crescent', 'address', '8 Rose Crescent'],
  ['flat 2/1', 'address', 'flat 2/1'],
  ['Flat 12b', 'address', 'Flat 12b'],
  ['we stay in Ferry Road', 'address', 'Ferry Road'],
  ['12 Sràid na h-Eaglaise', 'address', "12 Sràid na h-Eaglaise"],
  ['4 rathad ghlaschu', 'address', '4 rathad ghlaschu'],
  ['tha mi air Sràid Aonghais', 'address', 'Sràid Aonghais'],
  ['add me @wee_coo99', 'handle', '@wee_coo99'],
  ['my snap is wee_coo99', 'handle', 'wee_coo99'],
  ['insta: weecoo', 'handle', 'weecoo'],
];

for (const [text, kind, match] of FOUND) {
  test(`finds ${kind} in “${text}”`, () => {
    const first = find(text).find((finding) => finding.kind === kind);
    assert.ok(first, JSON.stringify(find(text)));
    assert.equal(first.match, match);
    assert.equal(text.slice(first.start, first.end), match);
  });
}

/** What young people say that tells nobody who they are. */
const LEFT_ALONE = [
  "I'm tired and I'm not OK",
  'I am scared of the Police',
  "I'm Scottish",
  "i'm so angry at the system",
  'I want to go home',
  'My name is not important',
  'my name is on the door',
  'My social worker never calls me',
  'I will hope for a better place in 2030',
  'Give us 5 days in a better place',
  '2 people in a safe place',
  'We got 3 hours a day in the park',
  'There are 10 of us in the unit',
  'I have been here 2 years',
  'On 12 May 2024 it changed',
  'From 2024 to 2030 and 2035',
  'Childline 0800 1111',
  'Breathing Space 0800 83 85 87',
  'call 116 123 for the Samaritans',
  'one two three four five six seven',
  'The Promise and the Children’s Hearings System',
  'Talk to someone at Secure Care in Scotland',
  'I HATE IT HERE AND NOBODY LISTENS',
  'insta is bad for you',
  "it's Friday and I am at School",
  'I got 9/10 for it',
  'They came at 10 dot',
  'We meet @ 3',
  'grant me a wish, mark my words, the rose is in the glen',
  "Tha mi sgìth agus chan eil mi sona",
  "is mise nach eil sona",
  "Ah'm no happy wi it",
  'this is The Best',
  'Mum and Dad came to see me',
  'the code was 1234 5678 9012 3456',
];

for (const text of LEFT_ALONE) test(`leaves “${text}” alone`, () => assert.deepEqual(find(text), []));

test('findings come in the order of the text and do not overlap', () => {
  const text = 'I am Callum, 12 High Street, EH1 1AA, wee.coo@example.org, 07700 900123, @wee_coo';
  const found = find(text);
  assert.deepEqual(found.map(({ kind }) => kind), ['name', 'address', 'postcode', 'email', 'phone', 'handle']);
  for (let i = 1; i < found.length; i += 1) assert.ok(found[i].start >= found[i - 1].end);
});

test('the same words are asked about once', () => {
  const asked = new Set();
  assert.equal(unasked(find('I am Callum'), asked).length, 1);
  assert.equal(unasked(find('I am Callum. Callum!'), asked).length, 0);
  assert.equal(unasked(find('I am Callum, EH1 1AA'), asked).length, 1);
});

/** The texts of a pack: every value of its YAML that is a sentence, folded lines joined. No YAML reader is needed for that. */
function sentences(file) {
  const out = [];
  let folded = null;
  let indent = 0;
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const depth = line.search(/\S/);
    if (folded !== null) {
      if (depth > indent) {
        folded += (folded ? ' ' : '') + line.trim();
        continue;
      }
      out.push(folded);
      folded = null;
    }
    if (depth < 0 || line.trim().startsWith('#')) continue;
    const value = /^(\s*)(?:- )?[\p{L}\d._-]+:\s+(.*)$/u.exec(line);
    if (!value) continue;
    if (/^[>|]-?$/.test(value[2])) {
      folded = '';
      indent = value[1].length;
    } else if (/\s/.test(value[2])) out.push(value[2].replace(/^(["'])(.*)\1$/u, '$2'));
  }
  if (folded) out.push(folded);
  return out;
}

test('the programme’s own sentences give at most a handful of findings', () => {
  const found = readdirSync(pack).filter((file) => file.endsWith('.yaml')).flatMap((file) =>
    sentences(join(pack, file)).flatMap((text) => find(text).map(({ kind, match }) => `${file}: ${kind} “${match}” in “${text}”`)));
  const all = readdirSync(pack).filter((file) => file.endsWith('.yaml')).flatMap((file) => sentences(join(pack, file)));
  console.log(`${all.length} sentences, ${found.length} findings\n${found.join('\n')}`);
  assert.ok(all.length > 300);
  assert.ok(found.length <= 5, found.join('\n'));
});

test('a long text is checked quickly', () => {
  const text = 'I told them a lot of things about 12 different places and 0 1 2 '.repeat(32).slice(0, 2048);
  const start = performance.now();
  find(text);
  find('a'.repeat(2048));
  find('1 '.repeat(1024));
  find('Aa '.repeat(682));
  find('a.'.repeat(1024));
  assert.ok(performance.now() - start < 250);
});
