import { z } from './zod.ts';
import { ids } from './ids.ts';
import { encodedBytes, integer } from './schema.ts';

/** A guest's identity key: one device for this therapist. */
export const deviceKey = encodedBytes(32);

/** How a guest takes part. A browser's code comes from the server. */
export const guestKind = z.enum(['app', 'browser']);

/** What the therapist said of the safety words, after both had read them aloud. */
export const wordsVerdict = z.enum(['same', 'different']);

/** A seat of the running session, with the keys of its invite: for the media worker, and nobody else. */
export const seat = z.strictObject({
  inviteId: ids.invite,
  pskId: encodedBytes(16),
  knockKey: encodedBytes(32),
  psk: encodedBytes(32),
  state: z.discriminatedUnion('state', [
    z.strictObject({ state: z.literal('open') }),
    z.strictObject({ state: z.literal('bound'), deviceKey }),
    z.strictObject({ state: z.literal('revoked') }),
  ]),
});

/** What the vault remembers of a device and a client. */
export const deviceRecall = z.strictObject({
  /**
   * In how many of the client's latest earlier sessions, in a row, this device was; sessions without any device do not
   * count. 0: a new device, or another one than last time.
   */
  sessions: integer(0),
  /** The last verdict on this client's words with this device, this session's included. */
  words: z.nullable(wordsVerdict),
});

/** What was said of a device's words in one session. */
export const judgedWords = z.strictObject({ deviceKey, guestKind, verdict: wordsVerdict });

export type Seat = z.output<typeof seat>;
export type WordsVerdict = z.output<typeof wordsVerdict>;
export type JudgedWords = z.output<typeof judgedWords>;
export type DeviceRecall = z.output<typeof deviceRecall>;
