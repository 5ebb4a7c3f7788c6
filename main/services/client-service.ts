import type { Clock, Random } from '../../src/base/ports.ts';
import { newId, type ClientId } from '../../src/contract/ids.ts';
import type { Client } from '../../src/contract/client-calls.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { PhrasesTable } from '../vault/tables/phrases-table.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { VaultAccess } from './vault-service.ts';

export interface ClientService {
  /** By pseudonym, without those whose destruction is not complete yet: nothing of them can be read any more. */
  list(): readonly Client[];
  /** @throws AppError conflict when the pseudonym is taken, too-many, vault-locked */
  create(pseudonym: string): Client;
  /** The phrase that was agreed with a client. @throws AppError not-found, vault-locked */
  phrase(clientId: ClientId): string | null;
  /** Null forgets it. @throws AppError not-found, vault-locked */
  setPhrase(clientId: ClientId, phrase: string | null): void;
}

export interface ClientServiceOptions {
  readonly vault: VaultAccess;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly random: Random;
}

export function createClientService(options: ClientServiceOptions): ClientService {
  const { vault, audit, clock, random } = options;
  const phrasesFor = (clientId: ClientId): PhrasesTable => {
    const { clients, phrases } = vault.use();
    if (!clients.exists(clientId)) throw new AppError('not-found');
    return phrases;
  };
  return {
    list: () => {
      const { clients, destructions } = vault.use();
      const decided = new Set(destructions.list().map(({ clientId }) => clientId));
      return clients.list().filter(({ clientId }) => !decided.has(clientId));
    },
    create: (pseudonym) => {
      const { clients } = vault.use();
      const created = {
        clientId: newId<ClientId>(random),
        pseudonym,
        createdAtMs: clock.nowMs(),
        lastSessionAtMs: null,
      };
      audit.along({ event: 'client-created', clientId: created.clientId }, () => {
        clients.add(created);
      });
      return created;
    },
    phrase: (clientId) => {
      const phrase = phrasesFor(clientId).get(clientId);
      audit.reading('record-opened', clientId, () => clientId);
      return phrase;
    },
    setPhrase: (clientId, phrase) => {
      const phrases = phrasesFor(clientId);
      audit.alongAnyway({ event: 'client-changed', clientId }, () => {
        phrases.set(clientId, phrase);
      });
    },
  };
}
