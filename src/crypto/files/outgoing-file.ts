import type { Bytes } from '../../base/bytes.ts';
import type { Random } from '../../base/ports.ts';
import { aesKeySizeBytes } from '../aes-gcm.ts';
import { sealChunk } from './file-chunk.ts';
import {
  chunkCount,
  chunkSizeBytes,
  fileIdSizeBytes,
  isFileName,
  maxFileBytes,
  type FileManifest,
} from './file-manifest.ts';

/** A file on its way out. The manifest goes first, privately; chunks follow one by one, so that it can be cancelled. */
export interface OutgoingFile {
  readonly manifest: FileManifest;
  readonly chunks: number;
  /** The sealed chunk at `index`: the same bytes however often it is asked for. */
  chunk(index: number): Promise<Bytes>;
  /** Overwrites what is left of it. */
  wipe(): void;
}

/**
 * Takes the content over. The hash is left to the browser, which works on it elsewhere: here it would hold the frames of
 * the call back. @throws RangeError when the file is too large or its name is none.
 */
export async function outgoingFile(
  content: Bytes,
  name: string,
  random: Random,
): Promise<OutgoingFile> {
  if (content.length > maxFileBytes || !isFileName(name)) {
    throw new RangeError('not a file to send');
  }
  const manifest: FileManifest = {
    id: random.bytes(fileIdSizeBytes),
    key: random.bytes(aesKeySizeBytes),
    sizeBytes: content.length,
    sha256: new Uint8Array(await crypto.subtle.digest('SHA-256', content)),
    name,
  };
  return {
    manifest,
    chunks: chunkCount(content.length),
    chunk: (index) => {
      const start = index * chunkSizeBytes;
      return sealChunk(manifest, index, content.slice(start, start + chunkSizeBytes));
    },
    wipe: () => {
      content.fill(0);
    },
  };
}
