import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PushData } from '../../../src/contract/contract.ts';
import type { SeatId } from '../../../src/contract/ids.ts';
import type { Signaling } from '../../../src/contract/signaling.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { Relay } from '../../../server/room/relay.ts';

type Message = PushData<Signaling, 'relay.message'>;

const [a, b, c] = ['a', 'b', 'c'] as [SeatId, SeatId, SeatId];

function setUp({ backlogMessages = 4, backlogBytes = 1_000, members = [a, b, c] } = {}) {
  const received = new Map<SeatId, Message[]>();
  const delivered: [SeatId, SeatId, number][] = [];
  const relay = new Relay({
    backlogMessages,
    backlogBytes,
    toReceiver: (seatId, message) => {
      received.set(seatId, [...(received.get(seatId) ?? []), message]);
    },
    toSender: (sender, { seatId, sequence }) => {
      delivered.push([sender, seatId, sequence]);
    },
  });
  for (const member of members) {
    relay.join(member);
    relay.goOnline(member);
  }
  let lastId = 0;
  const send = (from: SeatId, to: SeatId | null, payload = 'AAAA') => {
    lastId += 1;
    return relay.send(from, { messageId: `m${lastId}`, to, payload });
  };
  const sequences = (seatId: SeatId) => (received.get(seatId) ?? []).map((one) => one.sequence);
  return { relay, send, received, delivered, sequences };
}

