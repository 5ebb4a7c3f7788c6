import { z } from './zod.ts';
import { ids } from './ids.ts';
import { limits } from './limits.ts';
import { integer, text } from './schema.ts';

// Chat and files, as a page and its media worker tell each other about them.

/** Counted by the worker; never an id that somebody else has chosen. */
const number = integer(0);

/** Who sent something: whose signature held, and never what a message says of itself. */
const sender = {
  /** The identity key in base64url. */
  participant: text(64),
  role: z.enum(['therapist', 'guest']),
  /** By the therapist's word; null before it came. */
  seatId: z.nullable(ids.seat),
};

export const chatText = text(limits.chatCharacters, 1);
export const chatSaid = z.strictObject({ messageId: number, ...sender, text: chatText });
export const chatNumber = z.strictObject({ messageId: number });
export const chatSettled = z.strictObject({
  messageId: number,
  /** Of those who were there when it was said: whoever is not among them left before. */
  heardBy: z.enum(['all', 'some', 'nobody']),
});

export const fileName = text(limits.fileNameCharacters, 1);
export const fileNumber = z.strictObject({ fileId: number });
export const fileOffered = z.strictObject({
  fileId: number,
  ...sender,
  name: fileName,
  sizeBytes: integer(0, limits.fileBytes),
});
export const fileProgress = z.strictObject({
  fileId: number,
  movedBytes: integer(0, limits.fileBytes),
});

/** A round ends when the other side is asked, or says, from where on it wants chunks. */
export const fileRound = z.strictObject({ fileId: number, round: number });

/** One chunk on its way. */
export const chunkNumber = z.strictObject({ ...fileRound.shape, index: number });

/** Why a file is gone, as this side tells the worker: a person's wish, or a way that does not lead there. */
export const fileCancel = z.strictObject({
  fileId: number,
  reason: z.enum(['cancelled', 'interrupted']),
});

/** Why a file is gone, as the worker tells it. */
export const fileGone = z.strictObject({
  fileId: number,
  reason: z.enum([
    /** By us: on its way, or (coming in) when it was here. */
    'cancelled',
    /** By the other side. */
    'cancelled-there',
    /** Whoever gets it has no room for more. */
    'no-room',
    /** A chunk did not open, or the hash is wrong. */
    'broken',
    /** The other side has left. */
    'left',
    /** Begun anew by its sender, or the connection did not carry it. */
    'interrupted',
  ]),
});

/** What somebody tells quietly (`src/crypto/messages/talk-payload.ts`). */
export const asideSaid = z.enum(['away', 'not-safe', 'back']);
export const asideTold = z.strictObject({ ...sender, said: asideSaid });
