import { sha256 } from '@noble/hashes/sha2.js';
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
}

/** @throws RangeError when the file is too large or its name is none. */
export function outgoingFile(content: Bytes, name: string, random: Random): OutgoingFile {
  if (content.length > maxFileBytes || !isFileName(name))
    throw new RangeError('not a file to send');
  const manifest: FileManifest = {
    id: random.bytes(fileIdSizeBytes),
    key: random.bytes(aesKeySizeBytes),
    sizeBytes: content.length,
    sha256: new Uint8Array(sha256(content)),
    name,
  };
  return {
    manifest,
    chunks: chunkCount(content.length),
    chunk: (index) => {
      const start = index * chunkSizeBytes;
      return sealChunk(manifest, index, content.slice(start, start + chunkSizeBytes));
    },
  };
}
