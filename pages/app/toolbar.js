/** The quiet toolbar that stands on every screen: how to read it, somebody to talk to, and "Rub it out now". */
import { h } from './dom.js';
import { icon } from '../icons/icons.js';

/** Steps of the volume, of the whole. */
const VOLUME_STEP = 0.2;
const VOLUME_LEAST = 0.2;

function tool(name, press, extra = '') {
  const words = h('span', { class: 'aid-words' });
  const element = h('button', { type: 'button', class: `aid ${extra}`.trim(), on: { click: press } }, icon(name), words);
  return { element, words };
}

/** The toolbar. `dispatch` takes events, `read()` starts or stops reading, `canRead()` says whether anything can. */
export function toolbar({ dispatch, read, canRead, isReading, tune, announce }) {
  const set = (name, value) => () => dispatch({ type: 'set', name, value });
  let volume = 1;
  const louder = (by) => () => {
    dispatch({ type: 'set', name: 'volume', value: Math.min(1, Math.max(VOLUME_LEAST, Math.round((volume + by) * 10) / 10)) });
    tune();
  };
  const aloud = tool('aloud', read);
  const stopped = icon('aloud');
  const going = icon('stop');
  const tools = {
    language: tool('language', () => dispatch({ type: 'open', screen: 'language' })),
    size: tool('size', set('size')),
    contrast: tool('contrast', set('contrast')),
    easy: tool('easy', set('easyRead')),
  };
  const talk = tool('talk', () => dispatch({ type: 'open', screen: 'talk', door: true }), 'door');
  const rub = tool('rub', () => dispatch({ type: 'rub', door: true }), 'door');
  const quieter = h('button', { type: 'button', class: 'aid aid-half', on: { click: louder(-VOLUME_STEP) } }, icon('quieter'));
  const louderButton = h('button', { type: 'button', class: 'aid aid-half', on: { click: louder(VOLUME_STEP) } }, icon('louder'));
  const volumes = h('div', { class: 'volumes', role: 'group', hidden: true }, quieter, louderButton);
  const first = h('div', { class: 'aids', role: 'group' }, aloud.element, volumes, Object.values(tools).map((one) => one.element));
  const second = h('div', { class: 'doors', role: 'group' }, talk.element, rub.element);
  let before = null;

  const update = (state, i18n) => {
    const { settings } = state;
    volume = settings.volume;
    const put = (one, key) => {
      const text = i18n.t(key);
      if (one.words.textContent !== text) one.words.textContent = text;
      one.words.lang = i18n.language;
    };
    const reading = isReading();
    put(aloud, reading ? 'tool.stop' : 'tool.aloud');
    aloud.element.replaceChild(reading ? going : stopped, aloud.element.firstChild);
    aloud.element.setAttribute('aria-pressed', String(reading));
    aloud.element.hidden = !canRead();
    volumes.hidden = !reading || aloud.element.hidden;
    volumes.setAttribute('aria-label', i18n.t('tool.volume'));
    quieter.setAttribute('aria-label', i18n.t('tool.quieter'));
    louderButton.setAttribute('aria-label', i18n.t('tool.louder'));
    put(tools.language, 'tool.language');
    put(tools.size, 'tool.size');
    put(tools.contrast, 'tool.contrast');
    put(tools.easy, 'tool.easyRead');
    tools.easy.element.setAttribute('aria-pressed', String(settings.easyRead));
    put(talk, 'tool.talk');
    put(rub, 'tool.rub');
    first.setAttribute('aria-label', i18n.t('tool.reading'));
    second.setAttribute('aria-label', i18n.t('tool.doors'));
    if (before && before.size !== settings.size) announce(i18n.t(`tool.size.${settings.size}`));
    if (before && before.contrast !== settings.contrast) announce(i18n.t(`tool.contrast.${settings.contrast}`));
    if (before && before.easyRead !== settings.easyRead) announce(i18n.t(settings.easyRead ? 'tool.easyRead.on' : 'tool.easyRead.off'));
    before = settings;
  };
  return { children: [first, second], update };
}
