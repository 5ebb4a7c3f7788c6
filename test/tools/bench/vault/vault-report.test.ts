import { describe, expect, it } from 'vitest';
import type { WorkloadTimes } from '../../../../tools/bench/vault/measure-workload.ts';
import { vaultReport, type VaultSamples } from '../../../../tools/bench/vault/vault-report.ts';

const hundred: WorkloadTimes = {
  commits: [40, 60],
  bulk: [100],
  scan: [100],
  search: [50, 50],
  backup: [100],
};
const calm = { answered: [2], late: [0] };
const samples: VaultSamples = {
  size: { clients: 5, notes: 50, commits: 2, bulk: 10, searches: 2 },
  opening: [90, 100, 110],
  workload: {
    times: { ours: [hundred], unencrypted: [hundred], sqlcipher: [hundred] },
    memory: {
      ours: { startRss: 60e6, peakRss: 140e6 },
      unencrypted: { startRss: 60e6, peakRss: 130e6 },
      sqlcipher: { startRss: 60e6, peakRss: 140e6 },
    },
  },
  delays: {
    idle: [calm],
    verification: [calm],
    search: [calm],
    backup: [calm],
    renewal: [calm],
    destruction: [calm],
  },
};

function goal(what: string, changed: Partial<VaultSamples>) {
  const { goals } = vaultReport({ ...samples, ...changed }, {});
  const found = goals.find((one) => one.what.startsWith(what));
  if (!found) throw new Error(`no goal ${what}`);
  return found;
}

function withOurs(ours: Partial<WorkloadTimes>): Partial<VaultSamples> {
  const { times, memory } = samples.workload;
  return { workload: { times: { ...times, ours: [{ ...hundred, ...ours }] }, memory } };
}

describe('the report on the vault', () => {
  it('holds each part to its own limit, so that none is averaged away', () => {
    const slow = withOurs({ scan: [131] });
    expect(goal('scan of 50 notes, of the time with unencrypted', slow)).toMatchObject({
      value: 1.31,
      ok: false,
    });
    expect(goal('one backup, of the time with unencrypted', slow).ok).toBe(true);
    expect(goal('the whole workload', slow)).toMatchObject({ value: 1.062, ok: true });
    const allSlow = withOurs({ scan: [130], bulk: [130], backup: [130] });
    expect(goal('scan of 50 notes, of the time with unencrypted', allSlow).ok).toBe(true);
    expect(goal('the whole workload', allSlow)).toMatchObject({ value: 1.18, ok: false });
  });

  it('wants more of searches than of commits beside SQLCipher', () => {
    const quick = withOurs({ commits: [70], search: [35, 35] });
    expect(goal('2 commits of one note, of the time with sqlcipher', quick).ok).toBe(true);
    expect(goal('2 searches, of the time with sqlcipher', quick)).toMatchObject({
      value: 0.7,
      limit: 0.6,
      ok: false,
    });
  });

  it('says what no cipher of pages could be quicker than, and wants nothing of it', () => {
    const { times, memory } = samples.workload;
    const unencrypted = [{ ...hundred, scan: [78] }];
    const { rows, goals } = vaultReport(
      { ...samples, workload: { times: { ...times, unencrypted }, memory } },
      {},
    );
    const least = rows.find(({ what }) => what === 'scan of 50 notes, without a cipher of pages');
    expect(least?.ratio).toEqual({ sqlcipher: 0.78 });
    expect(goals.filter(({ what }) => what.includes('without a cipher'))).toEqual([]);
  });

  it('counts the memory of the whole process, and all of an opening', () => {
    expect(goal('resident memory', {})).toMatchObject({ value: 140, limit: 150, ok: true });
    expect(goal('from the key', { opening: [140, 160, 170] })).toMatchObject({
      value: 160,
      ok: false,
    });
  });

  it('wants of a hundred searches that ninety-five are answered soon', () => {
    const searches = (slow: number): Partial<VaultSamples> =>
      withOurs({ search: Array.from({ length: 100 }, (_, at) => (at < slow ? 30 : 5)) });
    expect(goal('search p95', searches(4)).ok).toBe(true);
    expect(goal('search p95', searches(6)).ok).toBe(false);
  });

  it('wants of a hundred calls that ninety-nine are answered soon', () => {
    const delays = (slow: number): Partial<VaultSamples> => {
      const answered = Array.from({ length: 1000 }, (_, at) => (at < slow ? 200 : 2));
      return { delays: { ...samples.delays, backup: [{ answered, late: [0] }] } };
    };
    expect(goal('IPC delay p99 during backup', delays(9)).value).toBe(2);
    expect(goal('IPC delay p99 during backup', delays(12))).toMatchObject({
      value: 200,
      ok: false,
    });
    expect(goal('IPC delay p99 during verification', delays(12)).ok).toBe(true);
    const slow = { answered: [1, 60], late: [0] };
    const renewing = { delays: { ...samples.delays, renewal: [slow] } };
    expect(goal('IPC delay p99 during renewal', renewing).ok).toBe(false);
  });
});
