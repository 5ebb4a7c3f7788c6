import { describe, expect, it } from 'vitest';
import { judgeCapture } from '../../../src/domain/capture-standing.ts';

const capabilities = ['hides', 'black', 'faulty', 'partly', 'none', 'unknown'] as const;

describe('what follows from an attempt to capture the own window', () => {
  it.each([
    ['seen', 'hides', { seen: true, controlSeen: null }, 'visible', null],
    ['seen', 'faulty', { seen: true, controlSeen: null }, 'visible', null],
    [
      'seen where nothing hides windows',
      'none',
      { seen: true, controlSeen: null },
      'impossible',
      null,
    ],
    ['not seen, the control was', 'hides', { seen: false, controlSeen: true }, 'hidden', null],
    [
      'not seen, the control neither',
      'hides',
      { seen: false, controlSeen: false },
      'unknown',
      'no-control',
    ],
    [
      'not seen, without a control',
      'hides',
      { seen: false, controlSeen: null },
      'unknown',
      'no-control',
    ],
    [
      'not seen where nothing hides',
      'none',
      { seen: false, controlSeen: true },
      'unknown',
      'not-painted',
    ],
  ] as const)('%s (%s)', (_what, capability, made, verdict, why) => {
    expect(judgeCapture({ kind: 'made', ...made }, capability)).toEqual({
      capability,
      verdict,
      why,
    });
  });

  it.each(capabilities)(
    'without an attempt nothing is known, whatever the system is: %s',
    (one) => {
      const standing = judgeCapture({ kind: 'not-made', why: 'would-ask' }, one);
      expect(standing).toEqual({ capability: one, verdict: 'unknown', why: 'would-ask' });
    },
  );

  it.each(capabilities)('whatever was seen is never called hidden: %s', (one) => {
    for (const controlSeen of [true, false, null]) {
      const { verdict } = judgeCapture({ kind: 'made', seen: true, controlSeen }, one);
      expect(['visible', 'impossible']).toContain(verdict);
    }
  });
});
