import type { Clock, Random } from '../../../src/base/ports.ts';
import type { PushInput, PushName } from '../../../src/contract/contract.ts';
import type { MediaWorker } from '../../../src/contract/media-worker.ts';
import type { Suite } from '../../../src/crypto/mls/suite.ts';

/** Tells the page something. */
export type Push = <K extends PushName<MediaWorker>>(
  name: K,
  data: PushInput<MediaWorker, K>,
) => void;

/** What the worker's parts need of the world. */
export interface WorkerPorts {
  readonly suite: Suite;
  readonly clock: Clock;
  readonly random: Random;
  readonly push: Push;
}
