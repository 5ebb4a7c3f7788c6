import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { savedAge } from '../../../renderer/i18n/saved-age.ts';

const savedAtMs = 1_700_000_000_000;

describe('savedAge', () => {
  it.each([
    [-500, { step: 'just-now' }],
    [0, { step: 'just-now' }],
    [1999, { step: 'just-now' }],
    [2000, { step: 'seconds', count: 2 }],
    [9999, { step: 'seconds', count: 9 }],
    [10_000, { step: 'seconds', count: 10 }],
    [59_999, { step: 'seconds', count: 50 }],
    [60_000, { step: 'minutes', count: 1 }],
    [3_599_999, { step: 'minutes', count: 59 }],
    [3_600_000, { step: 'at' }],
  ])('%d ms after saving', (afterMs, age) => {
    expect(savedAge(savedAtMs, savedAtMs + afterMs).age).toEqual(age);
  });

  it('says when it changes next, and really changes then and not before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_700_000 }), (afterMs) => {
        const nowMs = savedAtMs + afterMs;
        const { age, changesInMs } = savedAge(savedAtMs, nowMs);
        if (changesInMs === null) return;
        expect(savedAge(savedAtMs, nowMs + changesInMs).age).not.toEqual(age);
        expect(savedAge(savedAtMs, nowMs + changesInMs - 1).age).toEqual(age);
      }),
    );
  });

  it('changes at most six times a minute after the first ten seconds', () => {
    let nowMs = savedAtMs + 10_000;
    let changes = 0;
    while (nowMs < savedAtMs + 70_000) {
      nowMs += savedAge(savedAtMs, nowMs).changesInMs ?? Infinity;
      changes += 1;
    }
    expect(changes).toBeLessThanOrEqual(6);
  });
});
