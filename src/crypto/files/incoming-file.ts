import { sha256 } from '@noble/hashes/sha2.js';
import { equalBytes, type Bytes } from '../../base/bytes.ts';
import { openChunk, type SealedChunk } from './file-chunk.ts';
import { chunkCount, chunkSizeBytes, type FileManifest } from './file-manifest.ts';

/** Where a file is. Nothing of it can be had before it is whole and its hash is right. */
export type FileProgress =
  | { readonly state: 'receiving'; readonly receivedBytes: number }
  | { readonly state: 'whole'; readonly content: Bytes }
  | { readonly state: 'broken' };

/**
 * A file that comes in. Chunks come in order; one that does not fit ends it, because the server has changed something.
 * Chunks that are sent again after a drop do no harm. Hashed chunk by chunk: hashing all of it at once would hold the
 * frames of the call back.
 */
export class IncomingFile {
  readonly manifest: FileManifest;
  readonly #content: Bytes;
  readonly #hash = sha256.create();
  #next = 0;
  #progress: FileProgress = { state: 'receiving', receivedBytes: 0 };

  constructor(manifest: FileManifest) {
    this.manifest = manifest;
    this.#content = new Uint8Array(manifest.sizeBytes);
  }

  get progress(): FileProgress {
    return this.#progress;
  }

  /** The chunk that is waited for. */
  get next(): number {
    return this.#next;
  }

  /** Takes the next chunk. One call at a time. */
  async take(chunk: SealedChunk): Promise<FileProgress> {
    const { manifest } = this;
    if (this.#progress.state !== 'receiving' || chunk.index < this.#next) return this.#progress;
    const isNext = chunk.index === this.#next && equalBytes(chunk.id, manifest.id);
    const plaintext = isNext ? await openChunk(manifest, chunk.index, chunk) : null;
    // It may have been cancelled meanwhile, and stays so.
    if (this.progress.state !== 'receiving') return this.progress;
    if (!plaintext) return this.#end({ state: 'broken' });
    this.#content.set(plaintext, this.#next * chunkSizeBytes);
    this.#hash.update(plaintext);
    this.#next += 1;
    if (this.#next < chunkCount(manifest.sizeBytes)) {
      const receivedBytes = this.#next * chunkSizeBytes;
      this.#progress = { state: 'receiving', receivedBytes };
      return this.#progress;
    }
    const isWhole = equalBytes(this.#hash.digest(), manifest.sha256);
    return this.#end(isWhole ? { state: 'whole', content: this.#content } : { state: 'broken' });
  }

  /** Forgets what came so far. */
  cancel(): void {
    this.#end({ state: 'broken' });
  }

  #end(progress: FileProgress): FileProgress {
    if (progress.state === 'broken') this.#content.fill(0);
    this.#progress = progress;
    return progress;
  }
}
