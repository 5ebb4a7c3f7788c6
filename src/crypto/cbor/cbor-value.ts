import type { Bytes } from '../../base/bytes.ts';

/**
 * The part of CBOR (RFC 8949) that attestation records and file manifests are made of: unsigned integers up to 2^53 - 1,
 * byte strings, text, arrays, maps with text keys, booleans and null.
 */
export type CborValue =
  | number
  | string
  | boolean
  | null
  | Bytes
  | readonly CborValue[]
  | { readonly [key: string]: CborValue };

/** Major types (RFC 8949 §3.1). */
export const major = { unsigned: 0, bytes: 2, text: 3, array: 4, map: 5, simple: 7 } as const;

/** Simple values, as their whole byte. */
export const simple = { false: 0xf4, true: 0xf5, null: 0xf6 } as const;

/** How deep arrays and maps may lie in each other. */
export const maxDepth = 8;

/** Narrows a value to a map. */
export function isCborMap(
  value: CborValue | undefined,
): value is { readonly [key: string]: CborValue } {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Uint8Array)
  );
}
