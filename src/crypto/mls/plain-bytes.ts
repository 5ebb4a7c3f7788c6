import type { Bytes } from '../../base/bytes.ts';

/** The library's bytes as ours: over a plain buffer, which its types do not promise. Copies only if they are not. */
export function plainBytes(bytes: Uint8Array): Bytes {
  return bytes.buffer instanceof ArrayBuffer ? (bytes as Bytes) : new Uint8Array(bytes);
}
