import { concatBytes, type Bytes } from '../../base/bytes.ts';
import { gcmNonceSizeBytes, gcmTagSizeBytes, openAesGcm, sealAesGcm } from '../aes-gcm.ts';
import { parseExact, u32, u8 } from '../byte-layout.ts';
import { chunkCount, chunkSizeBytes, fileIdSizeBytes, type FileManifest } from './file-manifest.ts';

// e2ee.md, Messages: chunks travel outside the MLS ratchet, as file id(16) ‖ u32 index ‖ ciphertext ‖ tag, with
// nonce = index (96-bit) and AAD = file id ‖ u32 index ‖ u8 last. The key is random and for this file only.

/** A received chunk taken apart; whether it is one shows when it is opened. */
export interface SealedChunk {
  readonly id: Bytes;
  readonly index: number;
  readonly sealed: Bytes;
}

/** Seals the chunk at `index`, which has to be of the size that the manifest says. */
export async function sealChunk(
  manifest: FileManifest,
  index: number,
  plaintext: Bytes,
): Promise<Bytes> {
  if (plaintext.length !== sizeOfChunk(manifest, index)) throw new RangeError('chunk size');
  const sealed = await sealAesGcm(manifest.key, nonceOf(index), aadOf(manifest, index), plaintext);
  return concatBytes(manifest.id, u32(index), sealed);
}

/** @returns null when it is no chunk. */
export function parseChunk(bytes: Bytes): SealedChunk | null {
  return parseExact(bytes, (reader) => {
    const id = reader.bytes(fileIdSizeBytes);
    const index = reader.u32();
    const { remaining } = reader;
    if (remaining < gcmTagSizeBytes || remaining > chunkSizeBytes + gcmTagSizeBytes) return null;
    return { id, index, sealed: reader.rest() };
  });
}

/** @returns null unless it is exactly this chunk of this file. */
export async function openChunk(
  manifest: FileManifest,
  index: number,
  { sealed }: SealedChunk,
): Promise<Bytes | null> {
  if (sealed.length !== sizeOfChunk(manifest, index) + gcmTagSizeBytes) return null;
  return openAesGcm(manifest.key, nonceOf(index), aadOf(manifest, index), sealed);
}

function sizeOfChunk({ sizeBytes }: FileManifest, index: number): number {
  return Math.min(chunkSizeBytes, sizeBytes - index * chunkSizeBytes);
}

function nonceOf(index: number): Bytes {
  return concatBytes(new Uint8Array(gcmNonceSizeBytes - 4), u32(index));
}

function aadOf({ id, sizeBytes }: FileManifest, index: number): Bytes {
  const isLast = index === chunkCount(sizeBytes) - 1;
  return concatBytes(id, u32(index), u8(isLast ? 1 : 0));
}
