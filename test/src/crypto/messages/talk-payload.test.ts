import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatBytes, utf8, type Bytes } from '../../../../src/base/bytes.ts';
import { encodeManifest, type FileManifest } from '../../../../src/crypto/files/file-manifest.ts';
import { maxPayloadBytes } from '../../../../src/crypto/messages/session-message.ts';
import {
  encodeTalk,
  isChatText,
  isTalk,
  maxChatCharacters,
  parseTalk,
  talkTypes,
  type TalkPayload,
} from '../../../../src/crypto/messages/talk-payload.ts';
import { bytes as fromHex, hex as toHex } from '../../../support/hex.ts';

const bytes = (minLength: number, maxLength = minLength): fc.Arbitrary<Bytes> =>
  fc.uint8Array({ minLength, maxLength }).map((array) => new Uint8Array(array));

const manifest: fc.Arbitrary<FileManifest> = fc.record({
  id: bytes(16),
  key: bytes(32),
  sizeBytes: fc.integer({ min: 0, max: 25 * 1024 * 1024 }),
  sha256: bytes(32),
  name: fc.constantFrom('a', 'work sheet.pdf', 'Übung 3 – Atmen.odt'),
});

const payload: fc.Arbitrary<TalkPayload> = fc.oneof(
  fc.record({
    type: fc.constant('chat' as const),
    id: bytes(16),
    text: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }).filter(isChatText),
  }),
  fc.record({ type: fc.constantFrom('heard' as const, 'file-received' as const), id: bytes(16) }),
  fc.record({ type: fc.constant('file-offer' as const), manifest }),
  fc.record({ type: fc.constant('file-wanted' as const), id: bytes(16), next: fc.nat(400) }),
  fc.record({
    type: fc.constant('file-ended' as const),
    id: bytes(16),
    reason: fc.constantFrom('cancelled' as const, 'no-room' as const, 'broken' as const),
  }),
  fc.record({
    type: fc.constant('aside' as const),
    id: bytes(16),
    said: fc.constantFrom('away' as const, 'not-safe' as const, 'back' as const),
  }),
  fc.record({ type: fc.constant('aside-heard' as const), id: bytes(16) }),
);

const id = new Uint8Array(16).map((_, at) => at);
const idHex = '000102030405060708090a0b0c0d0e0f';

describe('chat and files in a message', () => {
  it('come out as they went in', () => {
    fc.assert(
      fc.property(payload, (one) => {
        expect(parseTalk(encodeTalk(one))).toEqual(one);
      }),
    );
  });

  it('have one encoding: what parses encodes to the same bytes', () => {
    const near = fc.tuple(payload, fc.nat(), fc.nat(255)).map(([one, at, byte]) => {
      const raw = encodeTalk(one);
      raw[at % raw.length] = byte;
      return raw;
    });
    fc.assert(
      fc.property(fc.oneof(bytes(0, 80), near), (raw) => {
        const parsed = parseTalk(raw);
        expect(parsed === null ? raw : encodeTalk(parsed)).toEqual(raw);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each<[string, TalkPayload, string]>([
    ['chat', { type: 'chat', id, text: 'ä\n…' }, `01${idHex}c3a40ae280a6`],
    ['heard', { type: 'heard', id }, `02${idHex}`],
    ['file wanted', { type: 'file-wanted', id, next: 258 }, `04${idHex}00000102`],
    ['file received', { type: 'file-received', id }, `05${idHex}`],
    ['file cancelled', { type: 'file-ended', id, reason: 'cancelled' }, `06${idHex}01`],
    ['file without room', { type: 'file-ended', id, reason: 'no-room' }, `06${idHex}02`],
    ['file broken', { type: 'file-ended', id, reason: 'broken' }, `06${idHex}03`],
    ['turned away', { type: 'aside', id, said: 'away' }, `07${idHex}01`],
    ['not safe', { type: 'aside', id, said: 'not-safe' }, `07${idHex}02`],
    ['back', { type: 'aside', id, said: 'back' }, `07${idHex}03`],
    ['a sign that was heard', { type: 'aside-heard', id }, `08${idHex}`],
  ])('look on the wire as they always have: %s', (_what, one, hex) => {
    expect(toHex(encodeTalk(one))).toBe(hex);
    expect(parseTalk(fromHex(hex))).toEqual(one);
  });

  it('carry an offer as a manifest behind its byte', () => {
    const one: FileManifest = {
      id,
      key: new Uint8Array(32),
      sizeBytes: 1,
      sha256: new Uint8Array(32),
      name: 'a',
    };
    const raw = encodeTalk({ type: 'file-offer', manifest: one });
    expect(raw).toEqual(concatBytes(new Uint8Array([3]), encodeManifest(one)));
  });

  it('fit a message of the group, however long they may be', () => {
    const text = '\u{2026}'.repeat(maxChatCharacters);
    expect(encodeTalk({ type: 'chat', id, text }).length).toBeLessThanOrEqual(maxPayloadBytes);
  });

  it('are the first fifteen kinds of application messages', () => {
    expect([0, 1, 15, 16].map((byte) => isTalk(new Uint8Array([byte])))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(isTalk(new Uint8Array())).toBe(false);
    expect(Object.values(talkTypes).every(({ byte }) => isTalk(new Uint8Array([byte])))).toBe(true);
  });

  it.each<[string, Bytes]>([
    ['nothing', new Uint8Array()],
    ['a kind of the future', concatBytes(new Uint8Array([9]), id)],
    ['a message without words', concatBytes(new Uint8Array([1]), id)],
    ['a message of spaces', concatBytes(new Uint8Array([1]), id, utf8(' \n '))],
    ['bytes that are no UTF-8', concatBytes(new Uint8Array([1]), id, new Uint8Array([0xc3, 0x28]))],
    ['an overlong encoding', concatBytes(new Uint8Array([1]), id, new Uint8Array([0xc0, 0x80]))],
    ['a terminal’s escape', concatBytes(new Uint8Array([1]), id, utf8('a\u001b[2J'))],
    ['a carriage return', concatBytes(new Uint8Array([1]), id, utf8('a\r\nb'))],
    ['a control of C1', concatBytes(new Uint8Array([1]), id, utf8('a\u0085'))],
    ['too many words', concatBytes(new Uint8Array([1]), id, utf8('a'.repeat(4_001)))],
    ['half an id', new Uint8Array([2, 1, 2, 3])],
    ['an id with something behind it', concatBytes(new Uint8Array([2]), id, new Uint8Array([0]))],
    ['an end without a reason', concatBytes(new Uint8Array([6]), id, new Uint8Array([0]))],
    ['a sign that means nothing', concatBytes(new Uint8Array([7]), id, new Uint8Array([4]))],
    ['an offer that is no manifest', new Uint8Array([3, 0xa0])],
  ])('refuse %s', (_what, raw) => {
    expect(parseTalk(raw)).toBeNull();
  });

  it.each([
    ['nothing', ''],
    ['a space', ' '],
    ['too many words', 'a'.repeat(4_001)],
    ['a zero', 'a\u0000'],
    ['a carriage return', 'a\r'],
    ['half a character', '\ud800'],
  ])('are not made of %s', (_what, text) => {
    expect(isChatText(text)).toBe(false);
    expect(() => encodeTalk({ type: 'chat', id, text })).toThrow(RangeError);
  });
});
