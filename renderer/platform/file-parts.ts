import type { Bytes } from '../../src/base/bytes.ts';

/** A file in parts of at most this size, in order; none for an empty one. */
export function partsOf(bytes: Bytes, sizeBytes: number): readonly Bytes[] {
  const count = Math.ceil(bytes.length / sizeBytes);
  return Array.from({ length: count }, (_, index) =>
    bytes.subarray(index * sizeBytes, (index + 1) * sizeBytes),
  );
}
