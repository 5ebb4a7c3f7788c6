import type { PostureCheck, PostureSystem } from '../../src/contract/posture-calls.ts';
import type { PostureReading } from '../../src/domain/posture/reading.ts';

/** What the system answers itself; who the practice's server is, is asked over the network (`ServerKeysPort`). */
export type LocalPostureCheck = Exclude<PostureCheck, 'server-identity'>;

/** Looks at the computer, in the way of its operating system. */
export interface PosturePort {
  readonly system: PostureSystem;
  /**
   * Runs one check. Ends within moments of `signal` firing, and leaves nothing running. `unknown` for whatever goes wrong.
   * Never rejects.
   */
  read(check: LocalPostureCheck, signal: AbortSignal): Promise<PostureReading>;
}
