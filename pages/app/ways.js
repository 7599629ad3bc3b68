/** The ways to say something, in the order in which they are offered. */
import words from '../ways/words.js';
import cards from '../ways/cards.js';
import feeling from '../ways/feeling.js';
import drawing from '../ways/drawing.js';

export const WAYS = [words, cards, feeling, drawing];

/** The way of that name. */
export function wayOf(id) {
  return WAYS.find((way) => way.id === id);
}

/** Whether somebody has said anything at all in a way, even if it is not enough to send. */
export function holds(way, content) {
  return !way.isEmpty(content) || way.typed(content).some((text) => text.trim());
}
