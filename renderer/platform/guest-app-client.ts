import type { Clock, Log } from '../../src/base/ports.ts';
import { guestIpcBoundary, type GuestIpc } from '../../src/contract/guest-ipc.ts';
import type { IpcBridge } from '../../src/contract/ipc-wire.ts';
import { createContractClient, type ContractClient } from './contract-client.ts';

/** The main side of the app for clients, as its page sees it. */
export type GuestAppClient = ContractClient<GuestIpc>;

/** The client end of that contract. */
export function createGuestAppClient(options: {
  readonly bridge: IpcBridge;
  readonly clock: Clock;
  readonly log: Log;
}): GuestAppClient {
  return createContractClient({
    ...options,
    boundary: guestIpcBoundary,
    asksPerson: ['identity.public-key', 'download.begin'],
  });
}
