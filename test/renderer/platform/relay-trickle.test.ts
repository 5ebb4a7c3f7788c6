import { describe, expect, it, vi } from 'vitest';
import { createRelayChannel } from '../../../renderer/platform/relay-channel.ts';
import { fromBase64Url } from '../../../src/base/base64url.ts';
import type { Bytes } from '../../../src/base/bytes.ts';
import { Scope } from '../../../src/base/scope.ts';
import type { CallRequest } from '../../../src/contract/contract.ts';
import type { SeatId } from '../../../src/contract/ids.ts';
import { limits } from '../../../src/contract/limits.ts';
import type { Signaling } from '../../../src/contract/signaling.ts';
import { AppError, CancelledError } from '../../../src/errors/app-error.ts';
import { FakeClock, settle as settleOnce } from '../../support/fake-clock.ts';
import { testId } from '../../support/fake-ids.ts';
import { countingRandom } from '../../support/fake-random.ts';
import { FakeConnection, type Answers } from '../../support/fake-signaling.ts';
import { recordingLog } from '../../support/recording-log.ts';
import { rejectedCode } from '../../support/rejected-code.ts';

const bob = testId<SeatId>(2);
const bytes = (...values: number[]): Bytes => Uint8Array.from(values);

/** What trickles is sent by a part that is loaded with the first message. */
async function settle(): Promise<void> {
  await vi.dynamicImportSettled();
  await settleOnce();
}

function openChannel() {
  const [clock, scope] = [new FakeClock(), new Scope()];
  const channel = createRelayChannel({
    receive: () => undefined,
    clock,
    random: countingRandom(),
    log: recordingLog(),
    scope,
  });
  return { channel, clock, scope };
}

/** A server that takes everything, numbered from 1. */
function taking(): Answers {
  let sequence = 0;
  return {
    'relay.send': () => {
      sequence += 1;
      return { sequence };
    },
  };
}

/** First bytes of what was sent, in order. */
function sentOver(connection: FakeConnection): (number | undefined)[] {
  return connection.calls
    .filter(({ name }) => name === 'relay.send')
    .map(({ input }) => fromBase64Url((input as { payload: string }).payload)?.[0]);
}

/** The relay's rules of order, and a receiver for whom there may be no room. */
class FullRelay {
  isFull = false;
  isFullOnce = false;
  readonly taken: number[] = [];
  readonly #ids = new Set<string>();

