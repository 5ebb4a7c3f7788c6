import { describe, expect, it } from 'vitest';
import type { SessionId } from '../../../src/contract/ids.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { settle } from '../../support/fake-clock.ts';
import { testBytes32, testId } from '../../support/fake-ids.ts';
import { fakeSeat } from '../../support/fake-seat.ts';
import { guestA, open, session, waitingGuest } from '../../support/host-session-bench.ts';

type Bench = Awaited<ReturnType<typeof open>>;

/** In a session of which a record was made, for somebody who has left. */
async function withSlip(): Promise<Bench> {
  const bench = await open();
  bench.ipc.answers['session.keep-slip'] = () => ({});
  bench.media.last.push('attestation.slip', {
    slip: new Uint8Array([1, 2]),
    summary: { isClean: true, blemishes: [], signatures: 2, parties: 2, startMs: 1, endMs: 2 },
  });
  await settle();
  return bench;
}

async function ended({ model }: Bench): Promise<unknown> {
  model.end();
  await settle();
  return model.state.get();
}

describe('the record of a session that has ended', () => {
  it('is the last one that was made', async () => {
    expect(await ended(await withSlip())).toMatchObject({ phase: 'ended', slip: { parties: 2 } });
  });

  it.each<[string, (bench: Bench) => Promise<unknown>]>([
    [
      'went on after that',
      async (bench) => {
        bench.model.retry();
        await settle();
        return ended(bench);
      },
    ],
    [
      'was ended after that',
      async ({ model }) => {
        model.dismiss();
        await settle();
        return model.state.get();
      },
    ],
  ])('is there although the room broke, in a session that %s', async (_what, end) => {
    const bench = await withSlip();
    const sender = { participant: 'p', role: 'guest', seatId: guestA } as const;
    bench.media.last.push('aside.told', { ...sender, said: 'not-safe' });
    bench.last().push('room.closed', { reason: 'server-stopping' });
    await settle();
    expect(bench.model.state.get()).toMatchObject({ phase: 'failed' });
    expect(await end(bench)).toMatchObject({ phase: 'ended', slip: { parties: 2 } });
  });

  it('is none of the next session', async () => {
    const bench = await withSlip();
    await ended(bench);
    bench.model.dismiss();
    bench.ipc.answers['session.start'] = () => ({ ...session, sessionId: testId<SessionId>(77) });
    bench.model.start(session.clientId);
    await settle();
    expect(await ended(bench)).not.toHaveProperty('slip');
  });
});

describe('a session without a record', () => {
  it('is said to be one that nobody came to', async () => {
    expect(await ended(await open())).toMatchObject({ isUnattended: true });
  });

  it.each([
    ['came in', true, 'open'],
    ['was there before the page was loaded', false, 'bound'],
    ['was there and was sent away', false, 'revoked'],
  ] as const)('does not say that nobody came when somebody %s', async (_what, isSeen, state) => {
    const { model, last, ipc } = await open();
    const deviceKey = testBytes32(5);
    const seat = { ...fakeSeat(41), state: state === 'bound' ? { state, deviceKey } : { state } };
    ipc.answers['session.seats'] = () => ({ seats: [seat] });
    const guest = { seatId: guestA, role: 'guest', connected: true } as const;
    if (isSeen) last().push('seat.changed', guest);
    model.end();
    await settle();
    expect(model.state.get()).toEqual({ phase: 'ended', session, reason: 'ended' });
  });

  it('does not say so of somebody who was let in and did not get through', async () => {
    const bench = await open();
    bench.last().push('lobby.waiting', waitingGuest(guestA));
    await settle();
    bench.model.admit(guestA);
    await bench.clock.advance(400);
    expect(await ended(bench)).not.toHaveProperty('isUnattended');
  });

  it('does not say that nobody came when the vault does not tell', async () => {
    const { model, ipc } = await open();
    ipc.answers['session.seats'] = () => {
      throw new AppError('internal');
    };
    model.end();
    await settle();
    expect(model.state.get()).toEqual({ phase: 'ended', session, reason: 'ended' });
  });
});
