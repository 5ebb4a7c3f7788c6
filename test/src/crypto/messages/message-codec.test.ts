import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatBytes, type Bytes } from '../../../../src/base/bytes.ts';
import { encodeMessage, parseMessage } from '../../../../src/crypto/messages/message-codec.ts';
import {
  maxPayloadBytes,
  mayItSend,
  messageTypes,
  type SessionMessage,
} from '../../../../src/crypto/messages/session-message.ts';
import { hex } from '../../../support/hex.ts';

const bytesOf = (size: number): fc.Arbitrary<Bytes> =>
  fc.uint8Array({ minLength: size, maxLength: size }).map((one) => new Uint8Array(one));
const u32 = fc.nat({ max: 0xffff_ffff });
const counters = fc.array(
  fc.record({ kid: fc.nat({ max: 1023 }), ctr: fc.nat({ max: 2 ** 48 }) }),
  { maxLength: 4 },
);
const leaf = fc.nat({ max: 15 });
const captures = ['hidden', 'visible', 'impossible', 'unknown'] as const;
const rules = ['warn', 'audio-only', 'refuse'] as const;

const anyMessage: fc.Arbitrary<SessionMessage> = fc.oneof(
  fc.record({
    type: fc.constant('hello' as const),
    nonce: bytesOf(32),
    startedMs: fc.nat({ max: 2 ** 52 }),
  }),
  fc.record({
    type: fc.constant('join-psk' as const),
    pskId: bytesOf(16),
    pskNonce: bytesOf(64),
    joinPsk: bytesOf(32),
  }),
  fc.record({ type: fc.constant('reveal' as const), nonce: bytesOf(32) }),
  fc.record({
    type: fc.constant('beat' as const),
    m: u32,
    counters,
    echoes: fc.array(fc.record({ leaf, n: u32 }), { maxLength: 16 }),
  }),
  fc.record({ type: fc.constant('answer' as const), m: u32, n: u32, counters }),
  fc.record({
    type: fc.constant('seating' as const),
    seats: fc.array(
      fc.record({
        leaf,
        seat: bytesOf(16),
        kind: fc.constantFrom('therapist' as const, 'app' as const, 'browser' as const),
      }),
      { maxLength: 16 },
    ),
  }),
  fc.record({
    type: fc.constant('private' as const),
    recipient: leaf,
    kemOutput: bytesOf(1120),
    sealed: bytesOf(40),
  }),
  fc.record({
    type: fc.constant('app' as const),
    payload: fc.uint8Array({ maxLength: 200 }).map((one) => new Uint8Array(one)),
  }),
  fc.record({ type: fc.constant('protection' as const), capture: fc.constantFrom(...captures) }),
  fc.record({ type: fc.constant('rule' as const), rule: fc.constantFrom(...rules) }),
);

describe('session messages', () => {
  it('read back', () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        expect(parseMessage(encodeMessage(message))).toEqual(message);
      }),
    );
  });

  it('have one encoding each', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), (random) => {
        const input = new Uint8Array(random);
        const message = parseMessage(input);
        expect(message === null || hex(encodeMessage(message)) === hex(input)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('with a fixed layout are refused when cut short or made longer', () => {
    fc.assert(
      fc.property(anyMessage, fc.nat(), (message, at) => {
        if (message.type === 'app' || message.type === 'private') return;
        const encoded = encodeMessage(message);
        expect(parseMessage(encoded.subarray(0, at % encoded.length))).toBeNull();
        expect(parseMessage(concatBytes(encoded, new Uint8Array(1)))).toBeNull();
      }),
    );
  });

  it('lie as the protocol says', () => {
    expect(
      hex(
        encodeMessage({
          type: 'beat',
          m: 258,
          counters: [{ kid: 0x101, ctr: 5 }],
          echoes: [{ leaf: 2, n: 7 }],
        }),
      ),
    ).toBe('04' + '00000102' + '0001' + '0101' + '0000000000000005' + '0001' + '02' + '00000007');
  });

  it.each([0, 9, 255])('of type %d are refused', (type) => {
    expect(parseMessage(new Uint8Array([type]))).toBeNull();
  });

  it('are refused when they are too large', () => {
    const payload = new Uint8Array(maxPayloadBytes);
    expect(parseMessage(encodeMessage({ type: 'app', payload }))).not.toBeNull();
    const larger = new Uint8Array(1 + maxPayloadBytes + 1).fill(0);
    larger[0] = messageTypes.app.byte;
    expect(parseMessage(larger)).toBeNull();
    expect(() =>
      encodeMessage({ type: 'app', payload: new Uint8Array(maxPayloadBytes + 1) }),
    ).toThrow(RangeError);
  });

  it('of the therapist come from leaf 0 only, of guests from any other', () => {
    expect([mayItSend('beat', 0), mayItSend('beat', 1)]).toEqual([true, false]);
    expect([mayItSend('answer', 0), mayItSend('answer', 1)]).toEqual([false, true]);
    expect([mayItSend('app', 0), mayItSend('app', 1)]).toEqual([true, true]);
  });
});
