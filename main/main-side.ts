import { Emitter } from '../src/base/emitter.ts';
import type { Clock, Log, Random } from '../src/base/ports.ts';
import { Scope } from '../src/base/scope.ts';
import type { PushInput, PushName } from '../src/contract/contract.ts';
import type { Ipc } from '../src/contract/ipc.ts';
import { createHandlers } from './ipc/handlers.ts';
import { register, type IpcReceiver } from './ipc/register.ts';
import { createClientService } from './services/client-service.ts';
import type { HostInfo } from './services/host-info.ts';
import type { KeychainPort } from './services/keychain-port.ts';
import { createNoteService } from './services/note-service.ts';
import { createServerService } from './services/server-service.ts';
import { createSessionService } from './services/session-service.ts';
import { VaultService } from './services/vault-service.ts';
import { createVaultStore } from './vault/vault-store.ts';

/**
 * A server that the shell was started with. While there is one it is the server: `server.get` answers with it, enrolled
 * only once `server.enrolled` was called in this process, and nothing about it is written down.
 */
export interface PresetServer {
  readonly origin: string;
  readonly enrolmentCode: string;
}

export interface MainSideOptions {
  readonly host: HostInfo;
  /** Absolute path of the folder for everything that is kept; made if missing. */
  readonly dataFolder: string;
  readonly keychain: KeychainPort;
  readonly presetServer: PresetServer | null;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** Hears every push of the contract. */
export type PushListener = <K extends PushName<Ipc>>(channel: K, data: PushInput<Ipc, K>) => void;

/** Everything that Quietroom does outside the renderer, without a shell: a host puts windows and a bridge around it. */
export interface MainSide {
  /** Answers one call of the contract. Never rejects. */
  readonly handle: IpcReceiver;
  /** Sends pushes to the listener until the returned function is called. */
  onPush(listener: PushListener): () => void;
  /** Origin of the practice's server for `connect-src`; null when none was chosen, or while the vault is closed. */
  allowedServerOrigin(): string | null;
  /** Tells when `allowedServerOrigin` changes, until the returned function is called. */
  onAllowedServerOrigin(listener: (origin: string | null) => void): () => void;
  /** Closes the vault and wipes its keys. Idempotent. */
  close(): Promise<void>;
}

/** Builds the main side. Opens nothing yet: the renderer asks for that. */
export function createMainSide(options: MainSideOptions): MainSide {
  const { host, log } = options;
  const scope = new Scope();
  const store = createVaultStore(options);
  const vault = new VaultService({ store, keychain: options.keychain, log });
  scope.own(() => {
    vault.close();
  });
  const ports = { vault, clock: options.clock, random: options.random };
  const server = createServerService(vault);
  const handlers = createHandlers({
    host,
    vault,
    server,
    clients: createClientService(ports),
    notes: createNoteService(ports),
    sessions: createSessionService(ports),
  });
  const origin = followServerOrigin(vault, server, scope);
  return {
    handle: register({ handlers, rendererOrigin: host.rendererOrigin, log }),
    onPush: (listener) =>
      vault.events.on('changed', (status) => {
        listener('vault.changed', status);
      }),
    allowedServerOrigin: origin.current,
    onAllowedServerOrigin: (listener) => origin.events.on('changed', listener),
    close: () => {
      scope.close();
      return Promise.resolve();
    },
  };
}

/** Remembers the server that may be connected to: there is one only while the vault is open and knows it. */
function followServerOrigin(
  vault: VaultService,
  server: ReturnType<typeof createServerService>,
  scope: Scope,
): { current: () => string | null; events: Emitter<{ changed: string | null }> } {
  const events = new Emitter<{ changed: string | null }>();
  let current: string | null = null;
  const update = (origin: string | null): void => {
    if (origin === current) return;
    current = origin;
    events.emit('changed', origin);
  };
  vault.events.on(
    'changed',
    ({ state }) => {
      update(state === 'open' ? server.get().origin : null);
    },
    scope,
  );
  server.events.on('chosen', update, scope);
  return { current: () => current, events };
}
