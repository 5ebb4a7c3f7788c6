import { concatBytes, type Bytes } from '../base/bytes.ts';

// Fixed binary layouts: big-endian integers, exact lengths, nothing left over.

class LayoutError extends Error {
  override readonly name = 'LayoutError';
}

/** Reads a layout from front to back. Reading past the end leaves `parseExact` with null. */
export class ByteReader {
  readonly #bytes: Bytes;
  readonly #view: DataView;
  #offset = 0;

  constructor(bytes: Bytes) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  get remaining(): number {
    return this.#bytes.length - this.#offset;
  }

  u8(): number {
    return this.#view.getUint8(this.#take(1));
  }

  u16(): number {
    return this.#view.getUint16(this.#take(2));
  }

  u32(): number {
    return this.#view.getUint32(this.#take(4));
  }

  u64(): bigint {
    return this.#view.getBigUint64(this.#take(8));
  }

  /** A u64 that has to be an exact number: times and counters. */
  u53(): number {
    const value = this.u64();
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new LayoutError();
    return Number(value);
  }

  /** A copy of the next `length` bytes. */
  bytes(length: number): Bytes {
    const start = this.#take(length);
    return this.#bytes.slice(start, start + length);
  }

  /** A copy of everything that is left. */
  rest(): Bytes {
    return this.bytes(this.remaining);
  }

  #take(length: number): number {
    if (length > this.remaining) throw new LayoutError();
    const start = this.#offset;
    this.#offset += length;
    return start;
  }
}

/**
 * Parses `bytes` with `read`, which returns null for values that the layout does not allow.
 * @returns null unless `read` took exactly all bytes.
 */
export function parseExact<T>(bytes: Bytes, read: (reader: ByteReader) => T | null): T | null {
  const reader = new ByteReader(bytes);
  try {
    const value = read(reader);
    return reader.remaining === 0 ? value : null;
  } catch (error) {
    if (error instanceof LayoutError) return null;
    throw error;
  }
}

export function u8(value: number): Bytes {
  return new Uint8Array([value]);
}

export function u16(value: number): Bytes {
  return new Uint8Array([value >> 8, value]);
}

export function u32(value: number): Bytes {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

export function u64(value: number | bigint): Bytes {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

/** Joins encoded items behind their count (u16). */
export function listOf(items: readonly Bytes[]): Bytes {
  return concatBytes(u16(items.length), ...items);
}

/** Reads a list that `listOf` wrote, of at most `max` items. */
export function readList<T>(
  reader: ByteReader,
  max: number,
  read: (reader: ByteReader) => T,
): readonly T[] {
  const count = reader.u16();
  if (count > max) throw new LayoutError();
  return Array.from({ length: count }, () => read(reader));
}
