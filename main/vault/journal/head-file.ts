import { closeSync, fdatasyncSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { concatBytes, equalBytes, utf8, type Bytes } from '../../../src/base/bytes.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { ByteReader, u48 } from '../header/byte-reader.ts';
import { writeFileDurably } from '../header/durable-file.ts';
import { vaultError } from '../database/sqlite-error.ts';
import { isThere } from '../vault-files.ts';
import type { JournalKey } from './journal-key.ts';

// vault.head, beside the database: which commit was the last. Two slots of 512 bytes, the size that disks write whole,
// written in turn and in place: whatever happens to one, the other is that of the commit before. A slot:
//
//   magic 8 · sequence number 6 · chain 32 · MAC 32 · zeros
//
// The MAC is HMAC-SHA-256 under the journal's key, which is inside the database: a head of another vault is none.

const magic = utf8('QRHEAD1\n');
const slotSizeBytes = 512;
const slots = 2;
const chainSizeBytes = 32;
const macSizeBytes = 32;

/** The last commit, as the journal had it. */
export interface Head {
  readonly seq: number;
  readonly chain: Bytes;
}

/** The head of a vault that is open. */
export interface HeadFile {
  /** On disk when it returns. @throws AppError */
  write(head: Head): void;
  close(): void;
}

/** The head in a file, and which slot has it. */
export interface FoundHead extends Head {
  readonly slot: number;
}

/** The newest head in the file that is whole and ours; null when there is none. */
export function readHead(path: string, key: JournalKey): FoundHead | null {
  if (!isThere(path)) return null;
  const content = new Uint8Array(slots * slotSizeBytes);
  const file = openSync(path, 'r');
  try {
    readSync(file, content, 0, content.length, 0);
  } finally {
    closeSync(file);
  }
  const heads = Array.from({ length: slots }, (_, slot) => {
    const head = readSlot(content.slice(slot * slotSizeBytes, (slot + 1) * slotSizeBytes), key);
    return head && { ...head, slot };
  }).filter((head) => head !== null);
  return heads.toSorted((a, b) => b.seq - a.seq)[0] ?? null;
}

/** Makes the file with this head in every slot, and opens it to go on. */
export function startHeadFile(path: string, head: Head, key: JournalKey): HeadFile {
  const slot = encodeSlot(head, key);
  writeFileDurably(path, concatBytes(slot, slot));
  return openHeadFile(path, 0, key);
}

/**
 * Goes on with the file that is there, in place: that works on a full disk as well. `slot` has the newest head; it is
 * never the one that is written next, so that there is a whole one at every moment.
 */
export function openHeadFile(path: string, slot: number, key: JournalKey): HeadFile {
  const file = openSync(path, 'r+');
  let newest = slot;
  let isOpen = true;
  return {
    write: (next) => {
      if (!isOpen) throw new AppError('vault-locked');
      const slotOfNext = (newest + 1) % slots;
      try {
        const slotBytes = encodeSlot(next, key);
        const written = writeSync(file, slotBytes, 0, slotSizeBytes, slotOfNext * slotSizeBytes);
        // It lies within the file, so that room is not what is missing.
        if (written !== slotSizeBytes) throw new AppError('internal', 'head cut short');
        fdatasyncSync(file);
        newest = slotOfNext;
      } catch (error) {
        throw vaultError(error);
      }
    },
    close: () => {
      if (!isOpen) return;
      isOpen = false;
      try {
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
    },
  };
}

function encodeSlot({ seq, chain }: Head, key: JournalKey): Bytes {
  const body = concatBytes(magic, u48(seq), chain);
  const slot = new Uint8Array(slotSizeBytes);
  slot.set(concatBytes(body, macOf(body, key)));
  return slot;
}

function readSlot(slot: Bytes, key: JournalKey): Head | null {
  const reader = new ByteReader(slot);
  const bodySize = magic.length + 6 + chainSizeBytes;
  const isOurs =
    equalBytes(reader.take(magic.length), magic) &&
    equalBytes(slot.slice(bodySize, bodySize + macSizeBytes), macOf(slot.slice(0, bodySize), key));
  return isOurs ? { seq: reader.u48(), chain: reader.take(chainSizeBytes) } : null;
}

function macOf(body: Bytes, key: JournalKey): Bytes {
  return new Uint8Array(key.hmac().update('quietroom/head/1').update(body).digest());
}
