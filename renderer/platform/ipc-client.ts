import type { Clock, Log } from '../../src/base/ports.ts';
import type {
  CallInput,
  CallName,
  CallResult,
  PushData,
  PushName,
} from '../../src/contract/contract.ts';
import { ipc, IPC_PROTOCOL, type Ipc } from '../../src/contract/ipc.ts';
import { ipcResponse, type IpcBridge } from '../../src/contract/ipc-wire.ts';
import { limits } from '../../src/contract/limits.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { fromWireError } from '../../src/errors/error-wire.ts';
import { withDeadline } from './deadline.ts';
import { parseReceived } from './parse.ts';

/** The main side, as the renderer sees it: the contract's calls and pushes, and nothing else. */
export interface IpcClient {
  /** @throws AppError always of that type; `timeout` when the main side does not answer. */
  call<K extends CallName<Ipc>>(name: K, input: CallInput<Ipc, K>): Promise<CallResult<Ipc, K>>;
  /** Listens until the returned function is called. */
  on<K extends PushName<Ipc>>(name: K, listener: (data: PushData<Ipc, K>) => void): () => void;
}

/** The system may ask the person for the keychain's password first, and people need time. */
const personDeadlineMs = 5 * 60_000;
const asksPerson: ReadonlySet<string> = new Set<CallName<Ipc>>(['vault.create', 'vault.open']);

/** The client end of the IPC contract over the bridge that the host put into the page. */
export function createIpcClient(options: {
  readonly bridge: IpcBridge;
  readonly clock: Clock;
  readonly log: Log;
}): IpcClient {
  const { bridge, clock, log } = options;
  return {
    async call(name, input) {
      const send = bridge.calls[name];
      if (!send) throw new AppError('update-required', name);
      const timeoutMs = asksPerson.has(name) ? personDeadlineMs : limits.requestTimeoutMs;
      const request = { protocol: IPC_PROTOCOL, channel: name, data: input };
      const answer = await withDeadline(transported(send(request)), timeoutMs, clock);
      const response = parseReceived(ipcResponse, answer);
      if (!response.ok) throw fromWireError(response.error);
      // The schema of `name` made it; the compiler cannot follow a table through a type parameter.
      return parseReceived(ipc[name].out, response.data) as CallResult<Ipc, typeof name>;
    },
    on(name, listener) {
      const subscribe = bridge.pushes[name];
      if (!subscribe) throw new AppError('update-required', name);
      return subscribe((data) => {
        const parsed = ipc[name].data.safeParse(data);
        if (parsed.success) listener(parsed.data as PushData<Ipc, typeof name>);
        else log.error('ipc-push-unreadable', { channel: name });
      });
    },
  };
}

/** What the host's transport itself throws becomes an AppError; its text may name things, so it is only the cause. */
async function transported(answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer;
  } catch (error) {
    throw AppError.from(error);
  }
}
