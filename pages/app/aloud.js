/** Reading aloud: the daemon's voice where it has one for the language, else a voice of the browser's that is on this device. */
import { speech } from './bridge.js';

/** A piece of speech is kept short, so that the first sound comes soon; the daemon takes 2048 bytes at most. */
const PIECE_CHARACTERS = 300;
/**
 * While something is read aloud nobody is taken to have gone, so a sound that neither ends nor fails would keep the words on the
 * screen for ever. A piece whose sound tells its length may take so much longer: what a loudspeaker takes to wake up, and more.
 */
const LATE_MS = 5000;
/** A piece of unknown length may take so long: the longest text without a full stop takes two and a half minutes. */
const PIECE_MOST_MS = 3 * 60_000;
/** A whole reading may take so long: the longest words take less than three minutes, a long list of answers some more. */
const READING_MOST_MS = 10 * 60_000;

function pieces(segments) {
  const out = [];
  for (const { lang, text } of segments) {
    let piece = '';
    for (const sentence of text.match(/[^.!?…]+[.!?…]*\s*/g) ?? [text]) {
      if (piece && piece.length + sentence.length > PIECE_CHARACTERS) {
        out.push({ lang, text: piece.trim() });
        piece = '';
      }
      piece += sentence;
    }
    if (piece.trim()) out.push({ lang, text: piece.trim() });
  }
  return out;
}

/** A reader. `canSpeak()` gives the languages that the daemon can read, `onChange(reading)` is called when it begins and ends. */
export function reader({ canSpeak, volume, onChange }) {
  const synth = window.speechSynthesis;
  let run = 0;
  let asking = null;
  let sound = null;
  let reading = false;
  /** Ends the waiting for the piece that is being said. */
  let leave = null;
  let limit = 0;

  const localVoice = (lang) => synth?.getVoices().find((voice) => voice.localService && voice.lang.toLowerCase().split(/[-_]/)[0] === lang);
  const can = (lang) => canSpeak().includes(lang) || Boolean(localVoice(lang));
  const say = (state) => {
    if (reading === state) return;
    reading = state;
    onChange(reading);
  };

  const stop = () => {
    run += 1;
    clearTimeout(limit);
    asking?.abort();
    asking = null;
    sound?.pause();
    sound = null;
    synth?.cancel();
    leave?.();
    say(false);
  };

  /** Waits until a piece has been said, or is left. `begin(end, within)` begins it; longer than `within` says it must not take. */
  const said = (begin) => new Promise((resolve) => {
    let most = 0;
    const within = (time) => {
      clearTimeout(most);
      most = setTimeout(stop, time);
    };
    const end = () => {
      clearTimeout(most);
      if (leave === end) leave = null;
      resolve();
    };
    leave = end;
    within(PIECE_MOST_MS);
    begin(end, within);
  });

  const play = async (blob) => {
    const url = URL.createObjectURL(blob);
    await said((end, within) => {
      const one = new Audio(url);
      sound = one;
      one.volume = volume();
      for (const event of ['ended', 'error', 'pause']) one.addEventListener(event, end, { once: true });
      one.addEventListener('loadedmetadata', () => {
        if (leave === end && Number.isFinite(one.duration)) within(one.duration * 1000 + LATE_MS);
      }, { once: true });
      one.play().catch(end);
    });
    URL.revokeObjectURL(url);
  };
  const utter = (piece) => said((end) => {
    const words = new SpeechSynthesisUtterance(piece.text);
    words.voice = localVoice(piece.lang);
    words.lang = piece.lang;
    words.volume = volume();
    words.addEventListener('end', end);
    words.addEventListener('error', end);
    synth.speak(words);
  });

  const read = async (segments) => {
    stop();
    const mine = run;
    say(true);
    limit = setTimeout(stop, READING_MOST_MS);
    for (const piece of pieces(segments.filter((one) => can(one.lang)))) {
      if (canSpeak().includes(piece.lang)) {
        asking = new AbortController();
        const blob = await speech(piece.lang, piece.text, asking.signal).catch(() => null);
        if (mine !== run) return;
        if (blob) await play(blob);
      } else {
        await utter(piece);
      }
      if (mine !== run) return;
    }
    clearTimeout(limit);
    say(false);
  };

  synth?.addEventListener?.('voiceschanged', () => onChange(reading));
  return { can, read, stop, get reading() { return reading; }, tune() { if (sound) sound.volume = volume(); } };
}
