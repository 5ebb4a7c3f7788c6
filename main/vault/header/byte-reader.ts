import type { Bytes } from '../../../src/base/bytes.ts';
import { AppError } from '../../../src/errors/app-error.ts';

/** Reads fields of a binary format one after another; what is too short or too long is damaged. */
export class ByteReader {
  readonly #bytes: Bytes;
  #offset = 0;

  constructor(bytes: Bytes) {
    this.#bytes = bytes;
  }

  /** @throws AppError vault-damaged when fewer bytes are left */
  take(length: number): Bytes {
    const end = this.#offset + length;
    if (end > this.#bytes.length) throw new AppError('vault-damaged', 'header too short');
    const taken = this.#bytes.slice(this.#offset, end);
    this.#offset = end;
    return taken;
  }

  /** Reads as many bytes as there is room for. Of a secret, because what `take` returns may leave copies in the engine's heap. */
  copy(target: Bytes): void {
    const end = this.#offset + target.length;
    if (end > this.#bytes.length) throw new AppError('vault-damaged', 'header too short');
    target.set(this.#bytes.subarray(this.#offset, end));
    this.#offset = end;
  }

  u8(): number {
    return this.take(1)[0] ?? 0;
  }

  u16(): number {
    const [high = 0, low = 0] = this.take(2);
    return (high << 8) | low;
  }

  u32(): number {
    return this.u16() * 0x1_00_00 + this.u16();
  }

  u48(): number {
    return this.u16() * 0x1_00_00_00_00 + this.u32();
  }

  /** @throws AppError vault-damaged when something is left */
  end(): void {
    if (this.#offset !== this.#bytes.length) throw new AppError('vault-damaged', 'header too long');
  }
}

/** Big-endian, as every number of the header. */
export function u16(value: number): Bytes {
  return new Uint8Array([value >> 8, value & 0xff]);
}

export function u32(value: number): Bytes {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return new Uint8Array(bytes);
}

/** Large enough for milliseconds since 1970. */
export function u48(value: number): Bytes {
  const bytes = Buffer.alloc(6);
  bytes.writeUIntBE(value, 0, 6);
  return new Uint8Array(bytes);
}
