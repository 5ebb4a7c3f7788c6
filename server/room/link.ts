import type { PushInput, PushName } from '../../src/contract/contract.ts';
import type { Signaling } from '../../src/contract/signaling.ts';
import type { closeCodes } from '../../src/contract/signaling-wire.ts';

/** A client's connection as a room sees it. Pushing to a closed link does nothing. */
export interface Link {
  push<K extends PushName<Signaling>>(name: K, data: PushInput<Signaling, K>): void;
  /** Closes the connection once what was pushed before has gone out. */
  close(reason: keyof typeof closeCodes): void;
}
