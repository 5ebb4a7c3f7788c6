import type { CallResult } from '../../src/contract/contract.ts';
import type { Ipc } from '../../src/contract/ipc.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { IpcClient } from '../platform/ipc-client.ts';
import type { Connect } from '../platform/signaling-connection.ts';
import { LatestTask } from './latest-task.ts';
import { createStore, type Store } from './store.ts';

export type ServerState =
  | { readonly phase: 'loading' }
  /** No server chosen yet: ask for its address. */
  | { readonly phase: 'unset'; readonly work: ServerWork }
  /** Chosen, but this machine's key is not enrolled there: ask for the code from the practice's IT. */
  | { readonly phase: 'not-enrolled'; readonly origin: string; readonly work: ServerWork }
  | { readonly phase: 'enrolled'; readonly origin: string; readonly work: ServerWork }
  | { readonly phase: 'failed'; readonly code: ErrorCode };

/** What is under way on the server screen, and how it went. */
export type ServerWork =
  | { readonly phase: 'idle' }
  | { readonly phase: 'busy' }
  /** `unauthorized`: the code is wrong or used. `connection-lost`, `timeout`: the server does not answer. */
  | { readonly phase: 'failed'; readonly code: ErrorCode };

/** The practice's server: where it is, and whether it knows this therapist's key. */
export interface ServerModel {
  readonly state: Store<ServerState>;
  load(): void;
  /** Remembers the server's origin, such as `https://rooms.example`. `bad-request` when it is not one. */
  setOrigin(origin: string): void;
  /** Enrols this machine's identity key with a one-time code. */
  enrol(code: string): void;
}

export interface ServerModelOptions {
  readonly ipc: IpcClient;
  readonly connect: Connect;
}

/**
 * An empty model; `load` reads what the vault knows, once it is open. A preset server that came with its code is enrolled
 * at without asking.
 */
export function createServerModel({ ipc, connect }: ServerModelOptions): ServerModel {
  const state = createStore<ServerState>({ phase: 'loading' });
  const task = new LatestTask();
  const load = (): void => {
    if (state.get().phase === 'failed') state.set({ phase: 'loading' });
    task.start(
      () => ipc.call('server.get', {}),
      (server) => {
        state.set(shown(server));
        if (!server.enrolled && server.enrolmentCode !== null) start(server.enrolmentCode);
      },
      (error) => {
        state.set({ phase: 'failed', code: error.code });
      },
    );
  };
  const setWork = (work: ServerWork): void => {
    const before = state.get();
    if (before.phase !== 'loading' && before.phase !== 'failed') state.set({ ...before, work });
  };
  const attempt = (work: () => Promise<unknown>): void => {
    setWork({ phase: 'busy' });
    task.start(work, load, (error) => {
      setWork({ phase: 'failed', code: error.code });
    });
  };
  const start = (code: string): void => {
    const server = state.get();
    if (server.phase !== 'not-enrolled') return;
    attempt(async () => enrol(ipc, connect, server.origin, code.trim()));
  };
  return {
    state,
    load,
    setOrigin(origin) {
      attempt(async () => ipc.call('server.set', { origin: originOf(origin) }));
    },
    enrol: start,
  };
}

function shown(server: CallResult<Ipc, 'server.get'>): ServerState {
  const work = { phase: 'idle' } as const;
  if (server.origin === null) return { phase: 'unset', work };
  const phase = server.enrolled ? 'enrolled' : 'not-enrolled';
  return { phase, origin: server.origin, work };
}

/** What people type or paste: a host name alone means https, and whatever follows the origin is dropped. */
function originOf(typed: string): string {
  const text = typed.trim();
  try {
    return new URL(text.includes('://') ? text : `https://${text}`).origin;
  } catch (cause) {
    throw new AppError('bad-request', 'not an address', { cause });
  }
}

async function enrol(
  ipc: IpcClient,
  connect: Connect,
  origin: string,
  code: string,
): Promise<void> {
  // The contract bounds codes; one outside of its bounds is as wrong as any other.
  if (code.length < 8 || code.length > 128) throw new AppError('unauthorized');
  const connection = await connect(origin);
  try {
    const { challenge } = connection;
    const signed = await ipc.call('server.sign-enrolment', { challenge });
    await connection.call('host.enrol', { code, ...signed });
    await ipc.call('server.enrolled', {});
  } finally {
    connection.close();
  }
}
