import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  encodeAttestationMessage,
  parseAttestationMessage,
  type AttestationMessage,
} from '../../../../src/crypto/attestation/attestation-message.ts';

const bytes = (minLength: number, maxLength = minLength) =>
  fc.uint8Array({ minLength, maxLength }).map((array) => new Uint8Array(array));

const message: fc.Arbitrary<AttestationMessage> = fc.oneof(
  fc.record({ kind: fc.constantFrom('report-wanted' as const, 'leaving' as const) }),
  fc.record({
    kind: fc.constant('report' as const),
    words: fc.constantFrom('not-compared' as const, 'confirmed' as const, 'different' as const),
    report: bytes(0, 64),
  }),
  fc.record({ kind: fc.constant('record' as const), record: bytes(0, 64) }),
  fc.record({ kind: fc.constant('signature' as const), signature: bytes(64) }),
  fc.record({ kind: fc.constant('slip' as const), slip: bytes(0, 64) }),
);

describe('messages of the attestation', () => {
  it('come out as they went in, and have one encoding', () => {
    fc.assert(
      fc.property(message, (one) => {
        expect(parseAttestationMessage(encodeAttestationMessage(one))).toEqual(one);
      }),
    );
    fc.assert(
      fc.property(bytes(0, 80), (raw) => {
        const parsed = parseAttestationMessage(raw);
        expect(parsed === null ? raw : encodeAttestationMessage(parsed)).toEqual(raw);
      }),
    );
  });

  it.each([
    ['nothing', []],
    ['a kind of somebody else’s', [1]],
    ['words that do not exist', [17, 3]],
    ['half a signature', [19, ...Array<number>(63).fill(1)]],
    ['something behind a request', [16, 0]],
  ])('are not %s', (_what, raw) => {
    expect(parseAttestationMessage(new Uint8Array(raw))).toBeNull();
  });
});
