import { z } from './zod.ts';
import { integer, text } from './schema.ts';

/**
 * How signaling messages lie on the WebSocket: one JSON object per text frame. The frame is parsed here, the data
 * inside by the contract's schema for its name.
 */
export const clientFrame = z.strictObject({
  id: integer(1, 0x7fff_ffff),
  call: text(64),
  data: z.unknown(),
});

/** What the server sends: the answer to one call, or a push. */
export const serverFrame = z.union([
  z.strictObject({ id: integer(1), ok: z.literal(true), data: z.unknown() }),
  z.strictObject({
    /** 0: the server could not read which call it was. */
    id: integer(0),
    ok: z.literal(false),
    error: z.strictObject({ code: text(64) }),
  }),
  z.strictObject({ push: text(64), data: z.unknown() }),
]);

export type ServerFrame = z.output<typeof serverFrame>;

/**
 * WebSocket close codes (RFC 6455 §7.4.2, private range), each with the error code it stands for. The reason text of
 * the close frame is that error code.
 */
export const closeCodes = {
  'bad-request': 4400,
  unauthorized: 4401,
  replaced: 4409,
  'room-closed': 4410,
  'too-large': 4413,
  'update-required': 4426,
  'too-many': 4429,
} as const;
