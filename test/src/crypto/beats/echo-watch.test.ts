import { describe, expect, it } from 'vitest';
import { EchoWatch } from '../../../../src/crypto/beats/echo-watch.ts';

describe('echo watch', () => {
  it('gives everybody 15 s in a new epoch', () => {
    const watch = new EchoWatch();
    watch.start(1000);
    expect([watch.isMissing(1, 15_999), watch.isMissing(1, 16_000)]).toEqual([false, true]);
  });

  it('misses whose counter no longer moves, though it is still echoed', () => {
    const watch = new EchoWatch();
    watch.start(0);
    for (let at = 5_000; at <= 20_000; at += 5_000) watch.note([{ leaf: 1, n: 1 }], at);
    expect(watch.isMissing(1, 19_999)).toBe(false);
    expect(watch.isMissing(1, 20_000)).toBe(true);
  });

  it('does not miss whose counter moves', () => {
    const watch = new EchoWatch();
    watch.start(0);
    for (let n = 1; n <= 10; n += 1) watch.note([{ leaf: 1, n }], n * 5_000);
    expect(watch.isMissing(1, 60_000)).toBe(false);
  });

  it('starts anew with an epoch', () => {
    const watch = new EchoWatch();
    watch.note([{ leaf: 1, n: 1 }], 0);
    watch.start(20_000);
    expect(watch.isMissing(1, 30_000)).toBe(false);
  });
});
