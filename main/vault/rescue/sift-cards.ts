import { cardFieldCode, type CardField } from '../../../src/contract/card-calls.ts';
import type { ClientId } from '../../../src/contract/ids.ts';
import { places } from '../client-keys/places.ts';
import { clientIn, lostRows } from './find-owners.ts';
import { isOpened, type SiftOptions } from './sift.ts';

/**
 * Takes away fields of sealed cards that do not open, and names them. Whether they open is all that is looked at: what is found is
 * overwritten, and nobody is told a word of it. Reasons of openings are counted.
 */
export function siftCards(options: SiftOptions): void {
  const { database, salvaged, losses } = options;
  const fields = database
    .prepare(
      'SELECT client_id AS clientId, field, written_at_ms AS writtenAtMs, text FROM card_fields',
    )
    .all() as readonly FieldRow[];
  for (const { clientId, field, writtenAtMs, text } of fields) {
    if (isOpened(options, places.cardField(clientId, field, writtenAtMs), text)) continue;
    database
      .prepare('DELETE FROM card_fields WHERE client_id = ? AND field = ?')
      .run(clientId, field);
    losses.card(clientId, field);
  }
  for (const { known } of lostRows(salvaged, 'card_fields')) {
    const field = cardFieldCode.safeParse(known['field']);
    const clientId = clientIn(known);
    if (field.success) losses.card(clientId, field.data);
    else losses.other(clientId);
  }
  siftReasons(options);
}

function siftReasons(options: SiftOptions): void {
  const { database, salvaged, losses } = options;
  const openings = database
    .prepare(
      'SELECT client_id AS clientId, number, opened_at_ms AS openedAtMs, reason FROM card_openings',
    )
    .all() as readonly OpeningRow[];
  for (const { clientId, number, openedAtMs, reason } of openings) {
    if (isOpened(options, places.cardReason(clientId, number, openedAtMs), reason)) continue;
    database
      .prepare('DELETE FROM card_openings WHERE client_id = ? AND number = ?')
      .run(clientId, number);
    losses.other(clientId);
  }
  for (const { known } of lostRows(salvaged, 'card_openings')) losses.other(clientIn(known));
}

interface FieldRow {
  readonly clientId: ClientId;
  readonly field: CardField;
  readonly writtenAtMs: number;
  readonly text: Uint8Array;
}

interface OpeningRow {
  readonly clientId: ClientId;
  readonly number: number;
  readonly openedAtMs: number;
  readonly reason: Uint8Array;
}
