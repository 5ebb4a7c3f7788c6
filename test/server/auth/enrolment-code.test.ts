import { describe, expect, it } from 'vitest';
import { hashEnrolmentCode, newEnrolmentCode } from '../../../server/auth/enrolment-code.ts';
import { systemRandom } from '../../../server/system-ports.ts';

describe('enrolment codes', () => {
  it('are five groups of five characters without vowels and look-alikes', () => {
    expect(newEnrolmentCode(systemRandom)).toMatch(/^([B-DF-HJ-NP-TV-XZ2-9]{5}-){4}[B-Z2-9]{5}$/u);
  });

  it('differ', () => {
    const codes = Array.from({ length: 100 }, () => newEnrolmentCode(systemRandom));
    expect(new Set(codes).size).toBe(100);
  });

  it('use every character about as often as any other', () => {
    const text = Array.from({ length: 2_000 }, () => newEnrolmentCode(systemRandom))
      .join('')
      .replaceAll('-', '');
    const counts = new Map<string, number>();
    for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
    expect(counts.size).toBe(28);
    // 1786 expected each; eight standard deviations to either side.
    expect(Math.min(...counts.values())).toBeGreaterThan(1_450);
    expect(Math.max(...counts.values())).toBeLessThan(2_130);
  });

  it('skip bytes that would make some characters likelier', () => {
    const bytes = [255, 252, ...Array<number>(25).fill(0)];
    const random = { bytes: () => new Uint8Array([bytes.shift() ?? 0]) };
    expect(newEnrolmentCode(random)).toBe('BBBBB-BBBBB-BBBBB-BBBBB-BBBBB');
    expect(bytes).toEqual([]);
  });

  it('have one hash however they are typed', () => {
    expect(hashEnrolmentCode(' abcde-fghij ')).toEqual(hashEnrolmentCode('ABCDEFGHIJ'));
  });
});
