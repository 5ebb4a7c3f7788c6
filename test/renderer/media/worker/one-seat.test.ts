import { beforeEach, describe, expect, it } from 'vitest';
import type { Bytes } from '../../../../src/base/bytes.ts';
import type { PushData } from '../../../../src/contract/contract.ts';
import { newId, type SeatId } from '../../../../src/contract/ids.ts';
import { limits } from '../../../../src/contract/limits.ts';
import type { MediaWorker } from '../../../../src/contract/media-worker.ts';
import { encodeEnvelope } from '../../../../src/crypto/messages/relay-envelope.ts';
import { newSigner, realRandom } from '../../../support/identity.ts';
import { BenchSession, BenchWorker } from '../../../support/worker-bench.ts';

// One seat, one person; and nobody but whom the therapist has seen.

type State = PushData<MediaWorker, 'session.state'>;

let session: BenchSession;
let state: State | null;
let refused: string[];

beforeEach(async () => {
  session = new BenchSession();
  await session.start();
  [state, refused] = [null, []];
  session.host.client.on('session.state', (now) => {
    state = now;
  });
  session.host.client.on('session.refused', ({ reason }) => void refused.push(reason));
});

/** Somebody else with the same link, who knocks at a seat of the server's. */
async function another(seatId: SeatId) {
  const signer = newSigner();
  const worker = new BenchWorker(session.clock);
  await session.startGuest(worker, signer);
  const { sealed } = await worker.client.call('guest.knock', {});
  const { pskId } = await session.seatKeys();
  const door = { seatId, pskId, sealed };
  return { worker, deviceKey: signer.publicKey, door };
}

