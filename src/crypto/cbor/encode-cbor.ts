import { concatBytes, utf8, type Bytes } from '../../base/bytes.ts';
import { major, simple, type CborValue } from './cbor-value.ts';

// RFC 8949 §4.2.1, core deterministic encoding: shortest heads, definite lengths, map keys sorted by their encoding.

/** Encodes a value in its one encoding. @throws RangeError for numbers that are not exact unsigned integers. */
export function encodeCbor(value: CborValue): Bytes {
  if (value === null) return new Uint8Array([simple.null]);
  if (typeof value === 'boolean') return new Uint8Array([value ? simple.true : simple.false]);
  if (typeof value === 'number') return encodeHead(major.unsigned, value);
  if (typeof value === 'string') {
    const text = utf8(value);
    return concatBytes(encodeHead(major.text, text.length), text);
  }
  if (value instanceof Uint8Array) {
    return concatBytes(encodeHead(major.bytes, value.length), value);
  }
  return isArray(value) ? encodeArray(value) : encodeMap(value);
}

function encodeArray(items: readonly CborValue[]): Bytes {
  return concatBytes(encodeHead(major.array, items.length), ...items.map(encodeCbor));
}

function encodeMap(map: { readonly [key: string]: CborValue }): Bytes {
  const entries = Object.entries(map)
    .map(([key, value]) => ({ key: encodeCbor(key), value: encodeCbor(value) }))
    .toSorted((a, b) => compareBytes(a.key, b.key));
  const parts = entries.flatMap(({ key, value }) => [key, value]);
  return concatBytes(encodeHead(major.map, entries.length), ...parts);
}

/** Bytewise lexicographic order. */
function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i += 1) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function encodeHead(type: number, value: number): Bytes {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError('not an unsigned integer');
  const size = value < 24 ? 0 : value < 0x100 ? 1 : value < 0x1_0000 ? 2 : value < 2 ** 32 ? 4 : 8;
  const head = new Uint8Array(1 + size);
  head[0] = (type << 5) | (size === 0 ? value : 24 + Math.log2(size));
  let rest = value;
  for (let at = size; at > 0; at -= 1) {
    head[at] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return head;
}

function isArray(value: CborValue): value is readonly CborValue[] {
  return Array.isArray(value);
}
