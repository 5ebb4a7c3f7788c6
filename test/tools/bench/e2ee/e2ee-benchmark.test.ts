import { describe, expect, it } from 'vitest';
import { parseE2eeOptions } from '../../../../tools/bench/e2ee/e2ee-benchmark.ts';

describe('parseE2eeOptions', () => {
  it('measures every part unless told otherwise', () => {
    expect(parseE2eeOptions([])).toEqual({ rounds: 80, pacedRounds: 2, workers: 8, calls: 3 });
    expect(
      parseE2eeOptions(['--rounds', '5', '--paced', '0', '--workers', '1', '--calls', '0']),
    ).toEqual({ rounds: 5, pacedRounds: 0, workers: 1, calls: 0 });
  });

  it.each([
    ['--rounds', 'many'],
    ['--paced', '-1'],
    ['--workers', '1.5'],
    ['--calls', ''],
  ])('refuses %s %s', (name, value) => {
    expect(() => parseE2eeOptions([`${name}=${value}`])).toThrow('are counts');
  });

  it('refuses what it does not know', () => {
    expect(() => parseE2eeOptions(['--fast'])).toThrow('--fast');
  });
});
