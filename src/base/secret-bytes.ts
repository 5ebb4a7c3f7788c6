import type { Bytes } from './bytes.ts';

/**
 * Key material that cannot be printed or serialised by accident. Owns its bytes: who makes one hands them over, and
 * `wipe` overwrites them (best effort: the engine may have copied them before).
 */
export class SecretBytes {
  readonly #bytes: Bytes;
  #wiped = false;

  constructor(bytes: Bytes) {
    this.#bytes = bytes;
  }

  get sizeBytes(): number {
    return this.#bytes.length;
  }

  get isWiped(): boolean {
    return this.#wiped;
  }

  /**
   * Lends the bytes to `use`; they must not be kept.
   * @throws Error after `wipe`.
   */
  expose<T>(use: (bytes: Bytes) => T): T {
    if (this.#wiped) throw new Error('secret used after it was wiped');
    return use(this.#bytes);
  }

  wipe(): void {
    this.#bytes.fill(0);
    this.#wiped = true;
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }
}
