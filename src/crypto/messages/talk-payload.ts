import { concatBytes, utf8, type Bytes } from '../../base/bytes.ts';
import { parseExact, u32, u8, type ByteReader } from '../byte-layout.ts';
import {
  encodeManifest,
  fileIdSizeBytes,
  parseManifest,
  type FileManifest,
} from '../files/file-manifest.ts';

// e2ee.md, Messages: chat, files and quiet signs inside an application message. u8 type (1 to 15) ‖ body. Who sent one is never
// inside: it is the member whose signature held.

export const chatIdSizeBytes = 16;
export const maxChatCharacters = 4_000;
const lastTalkByte = 15;

/** Why a file goes no further. */
export type FileEnd = 'cancelled' | 'no-room' | 'broken';

const fileEnds = { cancelled: 1, 'no-room': 2, broken: 3 } as const satisfies Record<
  FileEnd,
  number
>;

/**
 * What somebody tells quietly, without a word: somebody came in where they are and they have turned away; it is not safe
 * there; they are alone again.
 */
export type AsideSaid = 'away' | 'not-safe' | 'back';

const asides = { away: 1, 'not-safe': 2, back: 3 } as const satisfies Record<AsideSaid, number>;

export type TalkPayload =
  /** Something written, for everybody. The same id again is the same message, said once more because it may be lost. */
  | { readonly type: 'chat'; readonly id: Bytes; readonly text: string }
  /** A written message has arrived. */
  | { readonly type: 'heard'; readonly id: Bytes }
  /** A file for one member. The same manifest again asks how it stands. */
  | { readonly type: 'file-offer'; readonly manifest: FileManifest }
  /** The answer: chunks from `next` on are waited for. */
  | { readonly type: 'file-wanted'; readonly id: Bytes; readonly next: number }
  /** The answer: it is whole, and its hash is right. */
  | { readonly type: 'file-received'; readonly id: Bytes }
  /** From either side: it goes no further. */
  | { readonly type: 'file-ended'; readonly id: Bytes; readonly reason: FileEnd }
  /** Between the therapist and one guest: another guest in the room may be the reason. The same id again is no news. */
  | { readonly type: 'aside'; readonly id: Bytes; readonly said: AsideSaid }
  /** It was heard. */
  | { readonly type: 'aside-heard'; readonly id: Bytes };

type TalkType = TalkPayload['type'];

/** Each payload by its byte, and whether it is for one member alone. The other way of sending it is refused. */
export const talkTypes = {
  chat: { byte: 1, isPrivate: false },
  heard: { byte: 2, isPrivate: false },
  'file-offer': { byte: 3, isPrivate: true },
  'file-wanted': { byte: 4, isPrivate: true },
  'file-received': { byte: 5, isPrivate: true },
  'file-ended': { byte: 6, isPrivate: true },
  aside: { byte: 7, isPrivate: true },
  'aside-heard': { byte: 8, isPrivate: true },
} as const satisfies Record<TalkType, { byte: number; isPrivate: boolean }>;

/** Whether an application payload belongs to chat and files, by its first byte. */
export function isTalk(payload: Bytes): boolean {
  const [byte = 0] = payload;
  return byte >= 1 && byte <= lastTalkByte;
}

export function encodeTalk(payload: TalkPayload): Bytes {
  return concatBytes(u8(talkTypes[payload.type].byte), ...bodyOf(payload));
}

/** @returns null unless it is exactly one payload of the table, in its one encoding. */
export function parseTalk(bytes: Bytes): TalkPayload | null {
  return parseExact(bytes, (reader) => {
    const byte = reader.u8();
    const type = (Object.keys(talkTypes) as TalkType[]).find((one) => talkTypes[one].byte === byte);
    return type ? readBody(type, reader) : null;
  });
}

/** Something visible, not too long, and without control characters other than line breaks and tabs. */
export function isChatText(text: string): boolean {
  return (
    text.length <= maxChatCharacters &&
    text.trim() !== '' &&
    text.isWellFormed() &&
    !/[^\P{Cc}\n\t]/u.test(text)
  );
}

function bodyOf(payload: TalkPayload): readonly Bytes[] {
  switch (payload.type) {
    case 'chat':
      if (!isChatText(payload.text)) throw new RangeError('no text to send');
      return [payload.id, utf8(payload.text)];
    case 'file-offer':
      return [encodeManifest(payload.manifest)];
    case 'file-wanted':
      return [payload.id, u32(payload.next)];
    case 'file-ended':
      return [payload.id, u8(fileEnds[payload.reason])];
    case 'aside':
      return [payload.id, u8(asides[payload.said])];
    case 'heard':
    case 'file-received':
    case 'aside-heard':
      return [payload.id];
  }
}

function readBody(type: TalkType, reader: ByteReader): TalkPayload | null {
  switch (type) {
    case 'chat': {
      const id = reader.bytes(chatIdSizeBytes);
      const text = readText(reader);
      return text === null ? null : { type, id, text };
    }
    case 'heard':
      return { type, id: reader.bytes(chatIdSizeBytes) };
    case 'file-offer': {
      const manifest = parseManifest(reader.rest());
      return manifest && { type, manifest };
    }
    case 'file-wanted':
      return { type, id: reader.bytes(fileIdSizeBytes), next: reader.u32() };
    case 'file-received':
      return { type, id: reader.bytes(fileIdSizeBytes) };
    case 'file-ended': {
      const id = reader.bytes(fileIdSizeBytes);
      const reason = nameOf(fileEnds, reader.u8());
      return reason ? { type, id, reason } : null;
    }
    case 'aside': {
      const id = reader.bytes(chatIdSizeBytes);
      const said = nameOf(asides, reader.u8());
      return said ? { type, id, said } : null;
    }
    case 'aside-heard':
      return { type, id: reader.bytes(chatIdSizeBytes) };
  }
}

function nameOf<Name extends string>(
  bytes: Readonly<Record<Name, number>>,
  byte: number,
): Name | undefined {
  return (Object.keys(bytes) as Name[]).find((one) => bytes[one] === byte);
}

/** @returns null when it is no UTF-8, or no text that may be sent. */
function readText(reader: ByteReader): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(reader.rest());
    return isChatText(text) ? text : null;
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
