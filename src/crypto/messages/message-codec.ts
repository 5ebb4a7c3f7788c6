import { assertNever } from '../../base/assert-never.ts';
import { concatBytes, type Bytes } from '../../base/bytes.ts';
import {
  listOf,
  parseExact,
  readList,
  u16,
  u32,
  u64,
  u8,
  type ByteReader,
} from '../byte-layout.ts';
import { allContexts, maxLeafIndex } from '../frames/kid.ts';
import type { KidCounter } from '../frames/key-ring.ts';
import { wordNonceSizeBytes } from '../join/commitment.ts';
import { suiteHashSizeBytes } from '../mls/suite.ts';
import { captures, rules } from './protection.ts';
import {
  maxPayloadBytes,
  memberKinds,
  messageTypes,
  type MemberKind,
  type PrivateItem,
  type Seating,
  type SessionMessage,
} from './session-message.ts';

const maxMembers = maxLeafIndex + 1;
const pskIdSizeBytes = 16;
const joinPskSizeBytes = 32;
const seatIdSizeBytes = 16;
const gcmOverheadBytes = 16;
/** X-Wing, draft-connolly-cfrg-xwing-kem. */
const kemOutputSizeBytes = 1120;

/** u8 type ‖ fields in the order of their declaration; counters and lists behind a u16 count. */
export function encodeMessage(message: SessionMessage): Bytes {
  return concatBytes(u8(messageTypes[message.type].byte), encodeBody(message));
}

/** @returns null unless it is exactly one message of the table, in its one encoding. */
export function parseMessage(bytes: Bytes): SessionMessage | null {
  return parseExact(bytes, (reader) => {
    const byte = reader.u8();
    const type = (Object.keys(messageTypes) as SessionMessage['type'][]).find(
      (one) => messageTypes[one].byte === byte,
    );
    return type ? readBody(type, reader) : null;
  });
}

function encodeBody(message: SessionMessage): Bytes {
  switch (message.type) {
    case 'hello':
      return concatBytes(message.nonce, u64(message.startedMs));
    case 'join-psk':
      return concatBytes(message.pskId, message.pskNonce, message.joinPsk);
    case 'reveal':
      return message.nonce;
    case 'beat':
      return concatBytes(
        u32(message.m),
        encodeCounters(message.counters),
        listOf(message.echoes.map(({ leaf, n }) => concatBytes(u8(leaf), u32(n)))),
      );
    case 'answer':
      return concatBytes(u32(message.m), u32(message.n), encodeCounters(message.counters));
    case 'seating':
      return listOf(
        message.seats.map(({ leaf, seat, kind }) =>
          concatBytes(u8(leaf), seat, u8(memberKinds[kind])),
        ),
      );
    case 'private':
      return concatBytes(u8(message.recipient), message.kemOutput, message.sealed);
    case 'app':
      if (message.payload.length > maxPayloadBytes) throw new RangeError('payload too large');
      return message.payload;
    case 'protection':
      return u8(captures.indexOf(message.capture));
    case 'rule':
      return u8(rules.indexOf(message.rule));
    default:
      return assertNever(message, 'encodeBody');
  }
}

function readBody(type: SessionMessage['type'], reader: ByteReader): SessionMessage | null {
  switch (type) {
    case 'hello':
      return { type, nonce: reader.bytes(wordNonceSizeBytes), startedMs: reader.u53() };
    case 'join-psk':
      return {
        type,
        pskId: reader.bytes(pskIdSizeBytes),
        pskNonce: reader.bytes(suiteHashSizeBytes),
        joinPsk: reader.bytes(joinPskSizeBytes),
      };
    case 'reveal':
      return { type, nonce: reader.bytes(wordNonceSizeBytes) };
    case 'beat':
      return {
        type,
        m: reader.u32(),
        counters: readCounters(reader),
        echoes: readList(reader, maxMembers, (one) => ({ leaf: one.u8(), n: one.u32() })),
      };
    case 'answer':
      return { type, m: reader.u32(), n: reader.u32(), counters: readCounters(reader) };
    case 'seating':
      return readSeating(reader);
    case 'private':
      return readPrivate(reader);
    case 'app':
      return reader.remaining <= maxPayloadBytes ? { type, payload: reader.rest() } : null;
    case 'protection': {
      const capture = captures[reader.u8()];
      return capture ? { type, capture } : null;
    }
    case 'rule': {
      const rule = rules[reader.u8()];
      return rule ? { type, rule } : null;
    }
    default:
      return assertNever(type, 'readBody');
  }
}

function readSeating(reader: ByteReader): Seating | null {
  const seats = readList(reader, maxMembers, (one) => ({
    leaf: one.u8(),
    seat: one.bytes(seatIdSizeBytes),
    kind: readKind(one.u8()),
  }));
  const known = seats.flatMap(({ kind, ...one }) => (kind ? [{ ...one, kind }] : []));
  return known.length === seats.length ? { type: 'seating', seats: known } : null;
}

function readKind(byte: number): MemberKind | undefined {
  return (Object.keys(memberKinds) as MemberKind[]).find((one) => memberKinds[one] === byte);
}

function readPrivate(reader: ByteReader): PrivateItem | null {
  const recipient = reader.u8();
  const kemOutput = reader.bytes(kemOutputSizeBytes);
  const { remaining } = reader;
  if (remaining < gcmOverheadBytes || remaining > maxPayloadBytes + gcmOverheadBytes) return null;
  return { type: 'private', recipient, kemOutput, sealed: reader.rest() };
}

function encodeCounters(counters: readonly KidCounter[]): Bytes {
  return listOf(counters.map(({ kid, ctr }) => concatBytes(u16(kid), u64(ctr))));
}

function readCounters(reader: ByteReader): readonly KidCounter[] {
  return readList(reader, allContexts.length, (one) => ({ kid: one.u16(), ctr: one.u53() }));
}
