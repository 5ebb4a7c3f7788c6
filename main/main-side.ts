import type { Clock, Log, Random } from '../src/base/ports.ts';
import type { PushInput, PushName } from '../src/contract/contract.ts';
import { IPC_PROTOCOL, type Ipc } from '../src/contract/ipc.ts';
import { AppError } from '../src/errors/app-error.ts';
import type { IpcHandlers } from './ipc/handlers.ts';
import { register, type IpcReceiver } from './ipc/register.ts';
import type { HostInfo } from './services/host-info.ts';
import type { KeychainPort } from './services/keychain-port.ts';

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
export function createMainSide({ host, log }: MainSideOptions): MainSide {
  const later = (): never => {
    throw new AppError('vault-locked');
  };
  const handlers: IpcHandlers = {
    'app.status': () => ({ protocol: IPC_PROTOCOL, host: host.kind, versions: host.versions }),
    'vault.status': () => ({ state: 'absent' }),
    'vault.create': later,
    'vault.open': later,
    'vault.lock': later,
    'client.list': later,
    'client.create': later,
    'note.list': later,
    'note.create': later,
    'note.read': later,
    'note.save': later,
    'server.get': later,
    'server.set': later,
    'server.sign-enrolment': later,
    'server.enrolled': later,
    'session.start': later,
    'session.current': later,
    'session.sign': later,
    'session.invite': later,
    'session.end': later,
  };
  return {
    handle: register({ handlers, rendererOrigin: host.rendererOrigin, log }),
    onPush: () => () => undefined,
    allowedServerOrigin: () => null,
    onAllowedServerOrigin: () => () => undefined,
    close: () => Promise.resolve(),
  };
}
