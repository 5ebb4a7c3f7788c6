import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRelayChannel } from '../../../renderer/platform/relay-channel.ts';
import { Scope } from '../../../src/base/scope.ts';
import type { SeatId } from '../../../src/contract/ids.ts';
import { limits } from '../../../src/contract/limits.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { FakeClock, settle } from '../../support/fake-clock.ts';
import { testId } from '../../support/fake-ids.ts';
import { countingRandom } from '../../support/fake-random.ts';
import { FakeConnection, type Answers } from '../../support/fake-signaling.ts';
import { LossyRelay, type Fate } from '../../support/lossy-relay.ts';
import { recordingLog } from '../../support/recording-log.ts';

const [alice, bob] = [testId<SeatId>(1), testId<SeatId>(2)];
const bytes = (...values: number[]): Uint8Array<ArrayBuffer> => Uint8Array.from(values);

function seatAt(seed: number) {
  const clock = new FakeClock();
  const scope = new Scope();
  const log = recordingLog();
  const received: number[] = [];
  const random = { bytes: (n: number) => countingRandomFrom(seed).bytes(n) };
  const channel = createRelayChannel({
    receive: (message) => {
      received.push(new DataView(message.payload.buffer).getUint16(0));
    },
    clock,
    random,
    log,
    scope,
  });
  return { channel, clock, scope, received, log };
}

const generators = new Map<number, ReturnType<typeof countingRandom>>();
function countingRandomFrom(seed: number) {
  const made = generators.get(seed) ?? countingRandom();
  generators.set(seed, made);
  return made;
}

function numbered(number: number): Uint8Array<ArrayBuffer> {
  return bytes(number >> 8, number & 255);
}

describe('a relay channel over a lossy network', () => {
  it('delivers each message exactly once and in order, both ways', async () => {
    const fates = fc.array(
      fc.oneof(
        { weight: 6, arbitrary: fc.constant('pass' as const) },
        { weight: 1, arbitrary: fc.constantFrom('lose-request', 'lose-answer', 'busy' as const) },
      ),
      { maxLength: 120 },
    );
    await fc.assert(
      fc.asyncProperty(fates, fc.integer({ min: 1, max: 25 }), async (plan, count) => {
        const queue = [...plan];
        const fate: Fate = () => queue.shift() ?? 'pass';
        const relay = new LossyRelay([alice, bob], fate);
        const ends = [
          { id: alice, to: bob, ...seatAt(1) },
          { id: bob, to: null, ...seatAt(2) },
        ];
        const connections = new Map<SeatId, FakeConnection>();
        for (let number = 0; number < count; number += 1) {
          for (const end of ends) void end.channel.send(end.to, numbered(number));
          if (number % 5 === 0) await settle();
        }
        for (let turn = 0; turn < 400; turn += 1) {
          for (const end of ends) {
            if (connections.get(end.id)?.isEnded !== false) {
              const connection = relay.connect(end.id);
              connections.set(end.id, connection);
              end.channel.attach(connection);
              relay.resend(end.id);
              end.channel.start();
            }
            await end.clock.advance(1_000);
          }
          const done = ends.every((end) => end.received.length >= count);
          if (done && relay.unacknowledged(alice) + relay.unacknowledged(bob) === 0) break;
        }
        const expected = Array.from({ length: count }, (_, number) => number);
        for (const end of ends) expect(end.received).toEqual(expected);
        expect(relay.unacknowledged(alice) + relay.unacknowledged(bob)).toBe(0);
      }),
      { numRuns: 60 },
    );
  });
});

interface Sent {
  readonly messageId: string;
  readonly payload: string;
  readonly after?: string;
}

function attached(answers: Answers) {
  const seat = seatAt(3);
  const connection = new FakeConnection(answers);
  seat.channel.attach(connection);
  return { ...seat, connection };
}

function message(sequence: number, id: number) {
  return { sequence, messageId: testId(id), from: alice, payload: 'AAE' };
}

