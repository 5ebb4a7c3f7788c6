import { describe, expect, it } from 'vitest';
import { markRound } from '../../../../renderer/screens/shield/mark-round.ts';

const places = markRound.map(({ top, left, offset }) => ({
  top: Number.parseFloat(String(top)),
  left: Number.parseFloat(String(left)),
  offset: Number(offset),
}));

/** In the outer eighth. */
const isAtEdge = (part: number): boolean => part <= 12 || part >= 88;

describe('the way of the session’s mark over a picture', () => {
  it('keeps to the edges, from corner to corner, and never crosses the middle', () => {
    for (const [index, from] of places.slice(0, -1).entries()) {
      const to = places[index + 1];
      const alongTop = from.top === to?.top && isAtEdge(from.top);
      const alongSide = from.left === to?.left && isAtEdge(from.left);
      expect(alongTop || alongSide).toBe(true);
    }
  });

  it('is one round that ends where it begins', () => {
    expect(places.map(({ offset }) => offset)).toEqual(
      places.map(({ offset }) => offset).toSorted((a, b) => a - b),
    );
    expect(places.at(-1)).toEqual({ ...places[0], offset: 1 });
  });
});
