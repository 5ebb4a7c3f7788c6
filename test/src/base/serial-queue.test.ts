import { describe, expect, it } from 'vitest';
import { SerialQueue } from '../../../src/base/serial-queue.ts';
import { settle } from '../../support/fake-clock.ts';

describe('SerialQueue', () => {
  it('starts a task only when the one before has settled', async () => {
    const queue = new SerialQueue();
    const seen: string[] = [];
    let finishFirst = (): void => undefined;
    const first = queue.run(async () => {
      seen.push('first starts');
      await new Promise<void>((resolve) => {
        finishFirst = resolve;
      });
      seen.push('first ends');
    });
    const second = queue.run(() => {
      seen.push('second');
      return Promise.resolve('result');
    });
    await settle();
    expect(seen).toEqual(['first starts']);
    finishFirst();
    await first;
    expect(await second).toBe('result');
    expect(seen).toEqual(['first starts', 'first ends', 'second']);
  });

  it('goes on after a task that failed, and tells only its owner', async () => {
    const queue = new SerialQueue();
    const failing = queue.run(() => Promise.reject(new Error('no')));
    const next = queue.run(() => Promise.resolve(1));
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe(1);
  });
});
