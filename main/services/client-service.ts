import type { Clock, Random } from '../../src/base/ports.ts';
import { newId, type ClientId } from '../../src/contract/ids.ts';
import type { Client } from '../../src/contract/ipc.ts';
import type { VaultAccess } from './vault-service.ts';

export interface ClientService {
  list(): readonly Client[];
  /** @throws AppError conflict when the pseudonym is taken, too-many, vault-locked */
  create(pseudonym: string): Client;
}

export interface ClientServiceOptions {
  readonly vault: VaultAccess;
  readonly clock: Clock;
  readonly random: Random;
}

export function createClientService({ vault, clock, random }: ClientServiceOptions): ClientService {
  return {
    list: () => vault.use().clients.list(),
    create: (pseudonym) => {
      const { clients } = vault.use();
      const created = {
        clientId: newId<ClientId>(random),
        pseudonym,
        createdAtMs: clock.nowMs(),
        lastSessionAtMs: null,
      };
      clients.add(created);
      return created;
    },
  };
}
