import type { Brand } from '../base/brand.ts';
import type { Random } from '../base/ports.ts';
import { invariant } from '../base/invariant.ts';
import { toBase64Url } from '../base/base64url.ts';
import { encodedBytes } from './schema.ts';
import { z } from './zod.ts';

/** Ids are 128 random bits in base64url, 22 characters. */
const idSizeBytes = 16;

export type RoomId = Brand<string, 'RoomId'>;
export type SeatId = Brand<string, 'SeatId'>;
export type InviteId = Brand<string, 'InviteId'>;
export type ClientId = Brand<string, 'ClientId'>;
export type NoteId = Brand<string, 'NoteId'>;
export type SessionId = Brand<string, 'SessionId'>;
export type SlipId = Brand<string, 'SlipId'>;
export type FileId = Brand<string, 'FileId'>;
export type DownloadId = Brand<string, 'DownloadId'>;
export type ExportId = Brand<string, 'ExportId'>;
/** Names a passphrase that the program made; it opens nothing. */
export type PassphraseId = Brand<string, 'PassphraseId'>;

function id<T extends string>() {
  return z.pipe(
    encodedBytes(idSizeBytes),
    z.transform((text: string) => text as T),
  );
}

/** One schema per kind of id: the only way from a string to a branded id. */
export const ids = {
  room: id<RoomId>(),
  seat: id<SeatId>(),
  invite: id<InviteId>(),
  client: id<ClientId>(),
  note: id<NoteId>(),
  session: id<SessionId>(),
  slip: id<SlipId>(),
  file: id<FileId>(),
  download: id<DownloadId>(),
  export: id<ExportId>(),
  passphrase: id<PassphraseId>(),
};

/** The id that these bytes are: they have one encoding, so that nothing of it is left to be parsed. @throws Error for another number of bytes */
export function idOfBytes<T extends string>(bytes: Uint8Array): T {
  invariant(bytes.length === idSizeBytes, 'an id has so many bytes');
  return toBase64Url(bytes) as T;
}

/** A fresh id of the kind that `T` names. */
export function newId<T extends string>(random: Random): T {
  return toBase64Url(random.bytes(idSizeBytes)) as T;
}
