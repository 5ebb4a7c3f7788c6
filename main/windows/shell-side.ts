import type { Contract } from '../../src/contract/contract.ts';
import type { ServedSide } from './page-server.ts';

/** A main side as a shell needs it, whichever app it is of. */
export interface ShellSide extends ServedSide {
  /** The contract that the page is served by. */
  readonly table: Contract;
  onPush(listener: (channel: string, data: unknown) => void): () => void;
  close(): Promise<void>;
}
