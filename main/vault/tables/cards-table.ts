import { cardFieldCode, cardReason, type CardField } from '../../../src/contract/card-calls.ts';
import type { ClientId } from '../../../src/contract/ids.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import type { ClientSealing } from '../client-keys/client-keys.ts';
import { places } from '../client-keys/places.ts';
import type { SealedPlace } from '../client-keys/sealed-value.ts';
import type { SqlHandle } from '../database/sql-handle.ts';

declare const isPutDown: unique symbol;

/** One opening whose reason was put down. Only who has one reads a card. */
export interface CardOpening {
  readonly [isPutDown]: true;
  readonly clientId: ClientId;
  /** Counts the openings of this client's card. */
  readonly number: number;
  readonly openedAtMs: number;
}

export interface FilledField {
  readonly field: CardField;
  readonly writtenAtMs: number;
}

export interface ReadField extends FilledField {
  /** Null where it cannot be opened: in an emergency the others count. */
  readonly text: string | null;
}

export interface ReasonedOpening {
  readonly number: number;
  readonly openedAtMs: number;
  readonly reason: string | null;
}

/** The sealed cards, and why each was opened. */
export interface CardsTable {
  /** Fields that have something in them, in the order of the contract. Opens nothing. */
  filled(clientId: ClientId): readonly FilledField[];
  /** Replaces what was in a field, unseen; null takes it out. */
  set(clientId: ClientId, field: CardField, text: string | null, writtenAtMs: number): void;
  /** Newest first. */
  openings(
    clientId: ClientId,
    most: number,
  ): readonly Pick<ReasonedOpening, 'number' | 'openedAtMs'>[];
  timesOpened(clientId: ClientId): number;
  /**
   * Puts down why a card is opened, for good. What is read with it waits until that is on disk.
   * @throws AppError bad-request for a reason that says too little
   */
  putDown(clientId: ClientId, reason: string, openedAtMs: number): CardOpening;
  /** What stands on the card. @throws AppError not-found unless this opening is among those that are kept */
  read(opening: CardOpening): readonly ReadField[];
  /** Newest first. @throws AppError as `read` does */
  reasons(opening: CardOpening, most: number): readonly ReasonedOpening[];
}

const fieldsSql = 'FROM card_fields WHERE client_id = :clientId';
const openingsSql =
  'FROM card_openings WHERE client_id = :clientId ORDER BY number DESC LIMIT :most';

export function createCardsTable(sql: SqlHandle, sealing: ClientSealing): CardsTable {
  return {
    ...closedCards(sql, sealing),
    ...openCards(sql, sealing),
    putDown: (clientId, typed, openedAtMs) => {
      // The contract looks at it as well. This is the last place that can.
      const reason = cardReason.safeParse(typed);
      if (!reason.success) throw new AppError('bad-request');
      return sql.write((write) => {
        const number = lastNumber(write, clientId) + 1;
        const place = places.cardReason(clientId, number, openedAtMs);
        write.run(
          `INSERT INTO card_openings (client_id, number, opened_at_ms, reason)
           VALUES (:clientId, :number, :openedAtMs, :sealed)`,
          { clientId, number, openedAtMs, sealed: sealing.sealText(place, reason.data) },
        );
        // The brand has no value at run time.
        return { clientId, number, openedAtMs } as CardOpening;
      });
    },
  };
}

/** What is done without opening any. */
function closedCards(
  sql: SqlHandle,
  sealing: ClientSealing,
): Pick<CardsTable, 'filled' | 'set' | 'openings' | 'timesOpened'> {
  return {
    filled: (clientId) =>
      sql
        .all(`SELECT field, written_at_ms ${fieldsSql}`, { clientId })
        .map((row) => ({
          field: cardFieldCode.parse(row.text('field')),
          writtenAtMs: row.int('written_at_ms'),
        }))
        .toSorted(byOrder),
    set: (clientId, field, text, writtenAtMs) => {
      sql.write((write) => {
        if (text === null) {
          write.run(`DELETE ${fieldsSql} AND field = :field`, { clientId, field });
          return;
        }
        const sealed = sealing.sealText(places.cardField(clientId, field, writtenAtMs), text);
        write.run(
          `INSERT INTO card_fields (client_id, field, written_at_ms, text)
           VALUES (:clientId, :field, :writtenAtMs, :sealed)
           ON CONFLICT (client_id, field) DO UPDATE
           SET written_at_ms = excluded.written_at_ms, text = excluded.text`,
          { clientId, field, writtenAtMs, sealed },
        );
      });
    },
    openings: (clientId, most) =>
      sql
        .all(`SELECT number, opened_at_ms ${openingsSql}`, { clientId, most })
        .map((row) => ({ number: row.int('number'), openedAtMs: row.int('opened_at_ms') })),
    timesOpened: (clientId) => lastNumber(sql, clientId),
  };
}

/** What takes an opening that was put down. */
function openCards(sql: SqlHandle, sealing: ClientSealing): Pick<CardsTable, 'read' | 'reasons'> {
  const textIn = (place: SealedPlace, sealed: Uint8Array<ArrayBuffer>): string | null => {
    try {
      return sealing.openText(place, sealed);
    } catch (error) {
      if (error instanceof AppError && error.code === 'vault-damaged') return null;
      throw error;
    }
  };
  const assertPutDown = ({ clientId, number }: CardOpening): void => {
    const kept = sql.get(
      'SELECT 1 FROM card_openings WHERE client_id = :clientId AND number = :number',
      { clientId, number },
    );
    if (!kept) throw new AppError('not-found');
  };
  return {
    read: (opening) => {
      assertPutDown(opening);
      const { clientId } = opening;
      return sql
        .all(`SELECT * ${fieldsSql}`, { clientId })
        .map((row) => {
          const field = cardFieldCode.parse(row.text('field'));
          const writtenAtMs = row.int('written_at_ms');
          const place = places.cardField(clientId, field, writtenAtMs);
          return { field, writtenAtMs, text: textIn(place, row.blob('text')) };
        })
        .toSorted(byOrder);
    },
    reasons: (opening, most) => {
      assertPutDown(opening);
      const { clientId } = opening;
      return sql.all(`SELECT * ${openingsSql}`, { clientId, most }).map((row) => {
        const [number, openedAtMs] = [row.int('number'), row.int('opened_at_ms')];
        const place = places.cardReason(clientId, number, openedAtMs);
        return { number, openedAtMs, reason: textIn(place, row.blob('reason')) };
      });
    },
  };
}

function lastNumber(handle: Pick<SqlHandle, 'get'>, clientId: ClientId): number {
  const row = handle.get(
    'SELECT max(number) AS last FROM card_openings WHERE client_id = :clientId',
    {
      clientId,
    },
  );
  return row?.intOrNull('last') ?? 0;
}

function byOrder(a: FilledField, b: FilledField): number {
  const { options } = cardFieldCode;
  return options.indexOf(a.field) - options.indexOf(b.field);
}
