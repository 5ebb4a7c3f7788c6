import { sha256 } from '@noble/hashes/sha2.js';
import { equalBytes, type Bytes } from '../../base/bytes.ts';
import { openChunk, parseChunk } from './file-chunk.ts';
import { chunkCount, chunkSizeBytes, type FileManifest } from './file-manifest.ts';

/** Where a file is. Nothing of it can be had before it is whole and its hash is right. */
export type FileProgress =
  | { readonly state: 'receiving'; readonly receivedBytes: number }
  | { readonly state: 'whole'; readonly content: Bytes }
  | { readonly state: 'broken' };

/**
 * A file that comes in. Chunks come in order; one that does not fit ends it, because the server has changed something.
 * Chunks that are sent again after a drop do no harm.
 */
export class IncomingFile {
  readonly manifest: FileManifest;
  readonly #content: Bytes;
  #next = 0;
  #progress: FileProgress = { state: 'receiving', receivedBytes: 0 };

  constructor(manifest: FileManifest) {
    this.manifest = manifest;
    this.#content = new Uint8Array(manifest.sizeBytes);
  }

  get progress(): FileProgress {
    return this.#progress;
  }

  /** Whether a relayed chunk is of this file. */
  owns(bytes: Bytes): boolean {
    const chunk = parseChunk(bytes);
    return chunk !== null && equalBytes(chunk.id, this.manifest.id);
  }

  /** Takes the next chunk. One call at a time. */
  async take(bytes: Bytes): Promise<FileProgress> {
    const chunk = parseChunk(bytes);
    if (this.#progress.state !== 'receiving' || !chunk) return this.#progress;
    if (chunk.index < this.#next) return this.#progress;
    const isNext = chunk.index === this.#next && equalBytes(chunk.id, this.manifest.id);
    const plaintext = isNext ? await openChunk(this.manifest, chunk.index, chunk) : null;
    if (!plaintext) return this.#end({ state: 'broken' });
    this.#content.set(plaintext, this.#next * chunkSizeBytes);
    this.#next += 1;
    if (this.#next < chunkCount(this.manifest.sizeBytes)) {
      const receivedBytes = this.#next * chunkSizeBytes;
      this.#progress = { state: 'receiving', receivedBytes };
      return this.#progress;
    }
    const isWhole = equalBytes(sha256(this.#content), this.manifest.sha256);
    return this.#end(isWhole ? { state: 'whole', content: this.#content } : { state: 'broken' });
  }

  /** Forgets what came so far. */
  cancel(): void {
    this.#content.fill(0);
    this.#end({ state: 'broken' });
  }

  #end(progress: FileProgress): FileProgress {
    if (progress.state === 'broken') this.#content.fill(0);
    this.#progress = progress;
    return progress;
  }
}
