// The way "words": somebody writes what they want to say.

import { makeWriting } from './writing.js';
import { quoted } from './quoted.js';

/** The way, as the shell uses it. */
export default {
  id: 'words',
  icon: 'words',
  label: (t) => t('words.label'),
  hint: (t) => t('words.hint'),
  available: () => true,
  draft: () => ({ text: '', masked: false, layout: '' }),
  isEmpty: (content) => content.text.trim() === '',
  make(ctx) {
    const writing = makeWriting({
      ctx, state: ctx.content, text: ctx.content.text, limit: ctx.limits.words, label: ctx.t('words.here'),
      changed(text) {
        ctx.content.text = text;
        ctx.changed();
      },
    });
    writing.element.classList.add('way', 'way-words');
    return writing;
  },
  typed: (content) => [content.text],
  summary: (content, ctx) => quoted(ctx, content, content.text),
  spoken: (content, ctx) => (content.masked ? ctx.t('words.hidden.aloud') : content.text.trim()),
  json: (content) => ({ way: 'words', text: content.text.trim() }),
  wipe(content) {
    content.text = '';
    content.masked = false;
    content.layout = '';
  },
};
