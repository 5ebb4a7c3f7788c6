import type { CallAnswer, CallName, CallRequest } from '../../src/contract/contract.ts';
import type { Ipc } from '../../src/contract/ipc.ts';

export type IpcCall = CallName<Ipc>;

/** One handler per call of the contract, each with its own types: a missing one does not compile. */
export type IpcHandlers = {
  readonly [K in IpcCall]: (
    request: CallRequest<Ipc, K>,
  ) => CallAnswer<Ipc, K> | Promise<CallAnswer<Ipc, K>>;
};
