import type { Bytes } from '../../base/bytes.ts';
import {
  bytesOf,
  list,
  map,
  oneOf,
  parseCbor,
  text,
  uint,
  type Shaped,
} from '../cbor/cbor-shape.ts';
import { encodeCbor } from '../cbor/encode-cbor.ts';
import { publicKeySizeBytes } from '../ed25519.ts';
import { hashSizeBytes } from '../hkdf.ts';
import { roomSizeBytes } from '../identity/credential.ts';
import { groupIdSizeBytes, suiteName } from '../mls/suite-name.ts';

// e2ee.md, Attestation. No names, no content: keys, times, counts. Times are milliseconds since 1970.

const maxGuests = 15;
const maxGroups = 64;
const maxEpochs = 4096;
const maxIntervals = 256;

const identity = bytesOf(publicKeySizeBytes);
const interval = map({ from: uint(), to: uint() });

/** A guest as the session saw it: kind and words are the therapist's account, checked against the guest's own. */
const guest = map({
  identity,
  kind: oneOf('app', 'browser'),
  admitted: list(uint(), maxIntervals),
  words: oneOf('confirmed', 'different', 'not-compared'),
});

const group = map({
  id: bytesOf(groupIdSizeBytes),
  epochs: list(map({ epoch: uint(), authenticator: bytesOf(hashSizeBytes) }), maxEpochs),
});

/** What both sides have in their own logs. */
const common = {
  v: oneOf(1),
  room: bytesOf(roomSizeBytes),
  suite: oneOf(suiteName),
  start: uint(),
  end: uint(),
  therapist: identity,
  guests: list(guest, maxGuests),
  /** When somebody was away: `to` is the end of the session for whoever did not come back. */
  drops: list(map({ identity, from: uint(), to: uint() }), maxIntervals),
  groups: list(group, maxGroups),
};

/** What one party says of itself. "Reported by", never "was". */
const report = map({
  identity,
  app: text(64),
  runtime: text(64),
  capture: oneOf('hidden', 'visible', 'impossible', 'unknown'),
  recording: oneOf('none', 'suspected', 'unknown'),
  /** Frames dropped for want of a key. */
  dropped: uint(),
  /** Stretches with a live track and no encryption. */
  clear: list(interval, maxIntervals),
});

const record = map({ ...common, reports: list(report, maxGuests + 1) });

export type AttestationRecord = Shaped<typeof record>;
export type PartyReport = Shaped<typeof report>;
export type AttestedGuest = Shaped<typeof guest>;

/** The canonical bytes of a record: they are what is signed. */
export function encodeRecord(value: AttestationRecord): Bytes {
  return encodeCbor(value);
}

/** @returns null unless it is a canonical record of this version. */
export function parseRecord(bytes: Bytes): AttestationRecord | null {
  return parseCbor(record, bytes);
}

/** The canonical bytes of one party's report, on its way to the therapist. */
export function encodeReport(value: PartyReport): Bytes {
  return encodeCbor(value);
}

/** @returns null unless it is a canonical report. */
export function parseReport(bytes: Bytes): PartyReport | null {
  return parseCbor(report, bytes);
}