  readonly answers: Answers = {
    'relay.send': (input) => {
      const { messageId, after, payload } = input as CallRequest<Signaling, 'relay.send'>;
      const isFull = this.isFull || this.isFullOnce;
      this.isFullOnce = false;
      if (isFull || (after !== undefined && !this.#ids.has(after))) {
        throw new AppError('too-many');
      }
      this.#ids.add(messageId);
      return { sequence: this.taken.push(fromBase64Url(payload)?.[0] ?? -1) };
    },
  };
}

/** Settles with the code, or `there` once it has arrived. */
function fate(sent: Promise<void>): { now: string } {
  const state = { now: 'under way' };
  sent.then(
    () => (state.now = 'there'),
    (error: unknown) => {
      state.now = error instanceof CancelledError ? 'cancelled' : AppError.from(error).code;
    },
  );
  return state;
}

describe('what trickles over the relay', () => {
  it('goes when nothing else waits, and lets everything that comes meanwhile pass', async () => {
    const { channel } = openChannel();
    const connection = new FakeConnection(taking());
    channel.attach(connection);
    void channel.trickle(bob, bytes(100));
    void channel.trickle(bob, bytes(101));
    void channel.send(null, bytes(1));
    void channel.send(null, bytes(2));
    channel.start();
    await settle();
    expect(sentOver(connection)).toEqual([1, 2, 100, 101]);
  });

  it('is there when its receiver has it, and not before', async () => {
    const { channel } = openChannel();
    const connection = new FakeConnection(taking());
    channel.attach(connection);
    channel.start();
    const [one, two] = [fate(channel.trickle(bob, bytes(1))), fate(channel.trickle(bob, bytes(2)))];
    await settle();
    expect(one.now).toBe('under way');
    connection.push('relay.delivered', { seatId: testId(3), sequence: 2 });
    connection.push('relay.delivered', { seatId: bob, sequence: 1 });
    await settle();
    expect([one.now, two.now]).toEqual(['there', 'under way']);
    connection.push('relay.delivered', { seatId: bob, sequence: 2 });
    await settle();
    expect(two.now).toBe('there');
  });

  it('is told anew after a drop that it has arrived', async () => {
    const { channel } = openChannel();
    const first = new FakeConnection(taking());
    channel.attach(first);
    channel.start();
    const sent = fate(channel.trickle(bob, bytes(1)));
    await settle();
    first.end();
    const second = new FakeConnection(taking());
    channel.attach(second);
    second.push('relay.delivered', { seatId: bob, sequence: 1 });
    await settle();
    expect(sent.now).toBe('there');
  });

  it('may have arrived before the server has answered', async () => {
    const { channel } = openChannel();
    const connection = new FakeConnection({
      'relay.send': (_input, over) => {
        over.push('relay.delivered', { seatId: bob, sequence: 1 });
        return { sequence: 1 };
      },
    });
    channel.attach(connection);
    channel.start();
    await expect(channel.trickle(bob, bytes(1))).resolves.toBeUndefined();
  });

  it('is nobody’s when its receiver has left', async () => {
    const { channel } = openChannel();
    const connection = new FakeConnection(taking());
    channel.attach(connection);
    channel.start();
    const sent = fate(channel.trickle(bob, bytes(1)));
    await settle();
    connection.push('seat.left', { seatId: testId(3) });
    expect(sent.now).toBe('under way');
    connection.push('seat.left', { seatId: bob });
    await settle();
    expect(sent.now).toBe('not-found');
  });

  it('keeps nobody waiting while there is no room for it, and stays in order', async () => {
    const { channel, clock } = openChannel();
    const relay = new FullRelay();
    const connection = new FakeConnection(relay.answers);
    channel.attach(connection);
    channel.start();
    relay.isFull = true;
    const quiet = [100, 101, 102].map((byte) => fate(channel.trickle(bob, bytes(byte))));
    await settle();
    // There is no room for the first, and the others come behind it.
    relay.isFull = false;
    const later = fate(channel.trickle(bob, bytes(103)));
    await expect(channel.send(null, bytes(1))).resolves.toBe(1);
    await clock.advance(999);
    expect(relay.taken).toEqual([1]);
    await clock.advance(1);
    expect(relay.taken).toEqual([1, 100, 101, 102, 103]);
    expect([...quiet, later].map(({ now }) => now)).toEqual(Array(4).fill('under way'));
    expect(clock.pending).toBe(0);
  });

  it('does not overtake the one before, for which there was no room a moment ago', async () => {
    const { channel, clock } = openChannel();
    const relay = new FullRelay();
    channel.attach(new FakeConnection(relay.answers));
    channel.start();
    relay.isFullOnce = true;
    for (const byte of [100, 101, 102]) void fate(channel.trickle(bob, bytes(byte)));
    await settle();
    expect(relay.taken).toEqual([]);
    await clock.advance(1_000);
    expect(relay.taken).toEqual([100, 101, 102]);
  });

  it('waits while something that cannot wait has no answer yet', async () => {
    const { channel } = openChannel();
    const urgent = Promise.withResolvers<{ sequence: number }>();
    const connection = new FakeConnection({
      'relay.send': (input) =>
        (input as CallRequest<Signaling, 'relay.send'>).to === null
          ? urgent.promise
          : { sequence: 2 },
    });
    channel.attach(connection);
    channel.start();
    void channel.send(null, bytes(1));
    void fate(channel.trickle(bob, bytes(100)));
    await settle();
    expect(sentOver(connection)).toEqual([1]);
    urgent.resolve({ sequence: 1 });
    await settle();
    expect(sentOver(connection)).toEqual([1, 100]);
  });

  it('is given up when there is no room for twenty seconds, and room is looked for anew after that', async () => {
    const { channel, clock } = openChannel();
    const relay = new FullRelay();
    channel.attach(new FakeConnection(relay.answers));
    channel.start();
    relay.isFull = true;
    const sent = [1, 2].map((byte) => fate(channel.trickle(bob, bytes(byte))));
    await clock.advance(18_999);
    expect(sent.map(({ now }) => now)).toEqual(['under way', 'under way']);
    await clock.advance(1);
    expect(sent.map(({ now }) => now)).toEqual(['too-many', 'too-many']);
    void channel.trickle(bob, bytes(3));
    relay.isFull = false;
    await clock.advance(1_000);
    expect(relay.taken).toEqual([3]);
  });

  it('does not wait for another receiver for whom there is no room', async () => {
    const { channel } = openChannel();
    const relay = new FullRelay();
    channel.attach(new FakeConnection(relay.answers));
    channel.start();
    relay.isFull = true;
    void fate(channel.trickle(bob, bytes(1)));
    await settle();
    relay.isFull = false;
    void fate(channel.trickle(testId<SeatId>(3), bytes(2)));
    await settle();
    expect(relay.taken).toEqual([2]);
  });

  it('is taken back before it has left, and left to its fate after that', async () => {
    const { channel } = openChannel();
    const stop = new AbortController();
    const waiting = fate(channel.trickle(bob, bytes(1), stop.signal));
    stop.abort();
    await settle();
    expect(waiting.now).toBe('cancelled');
    const connection = new FakeConnection(taking());
    channel.attach(connection);
    channel.start();
    const late = new AbortController();
    const left = fate(channel.trickle(bob, bytes(2), late.signal));
    await settle();
    late.abort();
    connection.push('relay.delivered', { seatId: bob, sequence: 1 });
    await settle();
    expect([left.now, sentOver(connection)]).toEqual(['there', [2]]);
  });

  it('is not sent again over another connection when it was taken back meanwhile', async () => {
    const { channel } = openChannel();
    const stop = new AbortController();
    const first = new FakeConnection({ 'relay.send': () => new Promise(() => undefined) });
    channel.attach(first);
    channel.start();
    const [gone, kept] = [
      fate(channel.trickle(bob, bytes(1), stop.signal)),
      fate(channel.trickle(bob, bytes(2))),
    ];
    await settle();
    stop.abort();
    first.end();
    const second = new FakeConnection(taking());
    channel.attach(second);
    channel.start();
    await settle();
    expect([gone.now, kept.now, sentOver(second)]).toEqual(['cancelled', 'under way', [2]]);
  });

  it('is sent again over the next connection, and given up when that breaks as well', async () => {
    const { channel } = openChannel();
    const sent = fate(channel.trickle(bob, bytes(100)));
    for (const expected of ['under way', 'under way', 'connection-lost']) {
      const connection = new FakeConnection({ 'relay.send': (_input, over) => over.end() });
      channel.attach(connection);
      channel.start();
      await settle();
      expect(sent.now).toBe(expected);
    }
    const good = new FakeConnection(taking());
    channel.attach(good);
    channel.start();
    await expect(channel.send(null, bytes(1))).resolves.toBe(1);
  });

  it('ends with its channel, whether sent or not', async () => {
    const { channel, scope } = openChannel();
    const connection = new FakeConnection(taking());
    channel.attach(connection);
    channel.start();
    const sent = fate(channel.trickle(bob, bytes(1)));
    await settle();
    connection.end();
    const waiting = fate(channel.trickle(bob, bytes(2)));
    scope.close();
    await settle();
    expect([sent.now, waiting.now]).toEqual(['connection-lost', 'connection-lost']);
    expect(await rejectedCode(channel.trickle(bob, bytes(3)))).toBe('connection-lost');
  });

  it('is of a size that the relay takes', async () => {
    const { channel } = openChannel();
    const large = new Uint8Array(limits.relayPayloadBytes + 1);
    expect(await rejectedCode(channel.trickle(bob, large))).toBe('too-large');
  });
});
