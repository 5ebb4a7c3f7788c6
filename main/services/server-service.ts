import { Emitter } from '../../src/base/emitter.ts';
import type { Bytes } from '../../src/base/bytes.ts';
import { parseServerOrigin } from '../../src/base/server-origin.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { SignedStatement } from '../vault/tables/identity-table.ts';
import type { VaultAccess } from './vault-service.ts';

interface ServerEvents {
  /** Another server was chosen. */
  readonly chosen: string;
}

export interface ServerService {
  readonly events: Emitter<ServerEvents>;
  get(): { readonly origin: string | null; readonly enrolled: boolean };
  /** @throws AppError bad-request, conflict while a session runs on another server, vault-locked */
  set(origin: string): void;
  /** @throws AppError server-unset, vault-locked */
  signEnrolment(challenge: Bytes): SignedStatement;
  /** @throws AppError server-unset, vault-locked */
  markEnrolled(): void;
}

export function createServerService(vault: VaultAccess): ServerService {
  const events = new Emitter<ServerEvents>();
  const chosenOrigin = (): string => {
    const origin = vault.use().server.get()?.origin;
    if (origin === undefined) throw new AppError('server-unset');
    return origin;
  };
  return {
    events,
    get: () => vault.use().server.get() ?? { origin: null, enrolled: false },
    set: (text) => {
      const { server, sessions } = vault.use();
      const origin = parseServerOrigin(text);
      if (origin === null) throw new AppError('bad-request');
      const running = sessions.running();
      // The running session's invites name its server; a page that may no longer reach it could not even end it.
      if (running && running.serverOrigin !== origin) throw new AppError('conflict');
      server.choose(origin);
      events.emit('chosen', origin);
    },
    signEnrolment: (challenge) => vault.use().identity.signEnrolment(chosenOrigin(), challenge),
    markEnrolled: () => {
      chosenOrigin();
      vault.use().server.markEnrolled();
    },
  };
}
