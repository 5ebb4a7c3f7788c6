import { describe, expect, it } from 'vitest';
import {
  parseVaultOptions,
  runVaultBenchmark,
} from '../../../../tools/bench/vault/vault-benchmark.ts';

const small = '--clients 3 --notes 20 --commits 5 --bulk 10 --searches 10 --openings 1 --calls 20';

describe('the benchmark of the vault', () => {
  it('measures a vault of any size, part by part, beside the same one with other pages', async () => {
    const { rows, goals } = await runVaultBenchmark([...small.split(' '), '--runs', '1']);
    expect(rows.map(({ what }) => what)).toEqual([
      '5 commits of one note',
      '10 notes in one transaction',
      'scan of 20 notes',
      '10 searches',
      'one backup',
      'the whole workload',
      '5 commits of one note, without a cipher of pages',
      '10 notes in one transaction, without a cipher of pages',
      'scan of 20 notes, without a cipher of pages',
      '10 searches, without a cipher of pages',
      'one backup, without a cipher of pages',
      'the whole workload, without a cipher of pages',
      'one search',
      'from the key to the list of clients, files not in memory',
      'most memory of the whole process that has the vault',
      'of that more than before it was opened',
      'IPC delay during verification',
      "delay of the shell's own thread during verification",
      'IPC delay during search',
      "delay of the shell's own thread during search",
      'IPC delay during backup',
      "delay of the shell's own thread during backup",
      'IPC delay during destruction',
      "delay of the shell's own thread during destruction",
      'IPC delay during renewal',
      "delay of the shell's own thread during renewal",
    ]);
    for (const { ours, against, ratio, what } of rows.slice(0, 13)) {
      expect(ours.median).toBeGreaterThan(0);
      const others = what.includes('without') ? ['sqlcipher'] : ['unencrypted', 'sqlcipher'];
      expect(Object.keys(against)).toEqual(others);
      expect(Object.keys(ratio)).toEqual(others);
    }
    expect(rows.at(12)).toMatchObject({ ours: { n: 10 } });
    expect(goals.map(({ limit }) => limit)).toEqual([
      1.3, 0.8, 1.3, 0.6, 1.3, 0.6, 1.3, 0.6, 1.3, 1.15, 150, 20, 150, 50, 50, 50, 50, 50,
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
