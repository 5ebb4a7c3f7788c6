import { describe, expect, it } from 'vitest';
import { stepTable } from '../../../../tools/bench/join/step-table.ts';

describe('stepTable', () => {
  it('puts steps in order of the median of their offsets', () => {
    const logs = [
      {
        fromMs: 100,
        steps: [
          { what: 'b', atMs: 120 },
          { what: 'a', atMs: 110 },
        ],
      },
      {
        fromMs: 200,
        steps: [
          { what: 'a', atMs: 230 },
          { what: 'b', atMs: 260 },
        ],
      },
      {
        fromMs: 300,
        steps: [
          { what: 'a', atMs: 320 },
          { what: 'b', atMs: 340 },
        ],
      },
    ];
    expect(stepTable(logs)).toBe('      20 ms  a\n      40 ms  b');
  });

  it('leaves out what came before the beginning and what only some joins had', () => {
    const logs = [
      {
        fromMs: 100,
        steps: [
          { what: 'early', atMs: 99 },
          { what: 'a', atMs: 101 },
        ],
      },
      {
        fromMs: 100,
        steps: [
          { what: 'a', atMs: 103 },
          { what: 'rare', atMs: 104 },
        ],
      },
    ];
    expect(stepTable(logs)).toBe('       2 ms  a');
  });

  it('counts a step that happens more than once', () => {
    const logs = [
      {
        fromMs: 0,
        steps: [
          { what: 'ws', atMs: 1 },
          { what: 'ws', atMs: 5 },
        ],
      },
    ];
    expect(stepTable(logs)).toBe('       1 ms  ws\n       5 ms  ws (2)');
  });
});
