import { createHash, createPublicKey, verify } from 'node:crypto';
import { concatBytes, utf8, type Bytes } from '../../../src/base/bytes.ts';
import type { NoteId } from '../../../src/contract/ids.ts';
import { decodeChecked } from '../../../src/contract/schema.ts';
import { u32, u48 } from '../header/byte-reader.ts';

/** What a therapist signs of a note. */
export interface NoteStatement {
  readonly noteId: NoteId;
  /** 0 for the note itself; its amendments count from 1. */
  readonly number: number;
  readonly text: string;
  readonly signedAtMs: number;
}

/** DER of an Ed25519 public key up to the key itself (RFC 8410 §4). */
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');

/** label · note id 16 · number 4 · when, in milliseconds since 1970, 6 · SHA-256 of the text's UTF-8 32 */
export function encodeNoteStatement({ noteId, number, text, signedAtMs }: NoteStatement): Bytes {
  const hash = new Uint8Array(createHash('sha256').update(text, 'utf8').digest());
  return concatBytes(
    utf8('quietroom/note/1'),
    decodeChecked(noteId),
    u32(number),
    u48(signedAtMs),
    hash,
  );
}

/** Whether whoever has this key signed exactly this. */
export function isNoteSignature(
  statement: NoteStatement,
  signature: Bytes,
  publicKey: Bytes,
): boolean {
  const spki = Buffer.concat([spkiPrefix, publicKey]);
  const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  return verify(null, encodeNoteStatement(statement), key, signature);
}
