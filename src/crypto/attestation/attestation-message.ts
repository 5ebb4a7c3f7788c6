import { concatBytes, type Bytes } from '../../base/bytes.ts';
import { parseExact, u8, type ByteReader } from '../byte-layout.ts';
import { signatureSizeBytes } from '../ed25519.ts';
import type { AttestedGuest } from './record.ts';

// e2ee.md, Attestation: how the parties come to a record that all of them sign. u8 kind ‖ body, as messages of the
// application inside the group. Kinds 16 to 31 are kept for this.

/** What a guest says of the words, for the therapist's record. */
export type WordsAccount = AttestedGuest['words'];

export type AttestationMessage =
  /** The therapist: report, a record is being made. */
  | { readonly kind: 'report-wanted' }
  /** A guest's report of itself (`encodeReport`), and what it says of the words. */
  | { readonly kind: 'report'; readonly words: WordsAccount; readonly report: Bytes }
  /** The therapist's record (`encodeRecord`), for everybody to check and sign. */
  | { readonly kind: 'record'; readonly record: Bytes }
  /** A guest's signature over the last record. */
  | { readonly kind: 'signature'; readonly signature: Bytes }
  /** What came of it (`encodeSlip`). */
  | { readonly kind: 'slip'; readonly slip: Bytes }
  /** A guest is about to leave and would like a slip before. */
  | { readonly kind: 'leaving' };

type Kind = AttestationMessage['kind'];

const kindBytes = {
  'report-wanted': 16,
  report: 17,
  record: 18,
  signature: 19,
  slip: 20,
  leaving: 21,
} as const satisfies Record<Kind, number>;

const wordsBytes = {
  'not-compared': 0,
  confirmed: 1,
  different: 2,
} as const satisfies Record<WordsAccount, number>;

export function encodeAttestationMessage(message: AttestationMessage): Bytes {
  return concatBytes(u8(kindBytes[message.kind]), ...bodyOf(message));
}

/** @returns null unless it is exactly one of the kinds above. */
export function parseAttestationMessage(bytes: Bytes): AttestationMessage | null {
  return parseExact(bytes, (reader) => {
    const byte = reader.u8();
    const kind = (Object.keys(kindBytes) as Kind[]).find((one) => kindBytes[one] === byte);
    return kind ? readBody(kind, reader) : null;
  });
}

function bodyOf(message: AttestationMessage): readonly Bytes[] {
  switch (message.kind) {
    case 'report':
      return [u8(wordsBytes[message.words]), message.report];
    case 'record':
      return [message.record];
    case 'signature':
      return [message.signature];
    case 'slip':
      return [message.slip];
    case 'report-wanted':
    case 'leaving':
      return [];
  }
}

function readBody(kind: Kind, reader: ByteReader): AttestationMessage | null {
  switch (kind) {
    case 'report': {
      const words = readWords(reader.u8());
      return words ? { kind, words, report: reader.rest() } : null;
    }
    case 'record':
      return { kind, record: reader.rest() };
    case 'signature':
      return { kind, signature: reader.bytes(signatureSizeBytes) };
    case 'slip':
      return { kind, slip: reader.rest() };
    case 'report-wanted':
    case 'leaving':
      return { kind };
  }
}

function readWords(byte: number): WordsAccount | undefined {
  return (Object.keys(wordsBytes) as WordsAccount[]).find((one) => wordsBytes[one] === byte);
}
