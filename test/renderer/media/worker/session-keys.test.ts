import { beforeEach, describe, expect, it } from 'vitest';
import type { PushData } from '../../../../src/contract/contract.ts';
import type { MediaWorker } from '../../../../src/contract/media-worker.ts';
import { BenchSession } from '../../../support/worker-bench.ts';

type State = PushData<MediaWorker, 'session.state'>;

let session: BenchSession;
let ofHost: State | null;
let ofGuest: State | null;

beforeEach(async () => {
  session = new BenchSession();
  [ofHost, ofGuest] = [null, null];
  session.host.client.on('session.state', (state) => {
    ofHost = state;
  });
  session.guest.client.on('session.state', (state) => {
    ofGuest = state;
  });
  await session.start();
});

describe('a session in the worker', () => {
  it('gives both sides the same words once, and the device that proved itself', async () => {
    const words: string[][] = [];
    const bound: string[] = [];
    for (const { client } of [session.host, session.guest]) {
      client.on('session.words', (event) => void words.push(event.words));
    }
    session.host.client.on('session.bound', ({ seatId }) => void bound.push(seatId));
    await session.admit();
    expect(words).toHaveLength(2);
    expect(words[0]).toEqual(words[1]);
    expect(bound).toEqual([session.guestSeat]);
  });

  it('sends nothing for who waits, and admits nobody by a knock whose door was left', async () => {
    const sent: unknown[] = [];
    session.host.client.on('relay.outgoing', (message) => void sent.push(message));
    const { deviceKey } = await session.knock();
    const { guestSeat: seatId } = session;
    // Behind whatever the knock has set going.
    await session.host.client.call('host.seated', { seatId: session.hostSeat });
    await session.host.client.call('host.leave-door', { seatId });
    const admitted = session.host.client.call('host.admit', { seatId, deviceKey });
    await expect(admitted).rejects.toMatchObject({ code: 'not-found' });
    expect(sent).toEqual([]);
  });

  it('knows both seats by the therapist’s word', async () => {
    await session.admit();
    const seats = [session.hostSeat, session.guestSeat];
    expect(ofHost?.members.map(({ seatId }) => seatId)).toEqual(seats);
    expect(ofGuest?.members.map(({ seatId }) => seatId)).toEqual(seats);
    expect(ofGuest?.maySend).toBe(true);
  });

  it('goes on as long as beats are answered', async () => {
    await session.admit();
    await session.pass(40_000);
    expect(ofGuest?.maySend).toBe(true);
    expect(ofHost?.members.map(({ hasKey }) => hasKey)).toEqual([true, true]);
  });

  it('shows a guest without answers as waiting for key, and the guest falls silent', async () => {
    await session.admit();
    await session.pass(10_000);
    session.isCut = true;
    await session.pass(20_000);
    expect(ofGuest?.maySend).toBe(false);
    expect(ofHost?.members.map(({ hasKey }) => hasKey)).toEqual([true, false]);
    session.isCut = false;
    await session.pass(15_000);
    expect(ofGuest?.maySend).toBe(true);
    expect(ofHost?.members.map(({ hasKey }) => hasKey)).toEqual([true, true]);
  });

  it('has a new epoch every hour', async () => {
    await session.clock.advance(60 * 60_000);
    // Comes after whatever the clock has set going.
    await session.host.client.call('host.seated', { seatId: session.hostSeat });
    expect(ofHost?.epoch).toBe(1);
  });

  it('tells a removed guest', async () => {
    await session.admit();
    let removed = 0;
    session.guest.client.on('session.removed', () => {
      removed += 1;
    });
    await session.host.client.call('host.remove', { seatId: session.guestSeat, revoke: true });
    await session.deliver();
    expect(removed).toBe(1);
    expect(await session.guest.client.call('guest.is-in', {})).toEqual({ isIn: false });
  });

  it('is started once', async () => {
    const again = session.host.client.call('host.start', {
      room: session.room,
      identityKey: session.signer.publicKey,
    });
    await expect(again).rejects.toMatchObject({ code: 'conflict' });
  });

  it('refuses a knock under another invite', async () => {
    const { sealed } = await session.guest.client.call('guest.knock', {});
    const seat = { ...(await session.seatKeys()), knockKey: new Uint8Array(32) };
    await session.host.client.call('host.add-seat', { seat });
    const asked = { seatId: session.guestSeat, pskId: seat.pskId, sealed };
    const verdict = await session.host.client.call('host.read-knock', asked);
    expect(verdict).toEqual({ verdict: 'refused', reason: 'not-authentic' });
    const deviceKey = session.guestSigner.publicKey;
    const admitted = session.host.client.call('host.admit', {
      seatId: session.guestSeat,
      deviceKey,
    });
    await expect(admitted).rejects.toMatchObject({ code: 'not-found' });
  });

  it('knows no seat that the vault did not name', async () => {
    const { sealed } = await session.guest.client.call('guest.knock', {});
    const asked = { seatId: session.guestSeat, pskId: new Uint8Array(16), sealed };
    const reading = session.host.client.call('host.read-knock', asked);
    await expect(reading).rejects.toMatchObject({ code: 'not-found' });
  });

  it('tells both how the guest takes part', async () => {
    await session.admit();
    expect(ofHost?.members.map(({ guestKind }) => guestKind)).toEqual([null, 'browser']);
    expect(ofGuest?.members.map(({ guestKind }) => guestKind)).toEqual([null, 'browser']);
  });
});
