/** The texts in the person's language. What is missing falls back to English, visibly, never to a key or a blank. */
import { h } from './dom.js';
import en from '../texts/en.js';

const UI = { en };
const FALLBACK = 'en';
/** The languages that have texts of their own; English is always here, the others are asked for when they are wanted. */
const OTHERS = ['gd', 'sco'];

/** Whether the texts of a language are here, or there are none to ask for. */
export function speaks(language) {
  return language in UI || !OTHERS.includes(language);
}

/** Asks for the texts of the other languages, or of one. */
export async function learn(languages = OTHERS) {
  await Promise.all(languages.filter((one) => !speaks(one)).map(async (one) => {
    UI[one] = (await import(`../texts/${one}.js`)).default;
  }));
}

function put(text, params) {
  return params ? text.replace(/\{(\w+)\}/g, (whole, name) => (name in params ? String(params[name]) : whole)) : text;
}

/** Words between asterisks are strong. Only our own texts are read so; a pack's are shown as they are. */
function rich(text) {
  return text.split('*').map((part, index) => (index % 2 ? h('strong', { text: part }) : part));
}

function found(language, easyRead, key) {
  const texts = UI[language];
  if (!texts) return undefined;
  return (easyRead ? texts[`${key}.easy`] : undefined) ?? texts[key];
}

/** Everything that shows a text, for one language and way of reading. */
export function translator(language, easyRead) {
  const look = (key, params) => {
    const own = found(language, easyRead, key);
    if (own !== undefined) return { text: put(own, params), lang: language, fallback: false };
    return { text: put(found(FALLBACK, easyRead, key) ?? '', params), lang: FALLBACK, fallback: true };
  };
  // What is put in for a missing text is English where there is any, else the one language that there is.
  const mark = (lang) => {
    const { text, lang: own } = look(lang === FALLBACK ? 'fallback.mark' : 'fallback.other');
    return h('span', { class: 'mark', lang: own, text });
  };

  /** A UI string. */
  const t = (key, params) => look(key, params).text.replaceAll('*', '');
  /** Whether a UI string exists at all (for variants that not every language or way of reading has). */
  const has = (key) => found(language, easyRead, key) !== undefined || found(FALLBACK, easyRead, key) !== undefined;
  /** One of a pack's texts: `{ text, lang, fallback }`. */
  const pick = (texts) => {
    const own = texts?.[language];
    if (own) return { text: own, lang: language, fallback: false };
    const lang = texts?.[FALLBACK] ? FALLBACK : Object.keys(texts ?? {})[0] ?? FALLBACK;
    return { text: texts?.[lang] ?? '', lang, fallback: lang !== language && Boolean(texts?.[lang]) };
  };
  const element = (tag, props, { text, lang, fallback }, parts = [text]) =>
    h(tag, props, h('span', { lang }, parts), fallback ? [' ', mark(lang)] : null);
  /** An element with a UI string. */
  const say = (tag, props, key, params) => {
    const one = look(key, params);
    return element(tag, props, one, rich(one.text));
  };
  /** A span with a UI string. */
  const label = (key, params) => say('span', null, key, params);
  /** An element with a pack's text. */
  const show = (tag, props, texts) => element(tag, props, pick(texts));

  return { language, easyRead, t, has, pick, say, label, show };
}
