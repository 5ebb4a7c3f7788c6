import { expand, extract } from '@noble/hashes/hkdf.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { concatBytes, utf8, type Bytes } from '../../base/bytes.ts';

// e2ee.md, Joining 5: the first 44 bits of HKDF-SHA-512(ikm = epoch_authenticator, salt = nonce_T ‖ nonce_G,
// info = label ‖ T identity key ‖ G identity key, L = 6), most significant first, as four words of an 11-bit list.

const label = 'quietroom/safety-words/1';
const bitsPerWord = 11n;
const outputSizeBytes = 6;

/** Four words to be read aloud. */
export type SafetyWords = readonly [string, string, string, string];

/** What the words stand for. The epoch is the one that the guest's Add opened, and no other, ever. */
export interface SafetyWordInputs {
  readonly epochAuthenticator: Bytes;
  readonly therapistNonce: Bytes;
  readonly guestNonce: Bytes;
  readonly therapistKey: Bytes;
  readonly guestKey: Bytes;
}

/** Computes the words of one admission. */
export function safetyWords(inputs: SafetyWordInputs): SafetyWords {
  const salt = concatBytes(inputs.therapistNonce, inputs.guestNonce);
  const info = concatBytes(utf8(label), inputs.therapistKey, inputs.guestKey);
  const output = expand(
    sha512,
    extract(sha512, inputs.epochAuthenticator, salt),
    info,
    outputSizeBytes,
  );
  const bits = output.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const word = (index: bigint): string => {
    const shift = BigInt(outputSizeBytes * 8) - (index + 1n) * bitsPerWord;
    return wordlist[Number((bits >> shift) & ((1n << bitsPerWord) - 1n))] ?? '';
  };
  return [word(0n), word(1n), word(2n), word(3n)];
}
