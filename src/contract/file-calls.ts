import { call, type Contract } from './contract.ts';
import { ids } from './ids.ts';
import { limits } from './limits.ts';
import {
  encodedBytes,
  encodedBytesUpTo,
  integer,
  list,
  nothing,
  text,
  timestampMs,
} from './schema.ts';
import { z } from './zod.ts';

/** A file in a list. Unfinished ones are in none. */
const fileSummary = z.strictObject({
  fileId: ids.file,
  sessionId: z.nullable(ids.session),
  name: text(limits.fileNameCharacters),
  sizeBytes: integer(0, limits.fileBytes),
  keptAtMs: timestampMs,
});

const filePart = integer(0, limits.filePartsPerFile - 1);

/** Files that are stored with a client. */
export const fileCalls = {
  /**
   * Announces a file of a client, whose bytes then come part by part. Until it is finished nobody sees it, and it goes
   * when the vault is opened again. @throws not-found, too-large, too-many, disk-full, bad-request when the name has
   * control characters, parts of a path or more than 255 bytes
   */
  'file.begin': call({
    in: z.strictObject({
      clientId: ids.client,
      sessionId: z.nullable(ids.session),
      name: text(limits.fileNameCharacters, 1),
      sizeBytes: integer(0),
    }),
    out: z.strictObject({ fileId: ids.file }),
  }),
  /**
   * Adds the next part, of any size up to the bound; durable on disk when it answers. The last one may be repeated.
   * @throws not-found, conflict when it is not the next one, too-large for what was announced, disk-full
   */
  'file.append': call({
    in: z.strictObject({
      fileId: ids.file,
      index: filePart,
      bytes: encodedBytesUpTo(limits.filePartBytes, 1),
    }),
    out: nothing,
  }),
  /** @throws not-found, bad-request unless size and hash are right, conflict, disk-full */
  'file.finish': call({
    in: z.strictObject({ fileId: ids.file, sha256: encodedBytes(32) }),
    out: nothing,
  }),
  /** Files of a client, newest first. @throws not-found */
  'file.list': call({
    in: z.strictObject({ clientId: ids.client }),
    out: z.strictObject({ files: list(fileSummary, limits.filesPerClient) }),
  }),
  /** A part as it was appended; an empty file has one that is empty. @throws not-found */
  'file.read': call({
    in: z.strictObject({ fileId: ids.file, index: filePart }),
    out: z.strictObject({ bytes: encodedBytesUpTo(limits.filePartBytes), isLast: z.boolean() }),
  }),
} as const satisfies Contract;

export type FileSummary = z.output<typeof fileSummary>;
