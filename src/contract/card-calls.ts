import { call, type CallHandlers, type Contract } from './contract.ts';
import { ids } from './ids.ts';
import { limits } from './limits.ts';
import { integer, list, text, timestampMs } from './schema.ts';
import { seenText } from './seen-text.ts';
import { z } from './zod.ts';

/** What stands on a card: the real name, where the client is, whom to call in an emergency, and the numbers for a crisis there. */
export const cardFieldCode = z.enum(['name', 'place', 'contact', 'numbers']);

/** In the order in which they are shown. */
export const cardFields = cardFieldCode.options;

/** Openings that are listed, the newest. */
export const cardOpeningsShown = 100;

const cardText = text(limits.cardFieldCharacters).check(
  z.trim(),
  z.refine((typed) => seenText(typed) !== ''),
);

/** Why a card is opened. Stays as it was typed, without blanks around it. */
export const cardReason = text(limits.cardReasonCharacters).check(
  z.trim(),
  z.refine((typed) => seenText(typed).length >= limits.cardReasonLeast),
);

/** What is known of a card that is not open. */
const closedCard = z.strictObject({
  /** Only fields that are filled. */
  filled: list(
    z.strictObject({ field: cardFieldCode, writtenAtMs: timestampMs }),
    cardFields.length,
  ),
  /** The newest first. What for, the open card says. */
  openings: list(
    z.strictObject({ number: integer(1), openedAtMs: timestampMs }),
    cardOpeningsShown,
  ),
  /** How often it was opened. */
  timesOpened: integer(0),
});

const openCard = z.strictObject({
  /** When this opening was put down. */
  openedAtMs: timestampMs,
  fields: list(
    z.strictObject({
      field: cardFieldCode,
      writtenAtMs: timestampMs,
      /** Null: what stands there cannot be read. The others can. */
      text: z.nullable(text(limits.cardFieldCharacters)),
    }),
    cardFields.length,
  ),
  /** The newest first, this one among them. `reason`: null where that cannot be read. */
  openings: list(
    z.strictObject({
      number: integer(1),
      openedAtMs: timestampMs,
      reason: z.nullable(text(limits.cardReasonCharacters)),
    }),
    cardOpeningsShown,
  ),
  timesOpened: integer(1),
});

/** The sealed card of a client (D3, docs/vault.md): who they really are, for an emergency. */
export const cardCalls = {
  /** Which fields are filled, since when, and when it was opened. Opens nothing. @throws not-found */
  'card.status': call({ in: z.strictObject({ clientId: ids.client }), out: closedCard }),
  /**
   * Puts one field in, in place of what was there; null takes it out. On disk when it is answered. Opens nothing: what was there,
   * and the other fields, are not told. @throws not-found, disk-full
   */
  'card.write': call({
    in: z.strictObject({ clientId: ids.client, field: cardFieldCode, text: z.nullable(cardText) }),
    out: closedCard,
  }),
  /**
   * Opens it. The reason, and an entry in the access log that there is one, are on disk before it is answered; without both it is not
   * opened. Each opening has a reason of its own. @throws bad-request for a reason that says too little, not-found also for a card
   * on which nothing stands and that was never opened, disk-full, too-many, vault-damaged
   */
  'card.open': call({
    in: z.strictObject({ clientId: ids.client, reason: cardReason }),
    out: openCard,
  }),
} as const satisfies Contract;

export type CardCalls = typeof cardCalls;
export type CardHandlers = CallHandlers<CardCalls>;
export type CardField = z.output<typeof cardFieldCode>;
export type ClosedCard = z.output<typeof closedCard>;
export type OpenCard = z.output<typeof openCard>;
