import { describe, expect, it } from 'vitest';
import { benchmarks } from '../../../tools/bench/benchmarks.ts';
import { parseCommandLine } from '../../../tools/bench/command-line.ts';

const known = {
  join: { does: 'joins', run: () => Promise.reject(new Error('not in this test')) },
};

describe('parseCommandLine', () => {
  it('takes the file for the report out of the options', () => {
    const args = ['join', '--joins', '3', '--json', 'out.json', '--calls', '1'];
    expect(parseCommandLine(args, known)).toEqual({
      benchmark: known.join,
      jsonFile: 'out.json',
      rest: ['--joins', '3', '--calls', '1'],
    });
  });

  it('needs no file', () => {
    expect(parseCommandLine(['join'], known)).toMatchObject({ jsonFile: null, rest: [] });
  });

  it.each([[['jion']], [[]], [['constructor']]])('lists what there is for %j', (args: string[]) => {
    expect(parseCommandLine(args, known)).toEqual({
      problem: expect.stringMatching(/There is:\n {2}join {2}joins$/u) as string,
    });
  });

  it.each([[['join', '--json']], [['join', '--json', '--joins']]])(
    'asks for the file of %j',
    (args: string[]) => {
      expect(parseCommandLine(args, known)).toEqual({ problem: '--json needs the file to write.' });
    },
  );

  it('knows the join benchmark', () => {
    expect(Object.keys(benchmarks)).toContain('join');
  });
});
