import { equalBytes, type Bytes } from '../../../../src/base/bytes.ts';
import { limits } from '../../../../src/contract/limits.ts';
import { parseChunk, type SealedChunk } from '../../../../src/crypto/files/file-chunk.ts';
import { encodeManifest, type FileManifest } from '../../../../src/crypto/files/file-manifest.ts';
import { IncomingFile } from '../../../../src/crypto/files/incoming-file.ts';
import type { FileEnd } from '../../../../src/crypto/messages/talk-payload.ts';
import type { Member } from '../../../../src/crypto/mls/roster.ts';
import { SerialQueue } from '../../../../src/base/serial-queue.ts';
import { AppError } from '../../../../src/errors/app-error.ts';
import { fileGoesBetween, type FileGone } from './file-rules.ts';
import { refuse, senderOf, whisperLater, type TalkPorts } from './talk-ports.ts';

/** What all files that are here, or coming, may take of this page's memory; and those of one sender. */
const maxHeldBytes = 4 * limits.fileBytes;
const maxHeldBytesOfOne = 2 * limits.fileBytes;
const maxHeldFiles = 32;
/** How many files that are gone are known again: late chunks of theirs are no attack. */
const maxKnown = 256;

interface Receiving {
  readonly fileId: number;
  /** Participant. */
  readonly from: string;
  readonly manifest: FileManifest;
  /** Null when it is gone, and its memory with it. */
  file: IncomingFile | null;
  /** What its sender is told when it asks again. */
  end: FileEnd | null;
}

/** Files that come in: one at a time from each sender, and no more than there is room for. */
export class IncomingFiles {
  readonly #ports: TalkPorts;
  readonly #nextId: () => number;
  readonly #files = new Map<number, Receiving>();
  readonly #queue = new SerialQueue();

  constructor(ports: TalkPorts, nextId: () => number) {
    this.#ports = ports;
    this.#nextId = nextId;
  }