describe('Relay', () => {
  it('carries a message to one seat, with its sender', () => {
    const { relay, received } = setUp();
    const sequence = relay.send(a, { messageId: 'm', to: b, payload: 'AAAA' });
    expect(received.get(b)).toEqual([{ sequence, messageId: 'm', from: a, payload: 'AAAA' }]);
    expect(received.get(c)).toBeUndefined();
  });

  it('carries a message to all others, but not back', () => {
    const { send, sequences } = setUp();
    send(a, null);
    expect([a, b, c].map(sequences)).toEqual([[], [1], [1]]);
  });

  it('turns away what follows a message that is not here, and takes it behind that one', () => {
    const { relay, sequences } = setUp();
    const [first, second] = ['m1', 'm2'].map((messageId) => ({
      messageId,
      to: b,
      payload: 'AAAA',
    }));
    if (!first || !second) throw new Error('two messages');
    const following = { ...second, after: 'm1' };
    expect(() => relay.send(a, following)).toThrow('too-many');
    // Another seat's message of that name is no reason.
    relay.send(c, first);
    expect(() => relay.send(a, following)).toThrow('too-many');
    relay.send(a, first);
    expect(relay.send(a, following)).toBe(3);
    expect(sequences(b)).toEqual([1, 2, 3]);
  });

  it('numbers messages over the whole room', () => {
    const { send } = setUp();
    expect([send(a, b), send(b, null), send(c, a)]).toEqual([1, 2, 3]);
  });

  it('takes a message that is sent again only once', () => {
    const { relay, sequences } = setUp();
    const first = relay.send(a, { messageId: 'm', to: b, payload: 'AAAA' });
    const again = relay.send(a, { messageId: 'm', to: b, payload: 'AAAA' });
    expect(again).toBe(first);
    expect(sequences(b)).toEqual([1]);
  });

  it('keeps the ids of two senders apart', () => {
    const { relay, sequences } = setUp();
    relay.send(a, { messageId: 'm', to: c, payload: 'AAAA' });
    relay.send(b, { messageId: 'm', to: c, payload: 'AAAA' });
    expect(sequences(c)).toEqual([1, 2]);
  });

  it('refuses a message to oneself, to a stranger, and from one', () => {
    const { send } = setUp({ members: [a] });
    expect(() => send(a, a)).toThrow('not-found');
    expect(() => send(a, b)).toThrow('not-found');
    expect(() => send(b, a)).toThrow('not-admitted');
  });

  it('keeps messages for a seat that is offline and sends them in order when it returns', () => {
    const { relay, send, sequences } = setUp();
    relay.goOffline(b);
    send(a, b);
    send(c, b);
    expect(sequences(b)).toEqual([]);
    relay.goOnline(b);
    send(a, b);
    expect(sequences(b)).toEqual([1, 2, 3]);
  });

  it('sends again what was not acknowledged, and nothing that was', () => {
    const { relay, send, sequences } = setUp();
    send(a, b);
    send(a, b);
    relay.acknowledge(b, 1);
    relay.goOffline(b);
    relay.goOnline(b);
    expect(sequences(b)).toEqual([1, 2, 2]);
  });

  it('gives a seat nothing that was sent before it joined', () => {
    const { relay, send, sequences } = setUp({ members: [a, b] });
    send(a, null);
    relay.join(c);
    relay.goOnline(c);
    send(a, null);
    expect(sequences(c)).toEqual([2]);
  });

  it('fails the sender when a backlog is full, and then nobody gets the message', () => {
    const { relay, send, sequences } = setUp({ backlogMessages: 2 });
    relay.goOffline(b);
    send(a, b);
    send(a, b);
    expect(() => send(a, null)).toThrow('too-many');
    expect(sequences(c)).toEqual([]);
    relay.goOnline(b);
    relay.acknowledge(b, 2);
    send(a, null);
    expect(sequences(c)).toEqual([3]);
  });

  it('lets a message be sent again that failed', () => {
    const { relay, send, sequences } = setUp({ backlogMessages: 1 });
    send(a, b);
    const message = { messageId: 'later', to: b, payload: 'AAAA' };
    expect(() => relay.send(a, message)).toThrow('too-many');
    relay.acknowledge(b, 1);
    expect(relay.send(a, message)).toBe(2);
    expect(sequences(b)).toEqual([1, 2]);
  });

  it('bounds the bytes of a backlog', () => {
    const { send } = setUp({ backlogBytes: 10 });
    send(a, b, 'A'.repeat(8));
    expect(() => send(a, b, 'AAAA')).toThrow('too-many');
  });

  it('tells each sender how far its messages were acknowledged', () => {
    const { relay, send, delivered } = setUp();
    send(a, b);
    send(c, b);
    send(a, b);
    relay.acknowledge(b, 2);
    expect(delivered).toEqual([
      [a, b, 1],
      [c, b, 2],
    ]);
  });

  it('tells a sender that was away when it returns', () => {
    const { relay, send, delivered } = setUp();
    send(a, b);
    relay.goOffline(a);
    relay.acknowledge(b, 1);
    expect(delivered).toEqual([]);
    relay.goOnline(a);
    expect(delivered).toEqual([[a, b, 1]]);
  });

  it('refuses the acknowledgement of a message that was never sent', () => {
    const { relay, send } = setUp();
    send(a, b);
    expect(() => {
      relay.acknowledge(b, 2);
    }).toThrow('bad-request');
  });

  it('forgets a seat that left', () => {
    const { relay, send, delivered } = setUp();
    send(b, a);
    relay.leave(b);
    relay.acknowledge(a, 1);
    expect(delivered).toEqual([]);
    expect(() => send(a, b)).toThrow('not-found');
  });

  it('loses, doubles and reorders nothing for a receiver that acknowledges, whatever happens', () => {
    const step = fc.oneof(
      fc.record({
        do: fc.constant('send' as const),
        from: fc.constantFrom(a, b),
        toAll: fc.boolean(),
      }),
      fc.record({ do: fc.constantFrom('drop' as const, 'return' as const, 'ack' as const) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const { relay, send, received } = setUp({ backlogMessages: 8 });
        const sent: number[] = [];
        const taken: number[] = [];
        // The receiver acts as a client does: it takes each sequence once, in order.
        const take = (): void => {
          for (const { sequence } of received.get(c) ?? []) {
            if (sequence > (taken.at(-1) ?? 0)) taken.push(sequence);
          }
        };
        for (const one of steps) {
          if (one.do === 'send') {
            try {
              sent.push(send(one.from, one.toAll ? null : c));
            } catch (error) {
              if (AppError.from(error).code !== 'too-many') throw error;
            }
          } else if (one.do === 'drop') relay.goOffline(c);
          else if (one.do === 'return') relay.goOnline(c);
          else {
            take();
            relay.acknowledge(c, taken.at(-1) ?? 0);
          }
          // The others never fill up.
          relay.acknowledge(a, sent.at(-1) ?? 0);
          relay.acknowledge(b, sent.at(-1) ?? 0);
        }
        relay.goOffline(c);
        relay.goOnline(c);
        take();
        expect(taken).toEqual(sent);
      }),
    );
  });
});
