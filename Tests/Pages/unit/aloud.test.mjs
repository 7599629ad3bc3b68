// Reading aloud ends, whatever the sound does: what is read stands on the screen, and nobody is taken to have gone until then.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const pages = process.env.KIOSK_PAGES ?? join(fileURLToPath(new URL('.', import.meta.url)), '../../../pages');
const { reader } = await import(join(pages, 'app/aloud.js'));

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** The longest that the daemon makes a sound, and what a long list of texts takes to read: no bound may cut these. */
const LONGEST_SOUND = 2.5 * MINUTE;
const LONG_READING = 8 * MINUTE;
/** By then whatever hangs must have been left. */
const PATIENCE = 15 * MINUTE;

/** Sounds whose events come when the test says so. */
class Sound extends EventTarget {
  static all = [];

  constructor(url) {
    super();
    Object.assign(this, { url, duration: NaN, paused: false });
    Sound.all.push(this);
  }

  play() { return Promise.resolve(); }

  pause() { this.paused = true; }

  is(event) { this.dispatchEvent(new Event(event)); }
}

class Utterance extends EventTarget {
  constructor(text) {
    super();
    this.text = text;
  }
}

/** Promises that are kept by others, one after the other. */
async function soon() {
  for (let i = 0; i < 50; i += 1) await Promise.resolve();
  await new Promise((resolve) => { setImmediate(resolve); });
}

/** A reader over fakes. With `voice` the browser reads, else the daemon. */
function begin(context, { voice = false } = {}) {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  Sound.all = [];
  const heard = { said: [], cancelled: 0, urls: new Set(), states: [] };
  globalThis.Audio = Sound;
  globalThis.SpeechSynthesisUtterance = Utterance;
  globalThis.window = {
    speechSynthesis: voice ? {
      getVoices: () => [{ localService: true, lang: 'en-GB' }],
      speak: (words) => heard.said.push(words),
      cancel: () => { heard.cancelled += 1; },
    } : undefined,
  };
  context.mock.method(globalThis, 'fetch', async () => new Response('wave'));
  context.mock.method(URL, 'createObjectURL', () => {
    const url = `blob:${heard.urls.size}-${Sound.all.length}`;
    heard.urls.add(url);
    return url;
  });
  context.mock.method(URL, 'revokeObjectURL', (url) => heard.urls.delete(url));
  const one = reader({ canSpeak: () => (voice ? [] : ['en']), volume: () => 1, onChange: (reading) => heard.states.push(reading) });
  return { one, heard, pass: async (time) => { context.mock.timers.tick(time); await soon(); } };
}

const segments = (count) => Array.from({ length: count }, (_, i) => ({ lang: 'en', text: `Text ${i}.` }));

test('a sound that never ends is left a little after its own length', async (context) => {
  const { one, heard, pass } = begin(context);
  one.read(segments(2));
  await soon();
  const [sound] = Sound.all;
  sound.duration = 4;
  sound.is('loadedmetadata');
  await pass(5 * SECOND);
  assert.ok(one.reading, 'a loudspeaker may be late');
  await pass(10 * SECOND);
  assert.equal(one.reading, false);
  assert.equal(Sound.all.length, 1, 'nothing more is read');
  assert.ok(sound.paused);
  assert.equal(heard.urls.size, 0, 'the sound is gone');
  assert.deepEqual(heard.states, [true, false]);
});

test('a sound of unknown length, whose events never come, is left as well', async (context) => {
  const { one, heard, pass } = begin(context);
  one.read(segments(2));
  await soon();
  await pass(LONGEST_SOUND);
  assert.ok(one.reading);
  await pass(PATIENCE - LONGEST_SOUND);
  assert.equal(one.reading, false);
  assert.equal(heard.urls.size, 0);
});

test('a length that is no number bounds nothing tighter', async (context) => {
  const { one, pass } = begin(context);
  one.read(segments(1));
  await soon();
  Sound.all[0].duration = Infinity;
  Sound.all[0].is('loadedmetadata');
  await pass(LONGEST_SOUND);
  assert.ok(one.reading);
  await pass(PATIENCE);
  assert.equal(one.reading, false);
});

test('words of the browser\'s own voice that never end are left', async (context) => {
  const { one, heard, pass } = begin(context, { voice: true });
  one.read(segments(2));
  await soon();
  const before = heard.cancelled;
  await pass(PATIENCE);
  assert.equal(one.reading, false);
  assert.equal(heard.said.length, 1);
  assert.ok(heard.cancelled > before);
});

test('sounds that end are all read, one after the other, for minutes', async (context) => {
  const { one, heard, pass } = begin(context);
  const each = LONG_READING / 4;
  one.read(segments(4));
  for (let i = 0; i < 4; i += 1) {
    await soon();
    assert.equal(Sound.all.length, i + 1);
    Sound.all[i].duration = each / SECOND;
    Sound.all[i].is('loadedmetadata');
    await pass(each);
    assert.ok(one.reading);
    Sound.all[i].is('ended');
  }
  await soon();
  assert.deepEqual(heard.states, [true, false]);
  assert.equal(heard.urls.size, 0);
  await pass(PATIENCE);
  assert.deepEqual(heard.states, [true, false], 'no bound of what is over ends anything later');
});

test('a whole reading is bounded, even if each of its pieces ends in its time', async (context) => {
  const { one, pass } = begin(context);
  one.read(segments(100));
  for (let time = 0; time < PATIENCE && one.reading; time += MINUTE) {
    await soon();
    await pass(MINUTE);
    if (one.reading) Sound.all.at(-1).is('ended');
  }
  assert.equal(one.reading, false);
  assert.ok(Sound.all.length < 20);
});

test('what is stopped leaves no sound and no bound behind', async (context) => {
  const { one, heard, pass } = begin(context);
  one.read(segments(1));
  await soon();
  one.stop();
  await soon();
  assert.equal(heard.urls.size, 0);
  await pass(PATIENCE - MINUTE);
  one.read(segments(1));
  await soon();
  Sound.all[0].is('pause');
  await pass(MINUTE);
  assert.ok(one.reading, 'the bounds of the first reading do not end the second');
  one.stop();
});
