import { describe, expect, it } from 'vitest';
import { WorkerWatch } from '../../../server/sfu/worker-watch.ts';
import { FakeClock } from '../../support/fake-clock.ts';

function setUp(ping: () => Promise<unknown>) {
  const clock = new FakeClock();
  const seen = { pings: 0, kills: 0 };
  const watch = new WorkerWatch(
    {
      ping: () => {
        seen.pings += 1;
        return ping();
      },
      kill: () => {
        seen.kills += 1;
      },
    },
    clock,
  );
  return { clock, seen, watch };
}

describe('WorkerWatch', () => {
  it('lets a worker live that answers', async () => {
    const { clock, seen } = setUp(() => Promise.resolve());
    await clock.advance(60_000);
    expect(seen).toEqual({ pings: 12, kills: 0 });
  });

  it('kills a worker that does not answer, once', async () => {
    const { clock, seen } = setUp(() => new Promise(() => undefined));
    await clock.advance(14_999);
    expect(seen.kills).toBe(0);
    await clock.advance(60_000);
    expect(seen).toEqual({ pings: 1, kills: 1 });
  });

  it('does not take a refusal for silence', async () => {
    const { clock, seen } = setUp(() => Promise.reject(new Error('closed')));
    await clock.advance(60_000);
    expect(seen.kills).toBe(0);
  });

  it('leaves no timer, whether it waits or asks', async () => {
    const waiting = setUp(() => Promise.resolve());
    waiting.watch.close();
    expect(waiting.clock.pending).toBe(0);
    const asking = setUp(() => new Promise(() => undefined));
    await asking.clock.advance(5_000);
    asking.watch.close();
    expect(asking.clock.pending).toBe(0);
  });

  it('does not start again when the answer comes after it was closed', async () => {
    const answer = Promise.withResolvers<void>();
    const { clock, watch } = setUp(() => answer.promise);
    await clock.advance(5_000);
    watch.close();
    answer.resolve();
    await clock.advance(0);
    expect(clock.pending).toBe(0);
  });
});
