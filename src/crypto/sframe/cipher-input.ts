import type { Bytes } from '../../base/bytes.ts';
import { nonceSizeBytes } from './suite.ts';

/** What a call of the cipher is given beside the frame, to be filled by whoever borrowed it. */
export class CipherInput {
  readonly nonce: Bytes = new Uint8Array(nonceSizeBytes);
  readonly #aads = new Map<number, Bytes>();

  /** Additional data of exactly this size. A track's frames have a few sizes of it only. */
  aad(sizeBytes: number): Bytes {
    const known = this.#aads.get(sizeBytes);
    if (known) return known;
    const aad = new Uint8Array(sizeBytes);
    this.#aads.set(sizeBytes, aad);
    return aad;
  }
}

/**
 * Lends inputs to one frame at a time. WebCrypto moves each small array that it is given for the first time, and for a
 * frame of speech that costs a quarter of the cipher; what is given again has moved already. Nothing is ever filled again
 * while a cipher works with it, whatever the engine copies when: a frame that finds the input lent out gets a fresh one.
 */
export class CipherInputLender {
  #idle: CipherInput | null = null;

  borrow(): CipherInput {
    const input = this.#idle ?? new CipherInput();
    this.#idle = null;
    return input;
  }

  /** Only once the cipher has answered. */
  giveBack(input: CipherInput): void {
    this.#idle = input;
  }
}
