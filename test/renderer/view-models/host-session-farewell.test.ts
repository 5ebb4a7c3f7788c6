import { describe, expect, it } from 'vitest';
import type { SessionId } from '../../../src/contract/ids.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { settle } from '../../support/fake-clock.ts';
import { testId } from '../../support/fake-ids.ts';
import { open, session } from '../../support/host-session-bench.ts';

/** A session that has ended while its server was out of reach. */
async function endedUnheard() {
  const bench = await open();
  bench.server.refused = new AppError('connection-lost');
  bench.last().end();
  await settle();
  bench.model.end();
  await settle();
  return bench;
}

describe('an end that the server has not heard', () => {
  it('is one all the same', async () => {
    const { model, kept } = await endedUnheard();
    expect(model.state.get().phase).toBe('ended');
    expect(kept.session).toBeNull();
    expect(model.farewell.get()).toBe('telling');
  });

  it('is told as soon as the server can be reached, also from the clients’ screen', async () => {
    const { model, last, server, clock, connections } = await endedUnheard();
    model.dismiss();
    await clock.advance(60_000);
    expect(model.farewell.get()).toBe('telling');
    const before = connections.length;
    server.refused = null;
    await clock.advance(10_000);
    expect(connections).toHaveLength(before + 1);
    expect(last().names).toEqual(['room.open', 'room.end']);
    expect(last().isEnded).toBe(true);
    expect(model.farewell.get()).toBe('told');
    expect(clock.pending).toBe(0);
  });

  it('is told again when the server did not answer', async () => {
    const { model, server, connections } = await open();
    server.answers['room.end'] = () => {
      delete server.answers['room.end'];
      throw new AppError('timeout');
    };
    model.end();
    await settle();
    expect(connections).toHaveLength(2);
    expect(connections[1]?.names).toEqual(['room.open', 'room.end']);
    expect(model.farewell.get()).toBe('told');
  });

  it('is told no longer than the server keeps the room, and shown as unheard until that has ended it by itself', async () => {
    const { model, clock } = await endedUnheard();
    await clock.advance(140_000);
    expect(model.farewell.get()).toBe('given-up');
    await clock.advance(90_000);
    expect(model.farewell.get()).toBe('given-up');
    await clock.advance(60_000);
    expect(model.farewell.get()).toBe('told');
    expect(clock.pending).toBe(0);
  });

  it.each([
    ['given up', 140_000],
    ['still being told', 60_000],
  ])('is none of the next session, whether it was %s before that', async (_how, beforeMs) => {
    const { model, ipc, clock } = await endedUnheard();
    await clock.advance(beforeMs);
    model.dismiss();
    ipc.answers['session.start'] = () => ({ ...session, sessionId: testId<SessionId>(77) });
    model.start(session.clientId);
    await settle();
    expect(model.farewell.get()).toBe('told');
    await clock.advance(140_000);
    expect(model.farewell.get()).toBe('told');
  });

  it('is told as soon as the vault is open again', async () => {
    const { model, server, ipc, clock } = await endedUnheard();
    const sign = ipc.answers['session.sign'];
    server.refused = null;
    ipc.answers['session.sign'] = () => {
      throw new AppError('vault-locked');
    };
    await clock.advance(60_000);
    expect(model.farewell.get()).toBe('telling');
    if (sign) ipc.answers['session.sign'] = sign;
    await clock.advance(15_000);
    expect(model.farewell.get()).toBe('told');
  });

  it('is told again when somebody else of its own was there in between', async () => {
    const { model, last, server, clock } = await endedUnheard();
    server.refused = null;
    server.answers['room.end'] = () => {
      delete server.answers['room.end'];
      throw new AppError('replaced');
    };
    await clock.advance(30_000);
    expect(model.farewell.get()).toBe('told');
    expect(last().names).toEqual(['room.open', 'room.end']);
  });

  it('is given up at once where it is refused', async () => {
    const { model, server, clock, scope } = await endedUnheard();
    server.refused = new AppError('update-required');
    await clock.advance(15_000);
    expect(model.farewell.get()).toBe('given-up');
    scope.close();
    expect(clock.pending).toBe(0);
  });
});
