/** Reading aloud: the daemon's voice where it has one for the language, else a voice of the browser's that is on this device. */
import { speech } from './bridge.js';

/** A piece of speech is kept short, so that the first sound comes soon; the daemon takes 2048 bytes at most. */
const PIECE_CHARACTERS = 300;

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

  const localVoice = (lang) => synth?.getVoices().find((voice) => voice.localService && voice.lang.toLowerCase().split(/[-_]/)[0] === lang);
  const can = (lang) => canSpeak().includes(lang) || Boolean(localVoice(lang));
  const say = (state) => {
    if (reading === state) return;
    reading = state;
    onChange(reading);
  };

  const play = (blob) => new Promise((resolve) => {
    const url = URL.createObjectURL(blob);
    sound = new Audio(url);
    sound.volume = volume();
    const end = () => {
      URL.revokeObjectURL(url);
      resolve();
    };
    for (const event of ['ended', 'error', 'pause']) sound.addEventListener(event, end, { once: true });
    sound.play().catch(end);
  });
  const utter = (piece) => new Promise((resolve) => {
    const words = new SpeechSynthesisUtterance(piece.text);
    words.voice = localVoice(piece.lang);
    words.lang = piece.lang;
    words.volume = volume();
    words.addEventListener('end', resolve);
    words.addEventListener('error', resolve);
    synth.speak(words);
  });

  const stop = () => {
    run += 1;
    asking?.abort();
    asking = null;
    sound?.pause();
    sound = null;
    synth?.cancel();
    say(false);
  };

  const read = async (segments) => {
    stop();
    const mine = run;
    say(true);
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
    say(false);
  };

  synth?.addEventListener?.('voiceschanged', () => onChange(reading));
  return { can, read, stop, get reading() { return reading; }, tune() { if (sound) sound.volume = volume(); } };
}