describe('an admission', () => {
  it('is of the device that the therapist saw: another one that knocked since is not let in', async () => {
    const { sealed } = await session.guest.client.call('guest.knock', {});
    const seat = await session.seatKeys();
    const { host, guestSeat: seatId } = session;
    await host.client.call('host.add-seat', { seat });
    await host.client.call('host.read-knock', { seatId, pskId: seat.pskId, sealed });
    const thief = await another(seatId);
    await host.client.call('host.read-knock', thief.door);
    const deviceKey = session.guestSigner.publicKey;
    await expect(host.client.call('host.admit', { seatId, deviceKey })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(state?.members ?? []).toHaveLength(0);
  });

  it('takes the place of whoever sat by the same invite before', async () => {
    const { sealed } = await session.guest.client.call('guest.knock', {});
    const seat = await session.seatKeys();
    const { host, guestSeat } = session;
    await host.client.call('host.add-seat', { seat });
    await host.client.call('host.read-knock', { seatId: guestSeat, pskId: seat.pskId, sealed });
    await host.client.call('host.admit', {
      seatId: guestSeat,
      deviceKey: session.guestSigner.publicKey,
    });
    // The server holds everything back, so that the seat is not bound yet.
    const second = await another(newId<SeatId>(realRandom));
    const { seatId } = second.door;
    await host.client.call('host.read-knock', second.door);
    await host.client.call('host.admit', { seatId, deviceKey: second.deviceKey });
    expect(state?.members.map((member) => member.seatId)).toEqual([session.hostSeat, seatId]);
  });

  it('is refused for a seat that was bound since the knock was read, and nobody sits there then', async () => {
    const { host } = session;
    await host.client.call('host.add-seat', { seat: await session.seatKeys() });
    const seatId = newId<SeatId>(realRandom);
    const second = await another(seatId);
    await host.client.call('host.read-knock', second.door);
    await session.admit();
    const admitting = host.client.call('host.admit', { seatId, deviceKey: second.deviceKey });
    await expect(admitting).rejects.toMatchObject({ code: 'conflict' });
    expect(refused).toEqual(['seat-taken']);
    expect(state?.members.map((member) => member.seatId)).toEqual([
      session.hostSeat,
      session.guestSeat,
    ]);
  });

  it('is not to be had at a seat where somebody else sits', async () => {
    await session.admit();
    const other = new BenchSession();
    const seat = await other.seatKeys();
    await session.host.client.call('host.add-seat', { seat });
    const door = { seatId: session.guestSeat, pskId: seat.pskId, sealed: new Uint8Array(40) };
    expect(await session.host.client.call('host.read-knock', door)).toEqual({
      verdict: 'refused',
      reason: 'seat-taken',
    });
  });

  it('is waited for by no more than there are invites', async () => {
    const { host } = session;
    await host.client.call('host.add-seat', { seat: await session.seatKeys() });
    const { door } = await another(newId<SeatId>(realRandom));
    for (let knocks = 0; knocks < limits.invitesPerRoom; knocks += 1) {
      const seatId = newId<SeatId>(realRandom);
      const verdict = await host.client.call('host.read-knock', { ...door, seatId });
      expect(verdict.verdict).toBe('opened');
    }
    const seatId = newId<SeatId>(realRandom);
    const reading = host.client.call('host.read-knock', { ...door, seatId });
    await expect(reading).rejects.toMatchObject({ code: 'too-many' });
  });
});

describe('a removal', () => {
  it('revokes also the seat of somebody who is in the room and only knocks', async () => {
    const { host, guestSeat: seatId } = session;
    await host.client.call('host.add-seat', { seat: await session.seatKeys() });
    const { door } = await another(seatId);
    await host.client.call('host.read-knock', door);
    await host.client.call('host.remove', { seatId, revoke: true });
    const again = await another(seatId);
    expect(await host.client.call('host.read-knock', again.door)).toEqual({
      verdict: 'refused',
      reason: 'seat-revoked',
    });
  });
});

describe('a way back in', () => {
  it('leads nobody to a seat where somebody else sits', async () => {
    await session.admit();
    // The guest's request comes in at the seat of another guest: of one who passes it on, or by a server that says so.
    const second = new BenchSession();
    const seat = await second.seatKeys();
    const otherSeat = newId<SeatId>(realRandom);
    await session.host.client.call('host.add-seat', { seat });
    const worker = new BenchWorker(session.clock);
    const signer = newSigner();
    const { secret } = session;
    Object.assign(session, { secret: second.secret });
    await session.startGuest(worker, signer);
    Object.assign(session, { secret });
    const { sealed } = await worker.client.call('guest.knock', {});
    const { client } = session.host;
    await client.call('host.read-knock', { seatId: otherSeat, pskId: seat.pskId, sealed });
    await client.call('host.admit', { seatId: otherSeat, deviceKey: signer.publicKey });
    await session.deliver();
    const members = state?.members.map((member) => member.seatId);

    session.fromSeat = otherSeat;
    await session.guest.client.call('guest.come-back', {});
    await session.deliver();
    expect(refused).toEqual(['seat-taken']);
    expect(state?.members.map((member) => member.seatId)).toEqual(members);
  });

  it('is shown a few times to one who asks without end', async () => {
    await session.admit();
    const answers: unknown[] = [];
    session.host.client.on('relay.outgoing', ({ seatIds, bytes }) => {
      if (seatIds !== null && bytes[0] === 3) answers.push(bytes);
    });
    const { pskId } = await session.seatKeys();
    const bytes = encodeEnvelope({ kind: 'return-wanted', pskId });
    for (let times = 0; times < 50; times += 1) {
      await session.host.client.call('session.receive', { from: session.guestSeat, bytes });
    }
    expect(answers).toHaveLength(4);
  });

  it('is not closed by somebody who asks in a guest’s place', async () => {
    await session.admit();
    const stranger = newId<SeatId>(realRandom);
    const { pskId } = await session.seatKeys();
    const wanted = encodeEnvelope({ kind: 'return-wanted', pskId });
    const { client } = session.host;
    await client.call('session.receive', { from: session.guestSeat, bytes: wanted });
    session.beforeHostReceives = async () => {
      await client.call('session.receive', { from: stranger, bytes: wanted });
    };
    await session.guest.client.call('guest.come-back', {});
    await session.deliver();
    expect(refused).toEqual([]);
  });

  it.each(['host', 'guest'] as const)(
    'is no matter of the %s’s when it is for the other',
    async (side) => {
      await session.admit();
      const { client } = session[side];
      const seen: string[] = [];
      const outgoing: Bytes[] = [];
      client.on('session.refused', ({ reason }) => void seen.push(reason));
      client.on('relay.outgoing', ({ bytes }) => void outgoing.push(bytes));
      const { pskId } = await session.seatKeys();
      const sealed = new Uint8Array(64);
      const forGuests = [
        { kind: 'come-back' },
        { kind: 'challenge', challenge: new Uint8Array(32) },
        { kind: 'knock-wanted' },
      ] as const;
      const forTheHost = [
        { kind: 'return-wanted', pskId },
        { kind: 'rejoin', pskId, sealed },
        { kind: 'knock', pskId, sealed },
      ] as const;
      const from = side === 'host' ? session.guestSeat : session.hostSeat;
      for (const envelope of side === 'host' ? forGuests : forTheHost) {
        await client.call('session.receive', { from, bytes: encodeEnvelope(envelope) });
      }
      expect(seen).toEqual(['not-entitled', 'not-entitled', 'not-entitled']);
      expect(outgoing).toEqual([]);
    },
  );

  it('is taken by a guest from the therapist’s seat and no other', async () => {
    await session.admit();
    const seen: string[] = [];
    const outgoing: number[] = [];
    session.guest.client.on('session.refused', ({ reason }) => void seen.push(reason));
    session.guest.client.on('relay.outgoing', ({ bytes }) => void outgoing.push(bytes[0] ?? -1));
    const stranger = newId<SeatId>(realRandom);
    await session.guest.client.call('guest.come-back', {});
    for (const envelope of [
      { kind: 'come-back' },
      { kind: 'challenge', challenge: new Uint8Array(32) },
      { kind: 'knock-wanted' },
    ] as const) {
      const bytes = encodeEnvelope(envelope);
      await session.guest.client.call('session.receive', { from: stranger, bytes });
    }
    expect(seen).toEqual(['not-entitled', 'not-entitled', 'not-entitled']);
    expect(outgoing).toEqual([2]);
  });
});
