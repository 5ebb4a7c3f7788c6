import { toBase64Url } from '../../base/base64url.ts';
import type { Bytes } from '../../base/bytes.ts';
import {
  bytesOf,
  bytesUpTo,
  list,
  map,
  oneOf,
  parseCbor,
  type Shaped,
} from '../cbor/cbor-shape.ts';
import { encodeCbor } from '../cbor/encode-cbor.ts';
import { publicKeySizeBytes, signatureSizeBytes, verifyEd25519 } from '../ed25519.ts';
import { encodeStatement } from '../identity/identity-statement.ts';
import { parseRecord, type AttestationRecord } from './record.ts';

// A slip is a record with the signatures of those who agreed to it. It is verified offline, from its bytes alone.

const maxRecordBytes = 1024 * 1024;

const signature = map({
  identity: bytesOf(publicKeySizeBytes),
  signature: bytesOf(signatureSizeBytes),
});

const slip = map({
  v: oneOf(1),
  record: bytesUpTo(maxRecordBytes),
  signatures: list(signature, 16),
});

export type RecordSignature = Shaped<typeof signature>;

/** The bytes that are stored and handed on. */
export function encodeSlip(record: Bytes, signatures: readonly RecordSignature[]): Bytes {
  return encodeCbor({ v: 1, record, signatures });
}

/** @returns the record inside a slip, unverified; null when it is none */
export function slipRecord(bytes: Bytes): Bytes | null {
  return parseCbor(slip, bytes)?.record ?? null;
}

/** Whether a signature over a record holds. */
function isSigned(record: Bytes, { identity, signature: made }: RecordSignature): boolean {
  return verifyEd25519(identity, encodeStatement({ kind: 'attestation', record }), made);
}

/** Why a session is not attested as clean. Each is something that one party reported, or did not. */
export type Blemish =
  | 'browser-guest'
  | 'sent-in-clear'
  | 'words-differ'
  | 'signature-missing'
  | 'report-missing'
  /** Nobody came, or no media flowed. */
  | 'empty';

/** What a verifier finds. `clean`: encrypted end to end all the time, as every party reports and has signed. */
export type Verdict =
  | { readonly valid: false; readonly problem: 'malformed' | 'bad-signature' | 'foreign-signature' }
  | {
      readonly valid: true;
      readonly record: AttestationRecord;
      /** Identity keys in base64url. */
      readonly signedBy: readonly string[];
      readonly blemishes: readonly Blemish[];
      readonly clean: boolean;
    };

/** Verifies a slip from its bytes. Any signature that does not hold makes all of it invalid. */
export function verifySlip(bytes: Bytes): Verdict {
  const parsed = parseCbor(slip, bytes);
  const record = parsed && parseRecord(parsed.record);
  if (!record) return { valid: false, problem: 'malformed' };
  const parties = partiesOf(record);
  const signedBy = parsed.signatures.map(({ identity }) => toBase64Url(identity));
  if (hasTwins(signedBy) || hasTwins(parties)) return { valid: false, problem: 'malformed' };
  if (!signedBy.every((one) => parties.includes(one))) {
    return { valid: false, problem: 'foreign-signature' };
  }
  if (!parsed.signatures.every((one) => isSigned(parsed.record, one))) {
    return { valid: false, problem: 'bad-signature' };
  }
  const blemishes = blemishesOf(record, parties, signedBy);
  return { valid: true, record, signedBy, blemishes, clean: blemishes.length === 0 };
}

function hasTwins(ids: readonly string[]): boolean {
  return new Set(ids).size !== ids.length;
}

function partiesOf({ therapist, guests }: AttestationRecord): readonly string[] {
  return [therapist, ...guests.map(({ identity }) => identity)].map(toBase64Url);
}

function blemishesOf(
  { guests, groups, reports }: AttestationRecord,
  parties: readonly string[],
  signedBy: readonly string[],
): readonly Blemish[] {
  const reporters = reports.map(({ identity }) => toBase64Url(identity));
  const found: readonly [Blemish, boolean][] = [
    ['browser-guest', guests.some(({ kind }) => kind === 'browser')],
    ['sent-in-clear', reports.some(({ clear }) => clear.length > 0)],
    ['words-differ', guests.some(({ words }) => words === 'different')],
    ['signature-missing', parties.some((one) => !signedBy.includes(one))],
    ['empty', guests.length === 0 || groups.length === 0],
    ['report-missing', parties.some((one) => !reporters.includes(one))],
  ];
  return found.filter(([, is]) => is).map(([blemish]) => blemish);
}
