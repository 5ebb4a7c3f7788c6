import type { Clock } from '../../src/base/ports.ts';
import {
  cardOpeningsShown,
  type CardField,
  type ClosedCard,
  type OpenCard,
} from '../../src/contract/card-calls.ts';
import type { ClientId } from '../../src/contract/ids.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { CardOpening, CardsTable } from '../vault/tables/cards-table.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { VaultAccess } from './vault-service.ts';

/** The sealed cards of clients (docs/vault.md, Sealed card). */
export interface CardService {
  /** What is known without opening it. @throws AppError not-found, vault-locked */
  status(clientId: ClientId): ClosedCard;
  /** Null takes a field out. On disk when it returns. @throws AppError not-found, disk-full, vault-locked */
  write(clientId: ClientId, field: CardField, text: string | null): ClosedCard;
  /** Whatever is shown of it was put on record before. @throws AppError as `putDown` does */
  open(clientId: ClientId, reason: string): OpenCard;
  /**
   * Puts the reason down and the opening on record, both or neither, on disk when it returns. No two openings are one, however soon
   * one follows the other. @throws AppError bad-request for a reason that says too little, not-found also for a card on which
   * nothing stands and that was never opened, disk-full, too-many, vault-damaged, vault-locked
   */
  putDown(clientId: ClientId, reason: string): CardOpening;
}

export interface CardServiceOptions {
  readonly vault: VaultAccess;
  readonly audit: AuditTrail;
  readonly clock: Clock;
}

export function createCardService({ vault, audit, clock }: CardServiceOptions): CardService {
  const cardsFor = (clientId: ClientId): CardsTable => {
    const { clients, cards } = vault.use();
    if (!clients.exists(clientId)) throw new AppError('not-found');
    return cards;
  };
  const status = (clientId: ClientId): ClosedCard => {
    const cards = cardsFor(clientId);
    return {
      filled: [...cards.filled(clientId)],
      openings: [...cards.openings(clientId, cardOpeningsShown)],
      timesOpened: cards.timesOpened(clientId),
    };
  };
  const putDown = (clientId: ClientId, reason: string): CardOpening => {
    const cards = cardsFor(clientId);
    const isEmpty = cards.filled(clientId).length === 0 && cards.timesOpened(clientId) === 0;
    if (isEmpty) throw new AppError('not-found', 'nothing on the card');
    return audit.along({ event: 'sealed-card-opened', clientId }, () =>
      cards.putDown(clientId, reason, clock.nowMs()),
    );
  };
  return {
    status: (clientId) => {
      const closed = status(clientId);
      audit.reading('record-opened', clientId, () => clientId);
      return closed;
    },
    write: (clientId, field, text) => {
      const cards = cardsFor(clientId);
      audit.alongAnyway({ event: 'client-changed', clientId }, () => {
        cards.set(clientId, field, text, clock.nowMs());
      });
      return status(clientId);
    },
    open: (clientId, reason) => {
      const opening = putDown(clientId, reason);
      const { cards } = vault.use();
      return {
        openedAtMs: opening.openedAtMs,
        fields: [...cards.read(opening)],
        openings: [...cards.reasons(opening, cardOpeningsShown)],
        timesOpened: opening.number,
      };
    },
    putDown,
  };
}
