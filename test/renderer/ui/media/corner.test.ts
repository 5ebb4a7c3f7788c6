import { describe, expect, it } from 'vitest';
import { cornerAfterKey, nearestCorner } from '../../../../renderer/ui/media/corner.ts';

const area = { width: 800, height: 600 };

describe('the own picture', () => {
  it.each([
    [
      { x: 10, y: 10 },
      { block: 'start', inline: 'start' },
    ],
    [
      { x: 790, y: 10 },
      { block: 'start', inline: 'end' },
    ],
    [
      { x: 399, y: 301 },
      { block: 'end', inline: 'start' },
    ],
    [
      { x: 900, y: 900 },
      { block: 'end', inline: 'end' },
    ],
  ])('let go at %o rests in the corner %o', (centre, corner) => {
    expect(nearestCorner(centre, area)).toEqual(corner);
  });

  it('moves by arrow keys to every corner and back', () => {
    let corner = nearestCorner({ x: 0, y: 0 }, area);
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp']) {
      corner = cornerAfterKey(corner, key) ?? corner;
    }
    expect(corner).toEqual({ block: 'start', inline: 'start' });
  });

  it('leaves every other key alone', () => {
    expect(cornerAfterKey({ block: 'end', inline: 'end' }, 'Enter')).toBeNull();
  });
});
