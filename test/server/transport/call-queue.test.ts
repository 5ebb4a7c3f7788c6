import { describe, expect, it } from 'vitest';
import { CallQueue } from '../../../server/transport/call-queue.ts';
import { settle } from '../../support/fake-clock.ts';

describe('CallQueue', () => {
  it('runs one task after the other', async () => {
    const queue = new CallQueue(10);
    const order: string[] = [];
    const gate = Promise.withResolvers<void>();
    queue.add(async () => {
      await gate.promise;
      order.push('first');
    });
    queue.add(() => {
      order.push('second');
      return Promise.resolve();
    });
    await settle();
    expect(order).toEqual([]);
    gate.resolve();
    await settle();
    expect(order).toEqual(['first', 'second']);
  });

  it('takes only so many, and more once some are done', async () => {
    const queue = new CallQueue(2);
    const gate = Promise.withResolvers<void>();
    const add = () => queue.add(() => gate.promise);
    expect([add(), add(), add()]).toEqual([true, true, false]);
    gate.resolve();
    await settle();
    expect(add()).toBe(true);
  });
});
