import { describe, expect, it } from 'vitest';
import { openSignalingLink, type LinkState } from '../../../renderer/platform/signaling-link.ts';
import { Scope } from '../../../src/base/scope.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { FakeClock, settle } from '../../support/fake-clock.ts';
import { countingRandom } from '../../support/fake-random.ts';
import { FakeConnection } from '../../support/fake-signaling.ts';
import { recordingLog } from '../../support/recording-log.ts';

/** A link whose attempts succeed or fail as `plan` says; after its end every attempt succeeds. */
function setUp(plan: (AppError | 'ok')[] = []) {
  const clock = new FakeClock();
  const scope = new Scope();
  const states: LinkState[] = [];
  const connections: FakeConnection[] = [];
  const attemptsAtMs: number[] = [];
  const start = clock.nowMs();
  const link = openSignalingLink({
    connect: () => {
      attemptsAtMs.push(clock.nowMs() - start);
      const next = plan.shift() ?? 'ok';
      if (next !== 'ok') return Promise.reject(next);
      const connection = new FakeConnection({});
      connections.push(connection);
      return Promise.resolve(connection);
    },
    establish: async (connection) => {
      await connection.call('seat.ready', {
        rtpCapabilities: { codecs: [], headerExtensions: [] },
      });
    },
    onState: (state) => states.push(state),
    clock,
    random: countingRandom(),
    log: recordingLog(),
    scope,
  });
  const phases = (): string[] => states.map(({ phase }) => phase);
  return { clock, scope, states, connections, attemptsAtMs, link, phases };
}

const lost = new AppError('connection-lost');

describe('a signaling link', () => {
  it('is up once its place is taken', async () => {
    const { phases, connections } = setUp();
    await settle();
    expect(phases()).toEqual(['connecting', 'up']);
    expect(connections[0]?.names).toEqual(['seat.ready']);
  });

  it('does not repeat a first attempt that failed', async () => {
    const { phases, states, clock, attemptsAtMs } = setUp([lost]);
    await clock.advance(60_000);
    expect(phases()).toEqual(['connecting', 'closed']);
    expect(states.at(-1)).toEqual({ phase: 'closed', error: lost });
    expect(attemptsAtMs).toEqual([0]);
  });

  it('comes back by itself after a drop, with growing pauses', async () => {
    const { phases, clock, connections, attemptsAtMs } = setUp([
      'ok',
      lost,
      lost,
      lost,
      lost,
      lost,
    ]);
    await settle();
    connections[0]?.end();
    await clock.advance(60_000);
    expect(phases().filter((phase) => phase !== 'reconnecting')).toEqual([
      'connecting',
      'up',
      'up',
    ]);
    const pauses = attemptsAtMs.slice(1).map((at, index) => at - (attemptsAtMs[index] ?? 0));
    expect(pauses).toHaveLength(6);
    for (const [index, pause] of pauses.entries()) {
      const full = Math.min(8_000, 250 * 2 ** index);
      expect(pause).toBeGreaterThanOrEqual(full / 2);
      expect(pause).toBeLessThanOrEqual(full);
    }
  });

  it('begins with a short pause again after it was up', async () => {
    const { clock, connections, attemptsAtMs } = setUp(['ok', lost, lost, 'ok', 'ok']);
    await settle();
    connections[0]?.end();
    await clock.advance(10_000);
    connections[1]?.end();
    await clock.advance(250);
    expect(connections).toHaveLength(3);
    expect(attemptsAtMs).toHaveLength(5);
  });

  it.each(['replaced', 'room-closed', 'update-required', 'invite-invalid'] as const)(
    'stays closed after %s',
    async (code) => {
      const { states, clock, connections } = setUp();
      await settle();
      connections[0]?.end(new AppError(code));
      await clock.advance(60_000);
      expect(states.at(-1)).toMatchObject({ phase: 'closed', error: { code } });
      expect(connections).toHaveLength(1);
    },
  );

  it('makes a new connection when it is told to renew', async () => {
    const { clock, connections, link } = setUp();
    await settle();
    link.renew();
    await clock.advance(1_000);
    expect(connections).toHaveLength(2);
    expect(connections[0]?.isEnded).toBe(true);
  });

  it('does not wait for the pause when it is told to hurry', async () => {
    const { connections, link } = setUp();
    await settle();
    connections[0]?.end();
    await settle();
    link.hurry();
    await settle();
    expect(connections).toHaveLength(2);
  });

  it('closes once, whoever closes it, and leaves no timer and no connection', async () => {
    const { clock, scope, link, states, connections } = setUp();
    await settle();
    connections[0]?.end();
    await settle();
    scope.close();
    link.close();
    await clock.advance(60_000);
    expect(states.filter(({ phase }) => phase === 'closed')).toEqual([
      { phase: 'closed', error: null },
    ]);
    expect(clock.pending).toBe(0);
    expect(connections).toHaveLength(1);
  });

  it('drops a connection that comes after the link was closed', async () => {
    const { link, connections } = setUp();
    link.close();
    await settle();
    expect(connections[0]?.isEnded).toBe(true);
    expect(connections[0]?.names).toEqual([]);
  });
});
