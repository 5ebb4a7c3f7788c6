import { call, type CallHandlers, type Contract } from './contract.ts';
import { ids } from './ids.ts';
import { limits } from './limits.ts';
import { encodedBytesUpTo, integer, nothing, text } from './schema.ts';
import { z } from './zod.ts';

/**
 * Files that a person saves on their computer, in either app. Where, only they say, in the system's own dialog: a page
 * neither names nor learns a path. What is saved is never opened, and appears under its name when it is whole.
 */
export const downloadCalls = {
  /**
   * Asks the person where; null when they changed their mind. `name` is what the dialog offers, cleaned by main.
   * @throws too-large, too-many while others are being saved
   */
  'download.begin': call({
    in: z.strictObject({
      name: text(limits.fileNameCharacters, 1),
      sizeBytes: integer(0),
    }),
    out: z.strictObject({ downloadId: z.nullable(ids.download) }),
  }),
  /**
   * Adds the next part. @throws not-found, conflict when it is not the next one, too-large for what was announced,
   * disk-full, save-failed
   */
  'download.append': call({
    in: z.strictObject({
      downloadId: ids.download,
      index: integer(0, limits.filePartsPerFile - 1),
      bytes: encodedBytesUpTo(limits.filePartBytes, 1),
    }),
    out: nothing,
  }),
  /** It is whole, and appears. @throws not-found, bad-request unless the size is as announced, disk-full, save-failed */
  'download.finish': call({ in: z.strictObject({ downloadId: ids.download }), out: nothing }),
  /** Nothing of it stays. One that is not there any more is no error. */
  'download.cancel': call({ in: z.strictObject({ downloadId: ids.download }), out: nothing }),
} as const satisfies Contract;

export type DownloadCalls = typeof downloadCalls;
export type DownloadHandlers = CallHandlers<DownloadCalls>;