  /** A file that is not known yet begins; for one that is, the answer is how it stands. */
  offered(from: Member, manifest: FileManifest): void {
    if (!fileGoesBetween(this.#ports.seats.own, from)) {
      refuse(this.#ports, 'not-entitled');
      return;
    }
    const known = this.#find(manifest.id);
    if (!known) {
      this.#begin(from, manifest);
      return;
    }
    if (known.from === from.participant && isSame(known.manifest, manifest)) this.#answer(known);
    else refuse(this.#ports, 'not-authentic');
  }

  /** Takes what the relay says is a chunk. Its file, its place and its content have to be right. */
  async takeChunk(bytes: Bytes): Promise<void> {
    const chunk = parseChunk(bytes);
    if (!chunk) {
      refuse(this.#ports, 'malformed');
      return;
    }
    await this.#queue.run(() => this.#take(chunk));
  }

  /** Its sender says that it comes no further; of one that is here already, the sender is told that it is. */
  ended(from: Member, id: Bytes): void {
    const receiving = this.#find(id);
    if (receiving?.from !== from.participant || !receiving.file) return;
    if (isUnfinished(receiving)) this.#end(receiving, 'cancelled-there', 'cancelled');
    else this.#answer(receiving);
  }

  /** @returns false when it is no file that comes in */
  cancel(fileId: number): boolean {
    const receiving = this.#files.get(fileId);
    if (!receiving) return false;
    if (!receiving.file) return true;
    if (isUnfinished(receiving)) this.#tell(receiving, 'cancelled');
    this.#end(receiving, 'cancelled', 'cancelled');
    return true;
  }

  /** @throws AppError not-found unless it is whole */
  take(fileId: number): Bytes {
    const progress = this.#files.get(fileId)?.file?.progress;
    if (progress?.state !== 'whole') throw new AppError('not-found', 'no such file');
    return progress.content;
  }

  /** What of somebody who left is whole stays; the rest of it will not come. */
  groupChanged(): void {
    const present = new Set(this.#ports.seats.roster.map(({ participant }) => participant));
    for (const receiving of this.#files.values()) {
      if (isUnfinished(receiving) && !present.has(receiving.from)) {
        this.#end(receiving, 'left', 'cancelled');
      }
    }
  }

  #begin(from: Member, manifest: FileManifest): void {
    // Whoever sends two at once has forgotten the first: their app began anew.
    for (const other of this.#files.values()) {
      if (other.from === from.participant && isUnfinished(other)) {
        this.#end(other, 'interrupted', 'cancelled');
      }
    }
    const fileId = this.#nextId();
    const { id, name, sizeBytes } = manifest;
    const sender = senderOf(this.#ports.seats, from);
    const hasRoom = this.#hasRoomFor(from.participant, sizeBytes);
    const receiving: Receiving = {
      fileId,
      from: from.participant,
      manifest,
      file: null,
      end: null,
    };
    if (hasRoom) receiving.file = new IncomingFile(manifest);
    this.#remember(receiving);
    this.#ports.push('file.offered', { fileId, ...sender, name, sizeBytes });
    if (hasRoom) {
      whisperLater(this.#ports, from.participant, { type: 'file-wanted', id, next: 0 });
    } else {
      this.#tell(receiving, 'no-room');
      this.#end(receiving, 'no-room', 'no-room');
    }
  }

  async #take(chunk: SealedChunk): Promise<void> {
    const receiving = this.#find(chunk.id);
    if (!receiving) {
      refuse(this.#ports, 'unknown-file');
      return;
    }
    const { file } = receiving;
    // What was still on its way when a file ended is of no use, and no harm.
    if (!file || !isUnfinished(receiving)) return;
    const progress = await file.take(chunk);
    if (receiving.file !== file) return;
    switch (progress.state) {
      case 'receiving':
        this.#ports.push('file.progress', {
          fileId: receiving.fileId,
          movedBytes: progress.receivedBytes,
        });
        return;
      case 'whole':
        this.#answer(receiving);
        this.#ports.push('file.ready', { fileId: receiving.fileId });
        return;
      case 'broken':
        refuse(this.#ports, 'not-authentic');
        this.#tell(receiving, 'broken');
        this.#end(receiving, 'broken', 'broken');
    }
  }

  #answer(receiving: Receiving): void {
    const { file, from, manifest, end } = receiving;
    const { id } = manifest;
    if (!file) this.#tell(receiving, end ?? 'cancelled');
    else if (file.progress.state === 'whole') {
      whisperLater(this.#ports, from, { type: 'file-received', id });
    } else whisperLater(this.#ports, from, { type: 'file-wanted', id, next: file.next });
  }

  #tell({ from, manifest: { id } }: Receiving, reason: FileEnd): void {
    whisperLater(this.#ports, from, { type: 'file-ended', id, reason });
  }

  #end(receiving: Receiving, reason: FileGone, end: FileEnd): void {
    receiving.file?.cancel();
    receiving.file = null;
    receiving.end = end;
    this.#ports.push('file.gone', { fileId: receiving.fileId, reason });
  }

  #hasRoomFor(participant: string, sizeBytes: number): boolean {
    const held = [...this.#files.values()].filter(({ file }) => file !== null);
    const bytesOf = (files: readonly Receiving[]): number =>
      files.reduce((sum, { manifest }) => sum + manifest.sizeBytes, sizeBytes);
    return (
      held.length < maxHeldFiles &&
      bytesOf(held) <= maxHeldBytes &&
      bytesOf(held.filter(({ from }) => from === participant)) <= maxHeldBytesOfOne
    );
  }

  #find(id: Bytes): Receiving | undefined {
    return [...this.#files.values()].find(({ manifest }) => equalBytes(manifest.id, id));
  }

  #remember(receiving: Receiving): void {
    this.#files.set(receiving.fileId, receiving);
    if (this.#files.size <= maxKnown) return;
    const oldest = [...this.#files.values()].find(({ file, end }) => file === null && end !== null);
    if (oldest) this.#files.delete(oldest.fileId);
  }
}

function isUnfinished({ file }: Receiving): boolean {
  return file?.progress.state === 'receiving';
}

function isSame(one: FileManifest, other: FileManifest): boolean {
  return equalBytes(encodeManifest(one), encodeManifest(other));
}
