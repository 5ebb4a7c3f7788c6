import { describe, expect, it } from 'vitest';
import {
  postureSchemas,
  type PostureFinding,
  type PostureRecord,
} from '../../../../src/contract/posture-calls.ts';
import { policyRequiring, unmetChecks } from '../../../../src/domain/posture/policy.ts';
import { worseReading } from '../../../../src/domain/posture/reading.ts';
import { isWorthARecord } from '../../../../src/domain/posture/record.ts';

const all = postureSchemas.check.options;
const findings: PostureFinding[] = [
  { check: 'disk-encryption', state: 'ok' },
  { check: 'screen-lock', state: 'advice', reason: 'no-lock', programs: [] },
  { check: 'os-updates', state: 'unknown' },
  { check: 'network', state: 'not-verified' },
];

describe('what a session needs of the computer', () => {
  it('is nothing where nobody requires anything', () => {
    expect(unmetChecks(policyRequiring([], all), findings)).toEqual([]);
  });

  it('is met by what was found to be in order, and by nothing else', () => {
    expect(unmetChecks(policyRequiring(['disk-encryption'], all), findings)).toEqual([]);
    expect(unmetChecks(policyRequiring(all, all), findings)).toEqual(all.slice(1));
  });

  it('is not met before anything was looked at', () => {
    expect(unmetChecks(policyRequiring(['network'], all), [])).toEqual(['network']);
  });
});

describe('the worse of several readings', () => {
  it('is advice before what is not known, and that before what is in order', () => {
    const [ok, unknown] = [{ state: 'ok' }, { state: 'unknown' }] as const;
    const advice = { state: 'advice', reason: 'no-more-updates' } as const;
    expect(worseReading([ok, unknown, advice])).toBe(advice);
    expect(worseReading([ok, unknown])).toBe(unknown);
    expect(worseReading([ok, ok])).toBe(ok);
    expect(worseReading([])).toEqual(unknown);
  });
});

describe('a record of the computer', () => {
  const atMs = Date.UTC(2026, 10, 26, 9);
  const record: PostureRecord = { atMs, system: 'linux', findings };

  it('is kept once a day', () => {
    expect(isWorthARecord(record, undefined)).toBe(true);
    expect(isWorthARecord({ ...record, atMs: atMs + 3_600_000 }, record)).toBe(false);
    expect(isWorthARecord({ ...record, atMs: atMs + 15 * 3_600_000 }, record)).toBe(true);
  });

  it('is kept again when something is not as it was', () => {
    const changed = { ...record, findings: findings.slice(1) };
    expect(isWorthARecord(changed, record)).toBe(true);
  });
});
