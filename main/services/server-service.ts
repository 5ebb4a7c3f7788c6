import { Emitter } from '../../src/base/emitter.ts';
import type { Bytes } from '../../src/base/bytes.ts';
import { parseServerOrigin } from '../../src/base/server-origin.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { SignedStatement } from '../vault/tables/identity-table.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { VaultAccess } from './vault-service.ts';

/**
 * A server that the shell was started with. While there is one it is the server: `server.get` answers with it, enrolled
 * only once `server.enrolled` was called in this process, and nothing about it is written down.
 */
export interface PresetServer {
  readonly origin: string;
  readonly enrolmentCode: string;
}

interface ChosenServer {
  readonly origin: string | null;
  readonly enrolled: boolean;
  readonly enrolmentCode: string | null;
}

interface ServerEvents {
  /** Another server was chosen. */
  readonly chosen: string;
}

export interface ServerService {
  readonly events: Emitter<ServerEvents>;
  /** @throws AppError vault-locked, unless the server was preset */
  get(): ChosenServer;
  /** The same server's origin. @throws AppError server-unset, vault-locked unless it was preset */
  origin(): string;
  /**
   * @throws AppError bad-request; conflict when another one was preset, or a session runs on another one; vault-locked
   */
  set(origin: string): void;
  /** @throws AppError server-unset, vault-locked */
  signEnrolment(challenge: Bytes): SignedStatement;
  /** @throws AppError server-unset, vault-locked */
  markEnrolled(): void;
}

/** Where the choice of a server is kept. */
type ServerChoice = Omit<ServerService, 'events' | 'origin' | 'signEnrolment'>;

export function createServerService(
  vault: VaultAccess,
  audit: AuditTrail,
  preset: PresetServer | null,
): ServerService {
  const events = new Emitter<ServerEvents>();
  const choice = preset ? presetChoice(preset) : storedChoice(vault, audit, events);
  const origin = (): string => {
    const chosen = choice.get().origin;
    if (chosen === null) throw new AppError('server-unset');
    return chosen;
  };
  return {
    ...choice,
    events,
    origin,
    signEnrolment: (challenge) => vault.use().identity.signEnrolment(origin(), challenge),
    markEnrolled: () => {
      origin();
      choice.markEnrolled();
    },
  };
}

function storedChoice(
  vault: VaultAccess,
  audit: AuditTrail,
  events: Emitter<ServerEvents>,
): ServerChoice {
  return {
    get: () => {
      const { origin, enrolled } = vault.use().server.get() ?? { origin: null, enrolled: false };
      return { origin, enrolled, enrolmentCode: null };
    },
    set: (text) => {
      const { server, sessions } = vault.use();
      const origin = parsedOrigin(text);
      const running = sessions.running();
      // The running session's invites name its server; a page that may no longer reach it could not even end it.
      if (running && running.serverOrigin !== origin) throw new AppError('conflict');
      audit.alongAnyway({ event: 'settings-changed', subject: 'server' }, () => {
        server.choose(origin);
      });
      events.emit('chosen', origin);
    },
    markEnrolled: () => {
      const { server } = vault.use();
      audit.alongAnyway({ event: 'settings-changed', subject: 'server' }, () => {
        server.markEnrolled();
      });
    },
  };
}

function presetChoice({ origin, enrolmentCode }: PresetServer): ServerChoice {
  let enrolled = false;
  return {
    get: () => ({ origin, enrolled, enrolmentCode }),
    set: (text) => {
      if (parsedOrigin(text) !== origin) throw new AppError('conflict');
    },
    markEnrolled: () => {
      enrolled = true;
    },
  };
}

function parsedOrigin(text: string): string {
  const origin = parseServerOrigin(text);
  if (origin === null) throw new AppError('bad-request');
  return origin;
}
