import type { Clock, Log } from '../../src/base/ports.ts';
import type {
  Boundary,
  CallInput,
  CallName,
  CallResult,
  Contract,
  PushData,
  PushName,
} from '../../src/contract/contract.ts';
import { ipcResponse, type IpcBridge } from '../../src/contract/ipc-wire.ts';
import { limits } from '../../src/contract/limits.ts';
import { AppError } from '../../src/errors/app-error.ts';
import { fromWireError } from '../../src/errors/error-wire.ts';
import { withDeadline } from './deadline.ts';
import { parseReceived } from './parse.ts';

/** The main side, as a page sees it: the calls and pushes of its contract, and nothing else. */
export interface ContractClient<C extends Contract> {
  /** @throws AppError always of that type; `timeout` when the main side does not answer. */
  call<K extends CallName<C>>(name: K, input: CallInput<C, K>): Promise<CallResult<C, K>>;
  /** Listens until the returned function is called. */
  on<K extends PushName<C>>(name: K, listener: (data: PushData<C, K>) => void): () => void;
}

export interface ContractClientOptions<C extends Contract> {
  readonly boundary: Boundary<C>;
  readonly bridge: IpcBridge;
  /** Calls during which the system may ask the person something first, such as the keychain's password, or that take as long. */
  readonly asksPerson: readonly CallName<C>[];
  /** Calls that start a long work, which is followed and stopped by its own calls. None when left out. */
  readonly takesLong?: readonly CallName<C>[];
  readonly clock: Clock;
  readonly log: Log;
}

/** People need time. */
const personDeadlineMs = 5 * 60_000;
/** Somebody who waits longer has no use for the answer any more. */
const workDeadlineMs = 6 * 60 * 60_000;

/** The page's end of a contract over the bridge that the host put into the page. */
export function createContractClient<C extends Contract>(
  options: ContractClientOptions<C>,
): ContractClient<C> {
  const { bridge, clock, log } = options;
  const { protocol, table }: Boundary = options.boundary;
  const asksPerson: readonly string[] = options.asksPerson;
  const takesLong: readonly string[] = options.takesLong ?? [];
  return {
    async call(name, input) {
      const send = bridge.calls[name];
      const shape = table[name];
      if (!send || shape?.kind !== 'call') throw new AppError('update-required', name);
      const timeoutMs = takesLong.includes(name)
        ? workDeadlineMs
        : asksPerson.includes(name)
          ? personDeadlineMs
          : limits.requestTimeoutMs;
      const request = { protocol, channel: name, data: input };
      const answer = await withDeadline(transported(send(request)), timeoutMs, clock);
      const response = parseReceived(ipcResponse, answer);
      if (!response.ok) throw fromWireError(response.error);
      // The schema of `name` made it; the compiler cannot follow a table through a type parameter.
      return parseReceived(shape.out, response.data) as CallResult<C, typeof name>;
    },
    on(name, listener) {
      const subscribe = bridge.pushes[name];
      const shape = table[name];
      if (!subscribe || shape?.kind !== 'push') throw new AppError('update-required', name);
      return subscribe((data) => {
        const parsed = shape.data.safeParse(data);
        if (parsed.success) listener(parsed.data as PushData<C, typeof name>);
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
