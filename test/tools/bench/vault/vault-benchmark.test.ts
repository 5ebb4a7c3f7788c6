import { describe, expect, it } from 'vitest';
import {
  parseVaultOptions,
  runVaultBenchmark,
} from '../../../../tools/bench/vault/vault-benchmark.ts';
import { vaultReport } from '../../../../tools/bench/vault/vault-report.ts';

describe('the benchmark of the vault', () => {
  it('measures a vault of any size, idle and at work', async () => {
    const report = await runVaultBenchmark(['--clients', '3', '--notes', '20', '--runs', '1']);
    expect(report.rows).toHaveLength(4);
    expect(report.rows[0]).toMatchObject({ ours: { n: 200 }, against: { idle: { n: 200 } } });
    expect(report.goals).toMatchObject([{ limit: 50 }, { limit: 50 }]);
  });

  it('wants of a hundred calls that ninety-nine are answered soon', () => {
    const delays = (slow: number) => ({
      answered: Array.from({ length: 1000 }, (_, at) => (at < slow ? 200 : 2)),
      late: [0],
    });
    const goalsWith = (slow: number) =>
      vaultReport({ idle: [delays(0)], verification: [delays(slow)], search: [delays(0)] }, {})
        .goals;
    expect(goalsWith(9)).toMatchObject([
      { value: 2, ok: true },
      { value: 2, ok: true },
    ]);
    expect(goalsWith(12)).toMatchObject([
      { value: 200, ok: false },
      { value: 2, ok: true },
    ]);
  });

  it.each([
    ['--notes', '0'],
    ['--runs', 'many'],
    ['--clients', '1.5'],
  ])('refuses %s %s', (...args) => {
    expect(() => parseVaultOptions(args)).toThrow('counts');
  });
});
