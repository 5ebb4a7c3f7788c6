import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  encodeEnvelope,
  parseEnvelope,
  type RelayEnvelope,
} from '../../../../src/crypto/messages/relay-envelope.ts';

const bytes = (minLength: number, maxLength = minLength) =>
  fc.uint8Array({ minLength, maxLength }).map((array) => new Uint8Array(array));

const envelope: fc.Arbitrary<RelayEnvelope> = fc.oneof(
  fc.record({ kind: fc.constantFrom('mls' as const, 'file-chunk' as const), bytes: bytes(0, 64) }),
  fc.record({ kind: fc.constantFrom('come-back' as const, 'knock-wanted' as const) }),
  fc.record({ kind: fc.constant('return-wanted' as const), pskId: bytes(16) }),
  fc.record({ kind: fc.constant('challenge' as const), challenge: bytes(32) }),
  fc.record({
    kind: fc.constantFrom('rejoin' as const, 'knock' as const),
    pskId: bytes(16),
    sealed: bytes(0, 64),
  }),
);

describe('what lies in a relayed message', () => {
  it('comes out as it went in', () => {
    fc.assert(
      fc.property(envelope, (one) => {
        expect(parseEnvelope(encodeEnvelope(one))).toEqual(one);
      }),
    );
  });

  it('has one encoding: what parses encodes to the same bytes', () => {
    fc.assert(
      fc.property(bytes(0, 80), (raw) => {
        const parsed = parseEnvelope(raw);
        expect(parsed === null ? raw : encodeEnvelope(parsed)).toEqual(raw);
      }),
    );
  });

  it.each([
    ['nothing', []],
    ['an unknown kind', [8]],
    ['a come-back with something behind it', [1, 0]],
    ['half a psk id', [2, ...Array<number>(15).fill(1)]],
    ['a challenge that is too long', [3, ...Array<number>(33).fill(1)]],
  ])('refuses %s', (_what, raw) => {
    expect(parseEnvelope(new Uint8Array(raw))).toBeNull();
  });
});
