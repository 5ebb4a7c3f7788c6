import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDestructionDue, retainUntilMs, type Treatment } from '../../../src/domain/retention.ts';

const at = (date: string): number => Date.parse(`${date}T00:00:00Z`);

function until(change: Partial<Treatment>): string | null {
  const ended = { lastContactMs: at('2020-05-04'), endedAtMs: at('2020-06-01'), adultInYear: null };
  const ms = retainUntilMs({ ...ended, ...change });
  return ms === null ? null : new Date(ms).toISOString().slice(0, 10);
}

describe('retention', () => {
  it.each([
    ['an adult: seven years after the end', {}, '2027-06-01'],
    ['a contact after the end', { lastContactMs: at('2021-01-02') }, '2028-01-02'],
    ['a leap day', { endedAtMs: at('2024-02-29') }, '2031-03-01'],
    ['a child: the year of the 25th birthday', { adultInYear: 2030 }, '2038-01-01'],
    ['who may have been 17 at the end: the 26th', { adultInYear: 2021 }, '2030-01-01'],
    ['who became 18 in that year: the 26th', { adultInYear: 2020 }, '2029-01-01'],
    ['who was long an adult: as an adult', { adultInYear: 2005 }, '2027-06-01'],
    ['a treatment that goes on', { endedAtMs: null }, null],
  ])('ends for %s', (_what, change, expected) => {
    expect(until(change)).toBe(expected);
  });

  const treatment = fc.record({
    lastContactMs: fc.integer({ min: 0, max: at('2090-01-01') }),
    endedAtMs: fc.integer({ min: 0, max: at('2090-01-01') }),
    adultInYear: fc.option(fc.integer({ min: 1950, max: 2110 }), { nil: null }),
  });

  it('never ends before seven years, and never proposes before it ends', () => {
    fc.assert(
      fc.property(treatment, fc.integer({ min: 0, max: at('2200-01-01') }), (one, nowMs) => {
        const ends = retainUntilMs(one) ?? 0;
        const last = Math.max(one.lastContactMs, one.endedAtMs);
        expect(new Date(ends).getUTCFullYear()).toBeGreaterThanOrEqual(
          new Date(last).getUTCFullYear() + 7,
        );
        expect(isDestructionDue(one, nowMs)).toBe(nowMs >= ends);
        expect(isDestructionDue({ ...one, endedAtMs: null }, nowMs)).toBe(false);
      }),
    );
  });

  it('is never shorter for a minor, a later contact or longer rules', () => {
    fc.assert(
      fc.property(treatment, fc.nat(10), (one, more) => {
        const ends = retainUntilMs(one) ?? 0;
        expect(ends).toBeGreaterThanOrEqual(retainUntilMs({ ...one, adultInYear: null }) ?? 0);
        const longer = { years: 7 + more, minorUntilAge: 25 + more };
        expect(retainUntilMs(one, longer)).toBeGreaterThanOrEqual(ends);
      }),
    );
  });
});
