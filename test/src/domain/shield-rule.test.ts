import { describe, expect, it } from 'vitest';
import { isCameraHeld, mayComeIn, usualShieldRule } from '../../../src/domain/shield-rule.ts';

const captures = ['hidden', 'visible', 'impossible', 'unknown', null] as const;

/** Who may come in, and whether the therapist's camera is on then: R-SEC-15. */
const matrix = captures.flatMap((capture) => {
  const isHidden = capture === 'hidden';
  return [
    { rule: 'warn', capture, comesIn: true, held: false },
    { rule: 'audio-only', capture, comesIn: true, held: !isHidden },
    { rule: 'refuse', capture, comesIn: isHidden, held: !isHidden },
  ] as const;
});

describe('the rule for windows that are not hidden', () => {
  it.each(matrix)('$rule, reported $capture: in $comesIn, camera held $held', (one) => {
    expect(mayComeIn(one.rule, one.capture)).toBe(one.comesIn);
    expect(isCameraHeld(one.rule, [one.capture])).toBe(one.held);
  });

  it('holds the camera for one of many', () => {
    expect(isCameraHeld('audio-only', ['hidden', 'hidden'])).toBe(false);
    expect(isCameraHeld('audio-only', ['hidden', 'unknown'])).toBe(true);
  });

  it('holds nothing while nobody else is there', () => {
    expect(isCameraHeld('audio-only', [])).toBe(false);
  });

  it('is a warning until the therapist chooses', () => {
    expect(usualShieldRule).toBe('warn');
  });
});
