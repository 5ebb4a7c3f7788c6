import type { Clock } from '../../src/base/ports.ts';
import { guestAdviceReason, type GuestAdvice } from '../../src/contract/guest-computer-calls.ts';
import type { LocalPostureCheck, PosturePort } from '../ports/posture-port.ts';

const checks: readonly LocalPostureCheck[] = ['network', 'remote-session', 'other-programs'];
const oneCheckMs = 10_000;

/** Looks at a client's computer once, one thing after another. */
export class GuestComputer {
  readonly #posture: PosturePort | undefined;
  readonly #clock: Clock;
  #looking: Promise<readonly GuestAdvice[]> | null = null;

  /** Without `posture` nothing is known of the computer, and nothing is told. */
  constructor(options: { readonly posture?: PosturePort; readonly clock: Clock }) {
    this.#posture = options.posture;
    this.#clock = options.clock;
  }

  /** What is worth a sentence. Never rejects. */
  async advice(): Promise<readonly GuestAdvice[]> {
    this.#looking ??= this.#look();
    return this.#looking;
  }

  async #look(): Promise<readonly GuestAdvice[]> {
    const found: GuestAdvice[] = [];
    for (const check of this.#posture ? checks : []) {
      const ending = new AbortController();
      const cancel = this.#clock.after(oneCheckMs, () => {
        ending.abort();
      });
      const reading = await this.#posture?.read(check, ending.signal);
      cancel();
      if (reading?.state !== 'advice') continue;
      const reason = guestAdviceReason.safeParse(reading.reason);
      const programs = [...(reading.programs ?? [])];
      if (reason.success) found.push({ reason: reason.data, programs });
    }
    return found;
  }
}