describe('sending', () => {
  it('waits until the seat is in the session', async () => {
    const { channel, connection } = attached({ 'relay.send': () => ({ sequence: 4 }) });
    const sent = channel.send(bob, bytes(1));
    await settle();
    expect(connection.calls).toEqual([]);
    channel.start();
    await expect(sent).resolves.toBe(4);
  });

  it('has several messages under way, each behind the one before it', async () => {
    const answers: PromiseWithResolvers<unknown>[] = [];
    const { channel, connection } = attached({
      'relay.send': () => {
        const one = Promise.withResolvers<unknown>();
        answers.push(one);
        return one.promise;
      },
    });
    channel.start();
    const sent = Array.from({ length: 10 }, (_, number) => channel.send(bob, bytes(number)));
    await settle();
    const inputs = () => connection.calls.map(({ input }) => input as Sent);
    expect(inputs()).toHaveLength(8);
    answers[0]?.resolve({ sequence: 1 });
    await expect(sent[0]).resolves.toBe(1);
    await settle();
    expect(inputs()).toHaveLength(9);
    const names = inputs().map(({ messageId }) => messageId);
    expect(inputs().map(({ after }) => after)).toEqual([undefined, ...names.slice(0, -1)]);
  });

  it('sends again at once what only followed a message that was refused', async () => {
    const { channel, connection, clock } = attached({
      'relay.send': (input) => {
        const { payload, after } = input as Sent;
        if (payload === 'AQ') throw new AppError('not-found');
        if (after !== undefined) throw new AppError('too-many');
        return { sequence: 7 };
      },
    });
    channel.start();
    const [gone, next] = [channel.send(bob, bytes(1)), channel.send(null, bytes(2))];
    await expect(gone).rejects.toMatchObject({ code: 'not-found' });
    await expect(next).resolves.toBe(7);
    expect([connection.calls.length, clock.pending]).toEqual([3, 0]);
  });

  it('rejects what the server will never take, and goes on with the next', async () => {
    let first = true;
    const { channel } = attached({
      'relay.send': () => {
        if (!first) return { sequence: 1 };
        first = false;
        throw new AppError('not-found');
      },
    });
    channel.start();
    const [gone, next] = [channel.send(bob, bytes(1)), channel.send(null, bytes(2))];
    await expect(gone).rejects.toMatchObject({ code: 'not-found' });
    await expect(next).resolves.toBe(1);
  });

  it('bounds its queue and its messages', async () => {
    const { channel } = seatAt(4);
    const waiting = Array.from({ length: limits.relayBacklogMessages }, () =>
      channel.send(null, bytes(1)),
    );
    expect(waiting).toHaveLength(limits.relayBacklogMessages);
    await expect(channel.send(null, bytes(1))).rejects.toMatchObject({ code: 'too-many' });
    await expect(
      channel.send(null, new Uint8Array(limits.relayPayloadBytes + 1)),
    ).rejects.toMatchObject({ code: 'too-large' });
  });

  it('rejects what waits when its scope closes, and leaves no timer', async () => {
    const { channel, scope, clock } = attached({
      'relay.send': () => {
        throw new AppError('too-many');
      },
    });
    channel.start();
    const sent = channel.send(null, bytes(1));
    sent.catch(() => undefined);
    await settle();
    expect(clock.pending).toBe(1);
    scope.close();
    await expect(sent).rejects.toMatchObject({ code: 'connection-lost' });
    await expect(channel.send(null, bytes(1))).rejects.toMatchObject({ code: 'connection-lost' });
    expect(clock.pending).toBe(0);
  });
});

describe('receiving', () => {
  it('drops a message that comes again under a new number', async () => {
    const { connection, received } = attached({});
    connection.push('relay.message', message(1, 7));
    connection.push('relay.message', message(2, 7));
    await settle();
    expect(received).toEqual([1]);
  });

  it('hands on a few messages at a time, and acknowledges each with those before it', async () => {
    const underWay: PromiseWithResolvers<void>[] = [];
    const channel = createRelayChannel({
      receive: () => {
        const one = Promise.withResolvers<void>();
        underWay.push(one);
        return one.promise;
      },
      clock: new FakeClock(),
      random: countingRandom(),
      log: recordingLog(),
      scope: new Scope(),
    });
    const connection = new FakeConnection({});
    channel.attach(connection);
    for (let number = 1; number <= 10; number += 1) {
      connection.push('relay.message', message(number, number));
    }
    await settle();
    expect(underWay).toHaveLength(8);
    underWay[1]?.resolve();
    await settle();
    expect([underWay.length, connection.calls]).toEqual([8, []]);
    underWay[0]?.resolve();
    await settle();
    expect(underWay).toHaveLength(10);
    expect(connection.calls.at(-1)).toEqual({ name: 'relay.acknowledge', input: { sequence: 2 } });
  });

  it('acknowledges again what it has when the server sends it again', async () => {
    const { connection } = attached({});
    connection.push('relay.message', message(1, 7));
    await settle();
    connection.push('relay.message', message(1, 7));
    await settle();
    expect(connection.names).toEqual(['relay.acknowledge', 'relay.acknowledge']);
  });

  it('acknowledges a message that its receiver chokes on, and notes only the code', async () => {
    const log = recordingLog();
    const channel = createRelayChannel({
      receive: () => Promise.reject(new Error('some content')),
      clock: new FakeClock(),
      random: countingRandom(),
      log,
      scope: new Scope(),
    });
    const connection = new FakeConnection({});
    channel.attach(connection);
    connection.push('relay.message', message(1, 7));
    await settle();
    expect(connection.calls).toEqual([{ name: 'relay.acknowledge', input: { sequence: 1 } }]);
    expect(log.lines).toEqual([
      { level: 'error', event: 'relay-message-failed', fields: { code: 'internal' } },
    ]);
  });
});
