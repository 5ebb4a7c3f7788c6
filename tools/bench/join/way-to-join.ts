import type { Page } from 'playwright-core';
import type { Step } from './step-probe.ts';

/** A guest page that waits to be let in. */
interface GuestAtTheDoor {
  /** When the guest's page began to load, in milliseconds since 1970. */
  readonly navigatedAtMs: number;
  /** Milliseconds from there, by what the page had reached. */
  readonly readyMs: Readonly<Record<string, number>>;
  /** Presses the button that the wait ends with. @returns when it was pressed, in milliseconds since 1970 */
  letIn(): Promise<number>;
  /** What happened on the other side, if anybody watches there. */
  otherSteps(): Promise<readonly Step[]>;
  /** Ends the call on both sides. */
  leave(): Promise<void>;
}

/** One way into a call: the product's, or one that it is compared with. */
export interface WayToJoin {
  /** The process below which the SFU's worker runs. */
  readonly serverPid: number;
  /** Brings the other side into the room and the guest's page, fresh and probed, to its door. */
  arrive(page: Page): Promise<GuestAtTheDoor>;
  stop(): Promise<void>;
}
