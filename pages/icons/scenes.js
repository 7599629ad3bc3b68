/** Quiet pictures behind and above the words: hills and a loch, a cup, a boat. Drawn from the tokens' colours, so they follow the contrast. */
import { s } from '../app/dom.js';

/** The hills at the foot of a screen. */
export function hills() {
  return s('svg', { class: 'hills', viewBox: '0 0 1200 220', preserveAspectRatio: 'none', 'aria-hidden': 'true', focusable: 'false' },
    s('path', { class: 'hill-far', d: 'M0 220V128C110 84 190 60 290 96c70 25 120 8 190-30 84-46 170-40 260 14 70 42 150 20 220-14 90-43 170-26 240 10v144z' }),
    s('path', { class: 'hill-mid', d: 'M0 220v-58c120-34 230-52 350-12 110 37 190 8 300-30 120-42 220-16 310 20 90 35 170 22 240 4v76z' }),
    s('path', { class: 'hill-near', d: 'M0 220v-24c170-34 330-28 500-6 190 25 330-12 470-26 100-10 170 2 230 12v44z' }));
}

const line = (d) => s('path', { class: 'scene-line', d });
const wash = (d, name = 'wash') => s('path', { class: `scene-${name}`, d });

const SCENES = {
  // A cup with its steam.
  break: () => [
    wash('M100 18a62 62 0 1 1 0 124 62 62 0 0 1 0-124z', 'glow'),
    wash('M62 76h66v34c0 16-12 26-33 26s-33-10-33-26z'),
    line('M62 76h66v34c0 16-12 26-33 26s-33-10-33-26z M128 84h9c9 0 14 6 14 13s-6 14-15 14h-9 M50 146h92'),
    line('M82 62c-6-7 6-12 0-20 M96 62c-6-7 6-12 0-20 M110 62c-6-7 6-12 0-20'),
  ],
  // The sun comes up behind a hill.
  soon: () => [
    wash('M100 42a44 44 0 0 1 44 44H56a44 44 0 0 1 44-44z', 'glow'),
    line('M56 96a44 44 0 0 1 88 0 M100 26v14 M44 50l10 10 M156 50l-10 10 M24 96h14 M162 96h14'),
    wash('M14 146c26-30 52-42 84-28 30 13 56 4 88 28z'),
    line('M14 146c26-30 52-42 84-28 30 13 56 4 88 28'),
  ],
  // A boat lies still.
  paused: () => [
    wash('M136 20a22 22 0 1 1 0 44 22 22 0 0 1 0-44z', 'glow'),
    wash('M92 34v62H50z'),
    line('M92 34v62H50z M98 50l38 46H98z'),
    wash('M38 106h118c-5 17-14 24-28 24H66c-14 0-23-7-28-24z'),
    line('M38 106h118c-5 17-14 24-28 24H66c-14 0-23-7-28-24z M20 146c12-8 22-8 34 0s22 8 34 0 22-8 34 0 22 8 34 0 14-8 24-4'),
  ],
  // A bird on a branch, for "not ready yet" and for a breath.
  wait: () => [
    wash('M104 22a50 50 0 1 1 0 100 50 50 0 0 1 0-100z', 'glow'),
    wash('M70 96c-2-26 14-46 38-46 14 0 24 8 24 20 0 26-18 40-46 40-10 0-34 6-46 4 14-4 24-10 30-18z'),
    line('M70 96c-2-26 14-46 38-46 14 0 24 8 24 20 0 26-18 40-46 40-10 0-34 6-46 4 14-4 24-10 30-18z M132 66l16 6-17 6 M117 66v1 M84 84c10 8 22 6 30-6'),
    line('M92 110v14 M104 108v16 M24 128c46-6 100-6 154 0 M150 126c6-8 12-10 20-8-2 8-8 12-18 10'),
  ],
  // A small plant.
  thanks: () => [
    wash('M100 16a60 60 0 1 1 0 120 60 60 0 0 1 0-120z', 'glow'),
    wash('M100 92c-4-26-22-38-46-36 2 26 20 40 46 36z'), wash('M100 78c2-24 18-38 44-38 0 26-16 40-44 38z'),
    line('M100 92c-4-26-22-38-46-36 2 26 20 40 46 36z M100 78c2-24 18-38 44-38 0 26-16 40-44 38z M100 146V78 M74 72c12 4 20 10 26 20 M124 58c-12 4-18 10-24 20 M60 146c24-8 56-8 80 0'),
  ],
};

/** The picture of a quiet screen. */
export function scene(name) {
  return s('svg', { class: 'scene', viewBox: '0 0 200 160', 'aria-hidden': 'true', focusable: 'false' }, (SCENES[name] ?? SCENES.wait)());
}
