import { equalBytes, type Bytes } from '../../base/bytes.ts';
import { parseExact, type ByteReader } from '../byte-layout.ts';
import { major, maxDepth, simple, type CborValue } from './cbor-value.ts';
import { encodeCbor } from './encode-cbor.ts';

/** Something that this reader does not take. */
class CborError extends Error {
  override readonly name = 'CborError';
}

/**
 * Reads one value in its one encoding: whatever would encode differently again is refused, and so are duplicate keys,
 * other types, and anything behind the value.
 * @returns null when it is not that.
 */
export function decodeCbor(bytes: Bytes): CborValue | null {
  try {
    const boxed = parseExact(bytes, (reader) => ({ value: readValue(reader, 0) }));
    // A null inside is a value; canonical means that the bytes come out again.
    return boxed && equalBytes(encodeCbor(boxed.value), bytes) ? boxed.value : null;
  } catch (error) {
    if (error instanceof CborError) return null;
    throw error;
  }
}

function readValue(reader: ByteReader, depth: number): CborValue {
  if (depth > maxDepth) throw new CborError();
  const initial = reader.u8();
  const type = initial >> 5;
  if (type === major.simple) return readSimple(initial);
  const argument = readArgument(reader, initial & 0x1f);
  switch (type) {
    case major.unsigned:
      return argument;
    case major.bytes:
      return reader.bytes(argument);
    case major.text:
      return readText(reader.bytes(argument));
    case major.array:
      return readItems(reader, argument, () => readValue(reader, depth + 1));
    case major.map:
      return readMap(reader, argument, depth + 1);
    default:
      throw new CborError();
  }
}

function readSimple(initial: number): CborValue {
  switch (initial) {
    case simple.false:
      return false;
    case simple.true:
      return true;
    case simple.null:
      return null;
    default:
      throw new CborError();
  }
}

function readArgument(reader: ByteReader, bits: number): number {
  if (bits < 24) return bits;
  switch (bits) {
    case 24:
      return reader.u8();
    case 25:
      return reader.u16();
    case 26:
      return reader.u32();
    case 27:
      return reader.u53();
    default:
      throw new CborError();
  }
}

/** Every item takes a byte at least, so that a made-up count is refused before anything is made for it. */
function readItems<T>(reader: ByteReader, count: number, read: () => T): readonly T[] {
  if (count > reader.remaining) throw new CborError();
  return Array.from({ length: count }, read);
}

function readMap(
  reader: ByteReader,
  count: number,
  depth: number,
): { readonly [key: string]: CborValue } {
  const entries = readItems(reader, count, () => {
    const key = readValue(reader, depth);
    if (typeof key !== 'string') throw new CborError();
    return [key, readValue(reader, depth)] as const;
  });
  const map = new Map(entries);
  // `__proto__` would not become a key of an object: the encoding would differ, but it is not worth the surprise.
  if (map.size !== entries.length || map.has('__proto__')) throw new CborError();
  return Object.fromEntries(map);
}

function readText(bytes: Bytes): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new CborError();
  }
}
