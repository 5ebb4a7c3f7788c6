import { describe, expect, it } from 'vitest';
import { SerialQueue } from '../../../../src/crypto/mls/serial-queue.ts';

describe('serial queue', () => {
  it('runs one task at a time, in order', async () => {
    const queue = new SerialQueue();
    const log: string[] = [];
    const task = (name: string, ticks: number) => async () => {
      log.push(`${name} in`);
      for (let i = 0; i < ticks; i += 1) await Promise.resolve();
      log.push(`${name} out`);
    };
    await Promise.all([queue.run(task('a', 5)), queue.run(task('b', 0)), queue.run(task('c', 2))]);
    expect(log).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out']);
  });

  it('goes on after a task that failed', async () => {
    const queue = new SerialQueue();
    const failed = queue.run(() => Promise.reject(new Error('no')));
    const next = queue.run(() => Promise.resolve(1));
    await expect(failed).rejects.toThrow('no');
    await expect(next).resolves.toBe(1);
  });
});
