import { describe, expect, it } from 'vitest';
import { alternate } from '../../../tools/bench/alternate.ts';

describe('alternate', () => {
  it('takes the ways in turn and keeps their results apart', async () => {
    const order: string[] = [];
    const measured = (name: string) => (run: number) => {
      order.push(`${name}${run}`);
      return Promise.resolve(`${name}${run}`);
    };
    const results = await alternate(
      { a: measured('a'), b: measured('b') },
      { runs: 3, warmUps: 0, onProgress: () => undefined },
    );
    expect(order).toEqual(['a0', 'b0', 'a1', 'b1', 'a2', 'b2']);
    expect(results).toEqual({ a: ['a0', 'a1', 'a2'], b: ['b0', 'b1', 'b2'] });
  });

  it('runs warm-ups of each way without recording or announcing them', async () => {
    const announced: string[] = [];
    const seen: number[] = [];
    const results = await alternate(
      {
        a: (run) => {
          seen.push(run);
          return Promise.resolve(run);
        },
      },
      {
        runs: 1,
        warmUps: 2,
        onProgress: (name, run, runs) => announced.push(`${name} ${run}/${runs}`),
      },
    );
    expect(seen).toEqual([-2, -1, 0]);
    expect(results).toEqual({ a: [0] });
    expect(announced).toEqual(['a 0/1']);
  });

  it('waits for one measurement before it starts the next', async () => {
    let running = 0;
    const alone = async (): Promise<number> => {
      running += 1;
      const peak = running;
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      running -= 1;
      return peak;
    };
    const { a, b } = await alternate({ a: alone, b: alone }, { runs: 3, warmUps: 0 });
    expect([...a, ...b].every((peak) => peak === 1)).toBe(true);
  });
});
