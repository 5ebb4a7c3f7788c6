import { beforeEach, describe, expect, it } from 'vitest';
import type { Bytes } from '../../../../src/base/bytes.ts';
import type { PushData } from '../../../../src/contract/contract.ts';
import type { MediaWorker } from '../../../../src/contract/media-worker.ts';
import { encodeEnvelope } from '../../../../src/crypto/messages/relay-envelope.ts';
import { newSigner } from '../../../support/identity.ts';
import { BenchSession, BenchWorker } from '../../../support/worker-bench.ts';

type State = PushData<MediaWorker, 'session.state'>;

let session: BenchSession;

beforeEach(async () => {
  session = new BenchSession();
  await session.start();
});

function watch({ client }: BenchWorker) {
  const seen = {
    state: null as State | null,
    words: 0,
    refused: [] as string[],
    knocks: [] as string[],
  };
  client.on('session.state', (state) => {
    seen.state = state;
  });
  client.on('session.words', () => {
    seen.words += 1;
  });
  client.on('session.refused', ({ reason }) => void seen.refused.push(reason));
  client.on('host.knocked', ({ seatId }) => void seen.knocks.push(seatId));
  return seen;
}

describe('a guest who asked for a way in while the Welcome was under way', () => {
  it('does not knock again when both answers come at once', async () => {
    const host = watch(session.host);
    const guest = watch(session.guest);
    await session.letIn();
    await session.guest.client.call('guest.come-back', {});
    await session.deliverToHost();
    await session.deliverToGuest();
    await session.deliver();
    expect(guest.state?.maySend).toBe(true);
    expect(host.knocks).toEqual([]);
  });
});

describe('a guest whose page was loaded again', () => {
  it('is back in the group by its bound device, without words or a hand', async () => {
    const host = watch(session.host);
    await session.admit();
    const again = new BenchWorker(session.clock);
    const guest = watch(again);
    await session.reloadGuest(again);
    expect(guest.state?.maySend).toBe(true);
    expect(guest.words).toBe(0);
    expect(host.words).toBe(1);
    expect(host.state?.members).toHaveLength(2);
    expect([...host.refused, ...guest.refused]).toEqual([]);
  });

  it('is not let back in on another device', async () => {
    const host = watch(session.host);
    await session.admit();
    const thief = new BenchWorker(session.clock);
    const seen = watch(thief);
    await session.startGuest(thief, newSigner());
    await thief.client.call('guest.come-back', {});
    session.guest = thief;
    await session.deliver();
    expect(host.refused).toEqual(['seat-taken']);
    expect(seen.state).toBeNull();
  });

  it('knocks again when its seat was never bound, and waits for the therapist', async () => {
    const host = watch(session.host);
    const { sealed } = await session.guest.client.call('guest.knock', {});
    const seat = await session.seatKeys();
    await session.host.client.call('host.add-seat', { seat });
    const asked = { seatId: session.guestSeat, pskId: seat.pskId, sealed };
    await session.host.client.call('host.read-knock', asked);
    const admission = { seatId: session.guestSeat, deviceKey: session.guestSigner.publicKey };
    await session.host.client.call('host.admit', admission);
    const again = new BenchWorker(session.clock);
    const guest = watch(again);
    await session.reloadGuest(again);
    expect(host.knocks).toEqual([session.guestSeat]);
    expect(guest.state).toBeNull();
    await session.host.client.call('host.admit', admission);
    await session.deliver();
    expect(guest.state?.maySend).toBe(true);
    expect([guest.words, host.words]).toEqual([1, 1]);
    expect(host.state?.members).toHaveLength(2);
  });

  it('stays out when its seat was revoked', async () => {
    const host = watch(session.host);
    await session.admit();
    const { guestSeat: seatId } = session;
    await session.host.client.call('host.remove', { seatId, revoke: true });
    const again = new BenchWorker(session.clock);
    const guest = watch(again);
    await session.reloadGuest(again);
    expect(host.refused).toEqual(['seat-revoked']);
    expect(guest.state).toBeNull();
  });

  it('is not revoked by having left', async () => {
    const host = watch(session.host);
    await session.admit();
    const { guestSeat: seatId } = session;
    await session.host.client.call('host.remove', { seatId, revoke: false });
    await session.reloadGuest();
    expect(host.refused).toEqual([]);
    expect(host.state?.members).toHaveLength(2);
  });
});

describe('a therapist whose app was started again', () => {
  it('has its guest in the new group, and everybody can send', async () => {
    await session.admit();
    const guest = watch(session.guest);
    await session.restartHost();
    expect(guest.state).toMatchObject({ maySend: true });
    expect(guest.state?.members).toHaveLength(2);
    expect(guest.words).toBe(0);
  });

  it('is not made up by the server: a call back without a newer group changes nothing', async () => {
    await session.admit();
    const guest = watch(session.guest);
    await session.host.client.call('host.call-back', {});
    await session.deliver();
    await session.pass(6_000);
    expect(guest.state?.maySend).toBe(true);
    expect(guest.refused).toEqual([]);
  });

  it('is asked for once a second at most, however often the guest is called back', async () => {
    await session.admit();
    const asked: Bytes[] = [];
    session.guest.client.on('relay.outgoing', ({ bytes }) => {
      if (bytes[0] === 2) asked.push(bytes);
    });
    const bytes = encodeEnvelope({ kind: 'come-back' });
    const from = session.hostSeat;
    for (let times = 0; times < 5; times += 1) {
      await session.guest.client.call('session.receive', { from, bytes });
    }
    expect(asked).toHaveLength(1);
    await session.clock.advance(1_000);
    await session.guest.client.call('session.receive', { from, bytes });
    expect(asked).toHaveLength(2);
  });

  it('takes back a guest only once for each time that it asked', async () => {
    await session.admit();
    const host = watch(session.host);
    await session.guest.client.call('guest.come-back', {});
    await session.guest.client.call('guest.come-back', {});
    await session.deliver();
    expect(host.refused).toEqual([]);
    expect(host.state?.members).toHaveLength(2);
  });
});

describe('a guest that lost the thread', () => {
  it('asks for a new one by itself when nobody confirms its key', async () => {
    await session.admit();
    const guest = watch(session.guest);
    session.isCut = true;
    await session.pass(16_000);
    expect(guest.state?.maySend).toBe(false);
    session.isCut = false;
    await session.pass(20_000);
    expect(guest.state?.maySend).toBe(true);
  });
});
