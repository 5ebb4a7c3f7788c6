import { describe, expect, it } from 'vitest';
import { Heartbeat } from '../../../server/transport/heartbeat.ts';
import { FakeClock } from '../../support/fake-clock.ts';

function setUp() {
  const clock = new FakeClock();
  const seen = { pings: 0, dead: 0 };
  const heartbeat = new Heartbeat({
    everyMs: 1_000,
    ping: () => {
      seen.pings += 1;
    },
    onDead: () => {
      seen.dead += 1;
    },
    clock,
  });
  return { clock, seen, heartbeat };
}

describe('Heartbeat', () => {
  it('pings as long as the peer answers', async () => {
    const { clock, seen, heartbeat } = setUp();
    for (let i = 0; i < 5; i += 1) {
      await clock.advance(1_000);
      heartbeat.beat();
    }
    expect(seen).toEqual({ pings: 5, dead: 0 });
  });

  it('says once that a silent peer is dead', async () => {
    const { clock, seen } = setUp();
    await clock.advance(1_999);
    expect(seen).toEqual({ pings: 1, dead: 0 });
    await clock.advance(10_000);
    expect(seen).toEqual({ pings: 1, dead: 1 });
  });

  it('leaves no timer when it is closed', () => {
    const { clock, heartbeat } = setUp();
    heartbeat.close();
    expect(clock.pending).toBe(0);
  });
});
