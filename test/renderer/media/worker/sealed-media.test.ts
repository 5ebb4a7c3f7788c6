import { beforeEach, describe, expect, it } from 'vitest';
import { newId, type SeatId } from '../../../../src/contract/ids.ts';
import { realRandom } from '../../../support/identity.ts';
import { BenchSession } from '../../../support/worker-bench.ts';

/** A VP8 key frame's first bytes and a marker that must not be readable on the way. */
const frame = new Uint8Array([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, ...Array<number>(90).fill(0x55)]);
const marker = '55'.repeat(8);

const hexOf = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('hex');

let session: BenchSession;

beforeEach(async () => {
  session = new BenchSession();
  await session.start();
});

describe('media through two workers', () => {
  it('is sealed by the one and opened by the other', async () => {
    await session.admit();
    const sending = session.host.track({ direction: 'send', source: 'camera' });
    const receiving = session.guest.track({
      direction: 'receive',
      source: 'camera',
      seatId: session.hostSeat,
    });
    await sending.put(frame);
    expect(hexOf(sending.passed[0])).not.toContain(marker);
    expect(sending.passed[0]?.length).toBeGreaterThan(frame.length + 16);
    await receiving.put(sending.passed[0] ?? frame);
    expect(receiving.passed).toEqual([frame]);
  });

  it('does not flow before there is a key, and is counted', async () => {
    const sending = session.guest.track({ direction: 'send', source: 'camera' });
    await sending.put(frame);
    await sending.put(frame);
    await session.clock.advance(1000);
    expect(sending.passed).toEqual([]);
    expect(session.guest.counts).toEqual([
      {
        direction: 'send',
        source: 'camera',
        seatId: null,
        sealed: 0,
        opened: 0,
        dropped: { 'no-send-key': 2 },
      },
    ]);
  });

  it('is held while the Welcome is on its way, and opened with it', async () => {
    await session.letIn();
    const sending = session.host.track({ direction: 'send', source: 'camera' });
    await sending.put(frame);
    const [sealed = frame] = sending.passed;
    const receiving = session.guest.track({
      direction: 'receive',
      source: 'camera',
      seatId: session.hostSeat,
    });
    await receiving.put(sealed);
    await session.clock.advance(500);
    expect(receiving.passed).toEqual([]);
    await session.deliver();
    expect(receiving.passed).toEqual([frame]);
  });

  it('is held until the therapist has said whose seat it is', async () => {
    await session.letIn();
    const sending = session.host.track({ direction: 'send', source: 'camera' });
    await sending.put(frame);
    const [sealed = frame] = sending.passed;
    // The Welcome and the hello: in the group, and without a key for any frame.
    await session.deliverToGuest(2);
    expect(await session.guest.client.call('guest.is-in', {})).toEqual({ isIn: true });
    const receiving = session.guest.track({
      direction: 'receive',
      source: 'camera',
      seatId: session.hostSeat,
    });
    await receiving.put(sealed);
    expect(receiving.passed).toEqual([]);
    await session.deliver();
    expect(receiving.passed).toEqual([frame]);
  });

  it('is held for a second and once per track, and no sound is', async () => {
    const receiving = session.guest.track({
      direction: 'receive',
      source: 'camera',
      seatId: session.hostSeat,
    });
    const hearing = session.guest.track({
      direction: 'receive',
      source: 'audio',
      seatId: session.hostSeat,
    });
    await hearing.put(frame);
    await receiving.put(frame);
    const countsAfter = async (ms: number): Promise<unknown> => {
      await session.clock.advance(ms);
      return session.guest.counts.map(({ source, dropped }) => [source, dropped]);
    };
    expect(await countsAfter(1_000)).toEqual([
      ['camera', {}],
      ['audio', { 'unknown-key': 1 }],
    ]);
    await receiving.put(frame);
    expect(await countsAfter(1_000)).toEqual([
      ['camera', { 'unknown-key': 2 }],
      ['audio', { 'unknown-key': 1 }],
    ]);
  });

  it('goes to no receiver of another seat or another kind of track', async () => {
    await session.admit();
    const sending = session.host.track({ direction: 'send', source: 'camera' });
    await sending.put(frame);
    const [sealed = frame] = sending.passed;
    const seatId = newId<SeatId>(realRandom);
    const elsewhere = session.guest.track({ direction: 'receive', source: 'camera', seatId });
    await elsewhere.put(sealed);
    const asScreen = session.guest.track({
      direction: 'receive',
      source: 'screen',
      seatId: session.hostSeat,
    });
    await asScreen.put(sealed);
    expect([...elsewhere.passed, ...asScreen.passed]).toEqual([]);
    // The first picture of a seat that nobody is known at waits a second.
    await session.clock.advance(2000);
    expect(session.guest.counts.map(({ dropped }) => dropped)).toEqual([
      { 'unknown-key': 1 },
      { 'wrong-sender': 1 },
    ]);
  });

  it('is counted for the tracks that run now, however many the server makes up', async () => {
    await session.admit();
    const sending = session.guest.track({ direction: 'send', source: 'camera' });
    await sending.put(frame);
    for (let seat = 0; seat < 300; seat += 1) {
      const seatId = newId<SeatId>(realRandom);
      const made = session.guest.track({ direction: 'receive', source: 'camera', seatId });
      await made.end();
    }
    const receiving = session.guest.track({
      direction: 'receive',
      source: 'camera',
      seatId: session.hostSeat,
    });
    await receiving.put(frame);
    await session.clock.advance(1000);
    const { counts } = session.guest;
    expect(counts.at(-1)).toMatchObject({ dropped: { 'unknown-key': 1 } });
    // Of the sender's own none goes: what it sealed would seem to have left in clear.
    expect(counts[0]).toMatchObject({ direction: 'send', sealed: 1 });
    expect(counts).toHaveLength(129);
  });

  it('of more tracks than a room has is not touched: nothing passes', async () => {
    await session.admit();
    const sending = session.host.track({ direction: 'send', source: 'camera' });
    await sending.put(frame);
    const receive = () =>
      session.guest.track({ direction: 'receive', source: 'camera', seatId: session.hostSeat });
    for (let tracks = 0; tracks < 128; tracks += 1) receive();
    const last = receive();
    await expect(last.ended).rejects.toThrow('too-many');
    expect(last.passed).toEqual([]);
    // One's own voice is sealed all the same.
    const own = session.guest.track({ direction: 'send', source: 'audio' });
    await own.put(frame);
    expect(own.passed).toHaveLength(1);
  });

  it('in clear is dropped by a receiver', async () => {
    await session.admit();
    const receiving = session.guest.track({
      direction: 'receive',
      source: 'camera',
      seatId: session.hostSeat,
    });
    await receiving.put(frame);
    expect(receiving.passed).toEqual([]);
  });

  it('asks for a key frame when the keys change', async () => {
    session.host.track({ direction: 'send', source: 'camera' });
    session.guest.track({ direction: 'receive', source: 'camera', seatId: session.hostSeat });
    await session.admit();
    expect(session.host.keyFrameRequests).toContain('send camera');
    expect(session.guest.keyFrameRequests).toContain('receive camera');
  });

  it('is not switched to new keys before a joiner was told whose seat is whose', async () => {
    session.host.track({ direction: 'send', source: 'camera' });
    const { deviceKey } = await session.knock();
    /** For each message that goes out: whether the switch to new keys had asked for a key frame by then. */
    const whenSwitched: boolean[] = [];
    session.host.client.on('relay.outgoing', () => {
      whenSwitched.push(session.host.keyFrameRequests.length > 0);
    });
    await session.host.client.call('host.admit', { seatId: session.guestSeat, deviceKey });
    await session.deliver();
    // The Welcome, the hello, the Commit and the seating, then a beat.
    expect(whenSwitched.slice(0, 5)).toEqual([false, false, false, false, true]);
  });

  it('stops at a leaver at once', async () => {
    await session.admit();
    const receiving = session.guest.track({
      direction: 'receive',
      source: 'camera',
      seatId: session.hostSeat,
    });
    const sending = session.host.track({ direction: 'send', source: 'camera' });
    await session.host.client.call('host.remove', { seatId: session.guestSeat, revoke: true });
    await sending.put(frame);
    await receiving.put(sending.passed[0] ?? frame);
    expect(sending.passed).toHaveLength(1);
    expect(receiving.passed).toEqual([]);
  });
});
