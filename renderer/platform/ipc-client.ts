import type { Clock, Log } from '../../src/base/ports.ts';
import { ipcBoundary, type Ipc } from '../../src/contract/ipc.ts';
import type { IpcBridge } from '../../src/contract/ipc-wire.ts';
import { createContractClient, type ContractClient } from './contract-client.ts';

/** The therapist's main side, as its page sees it. */
export type IpcClient = ContractClient<Ipc>;

/** The client end of the therapist's contract. */
export function createIpcClient(options: {
  readonly bridge: IpcBridge;
  readonly clock: Clock;
  readonly log: Log;
}): IpcClient {
  return createContractClient({
    ...options,
    boundary: ipcBoundary,
    asksPerson: [
      'vault.create',
      'vault.open',
      'vault.check-keychain',
      'vault.set-keychain',
      // It waits for a keychain that is being given its key.
      'vault.set-passphrase',
      // It writes into the folder for backups, which may be far away.
      'vault.keep-recovery-key',
      // Nobody is asked, but looking at the computer takes up to twenty seconds, and trying a capture up to ten.
      'posture.read',
      'session.start',
      'capture.test',
      'download.begin',
      'export.begin',
      'audit.export',
      'backup.choose-folder',
      'restore.choose-folder',
    ],
    takesLong: [
      'vault.verify',
      'vault.renew-key',
      'backup.make',
      'backup.test',
      'restore.begin',
      'rescue.begin',
      // No work that can be stopped, but of a large vault: after a crash everything is read first, and the file is made anew
      // after a destruction.
      'vault.unlock',
      'client.destroy',
    ],
  });
}
