// The cards of an activity and the picking of them. No DOM.

/** Each section that has statements, with its heading and its cards. */
export function sections(activity) {
  return (activity?.cards ?? [])
    .filter(({ statements }) => statements.length > 0)
    .map(({ owner, ownerId, section, heading, statements }) => ({
      heading,
      cards: statements.map(({ id, text }) => ({ owner, ownerId, section, statement: id, heading, text })),
    }));
}

const same = (a, b) => a.owner === b.owner && a.ownerId === b.ownerId && a.section === b.section && a.statement === b.statement;

/** Where a card is among the picked ones, or -1. */
export const place = (picked, card) => picked.findIndex((one) => same(one, card));

/** What is kept and sent of a card. */
export const reference = ({ owner, ownerId, section, statement }) => ({ owner, ownerId, section, statement });

/**
 * Picks a card, or puts it back when it is picked.
 * @returns {'picked'|'back'|'full'}
 */
export function toggle(picked, card, most) {
  const at = place(picked, card);
  if (at >= 0) {
    picked.splice(at, 1);
    return 'back';
  }
  if (picked.length >= most) return 'full';
  picked.push(reference(card));
  return 'picked';
}

/** The picked cards with their texts; one that the activity no longer has is left out. */
export function withTexts(picked, activity) {
  const all = sections(activity).flatMap(({ cards }) => cards);
  return picked.map((one) => all.find((card) => same(card, one))).filter(Boolean);
}

/**
 * Spreads cards over pages.
 * @param {number} count of cards
 * @param {(from: number, to: number) => boolean} fits whether the cards from … to - 1 fit on one page
 * @returns {[number, number][]} from and to of each page; a card that fits nowhere has a page of its own
 */
export function spread(count, fits) {
  const pages = [];
  let from = 0;
  while (from < count) {
    let to = from + 1;
    while (to < count && fits(from, to + 1)) to += 1;
    pages.push([from, to]);
    from = to;
  }
  return pages;
}
