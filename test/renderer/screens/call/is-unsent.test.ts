import { describe, expect, it } from 'vitest';
import { isUnsent } from '../../../../renderer/screens/call/is-unsent.ts';
import { held, liveCall } from './encryption.ts';

describe('isUnsent', () => {
  it.each([
    ['before keys are agreed', liveCall([held('a')], null), true],
    ['while nobody confirms our key', liveCall([held('a')], { maySend: false }), true],
    ['not while we may send', liveCall([held('a')]), false],
    ['not while nobody is there to send to', liveCall([], null), false],
  ])('%s', (_what, state, is) => {
    expect(isUnsent({ state })).toBe(is);
  });
});
