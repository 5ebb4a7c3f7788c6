import { describe, expect, it } from 'vitest';
import { callCounters } from '../../../renderer/media/call-counters.ts';
import { levelOf } from '../../../renderer/media/microphone-level.ts';

describe('the level of a microphone', () => {
  const tone = (amplitude: number): Float32Array =>
    Float32Array.from({ length: 1024 }, (_, at) => amplitude * Math.sin(at / 5));

  it('is 0 in silence and 1 at full volume', () => {
    expect(levelOf(new Float32Array(1024))).toBe(0);
    expect(levelOf(new Float32Array(0))).toBe(0);
    expect(levelOf(tone(1))).toBe(1);
  });

  it('rises in even steps for even changes in decibel', () => {
    const levels = [0.01, 0.02, 0.04, 0.08].map((amplitude) => levelOf(tone(amplitude)));
    const steps = levels.slice(1).map((level, at) => level - (levels[at] ?? 0));
    for (const step of steps) expect(step).toBeCloseTo(0.12, 2);
  });
});

describe('the counters of a call', () => {
  it('sum over all streams, with the round trip of the pair in use', () => {
    const counters = callCounters([
      {
        type: 'inbound-rtp',
        packetsReceived: 10,
        packetsLost: 1,
        framesDecoded: 5,
        freezeCount: 1,
      },
      { type: 'inbound-rtp', packetsReceived: 20, packetsLost: 2 },
      { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.0425 },
      { type: 'candidate-pair', nominated: false, currentRoundTripTime: 9 },
      { type: 'codec' },
    ]);
    expect(counters).toEqual({
      packetsReceived: 30,
      packetsLost: 3,
      framesDecoded: 5,
      freezes: 1,
      roundTripMs: 43,
    });
  });

  it('take nonsense for nothing', () => {
    const counters = callCounters([null, 7, 'x', {}, { type: 'inbound-rtp', packetsLost: 'many' }]);
    expect(counters).toMatchObject({ packetsReceived: 0, packetsLost: 0, roundTripMs: null });
  });
});
