import { expect, it } from 'vitest';
import { judgeQuality } from '../../../src/domain/call-quality.ts';

const start = {
  packetsReceived: 1000,
  packetsLost: 10,
  framesDecoded: 0,
  freezes: 0,
  roundTripMs: 20,
};

it.each([
  [{ packetsReceived: 2000 }, 'good'],
  [{ packetsReceived: 1000 }, 'unknown'],
  [{ packetsReceived: 1970, packetsLost: 40 }, 'fair'],
  [{ packetsReceived: 1900, packetsLost: 110 }, 'poor'],
  [{ packetsReceived: 2000, roundTripMs: 400 }, 'fair'],
  [{ packetsReceived: 2000, roundTripMs: 700 }, 'poor'],
  [{ packetsReceived: 2000, roundTripMs: null }, 'good'],
  [{ packetsReceived: 2000, freezes: 1 }, 'fair'],
  [{ packetsReceived: 2000, freezes: 3 }, 'poor'],
  // Late packets make the count of lost ones go down again.
  [{ packetsReceived: 2000, packetsLost: 0 }, 'good'],
] as const)('calls %j %s', (change, expected) => {
  expect(judgeQuality(start, { ...start, ...change })).toBe(expected);
});
