import type { Clock } from '../../src/base/ports.ts';
import { guestAdviceReason, type GuestAdvice } from '../../src/contract/guest-computer-calls.ts';
import { postureUnknown } from '../../src/domain/posture/reading.ts';
import { askWithin } from '../ports/ask-within.ts';
import type { PortalPort } from '../ports/portal-port.ts';
import type { LocalPostureCheck, PosturePort } from '../ports/posture-port.ts';
import type { ServerKeysPort } from '../ports/server-keys-port.ts';

const checks: readonly LocalPostureCheck[] = ['network', 'remote-session', 'other-programs'];
const oneCheckMs = 10_000;

/** What stands between this computer and a practice's server. */
export interface GuestNetworkPorts {
  readonly serverKeys: ServerKeysPort;
  readonly portal: PortalPort;
}

interface GuestComputerOptions {
  /** Left out, nothing is known of the computer, and nothing is told. */
  readonly posture?: PosturePort;
  /** Left out, nothing is known of the way to a server. */
  readonly network?: GuestNetworkPorts;
  readonly clock: Clock;
}

interface PortalLook {
  readonly origin: string;
  readonly isThere: Promise<boolean>;
}

/** Looks at a client's computer once, one thing after another. */
export class GuestComputer {
  readonly #options: GuestComputerOptions;
  #looking: Promise<readonly GuestAdvice[]> | null = null;
  #portal: PortalLook | null = null;

  constructor(options: GuestComputerOptions) {
    this.#options = options;
  }

  /** What is worth a sentence. `origin`: the server that they are invited to. Never rejects. */
  async advice(origin: string | null): Promise<readonly GuestAdvice[]> {
    this.#looking ??= this.#look();
    const found = await this.#looking;
    const isTold = found.some(({ reason }) => reason === 'portal');
    if (isTold || origin === null || !(await this.#hasPortal(origin))) return found;
    return [{ reason: 'portal', programs: [] }, ...found];
  }

  async #look(): Promise<readonly GuestAdvice[]> {
    const { posture } = this.#options;
    const found: GuestAdvice[] = [];
    if (!posture) return found;
    for (const check of checks) {
      const reading = await this.#ask(postureUnknown, async (signal) =>
        posture.read(check, signal),
      );
      if (reading.state !== 'advice') continue;
      const reason = guestAdviceReason.safeParse(reading.reason);
      const programs = [...(reading.programs ?? [])];
      if (reason.success) found.push({ reason: reason.data, programs });
    }
    return found;
  }

  async #hasPortal(origin: string): Promise<boolean> {
    const { network } = this.#options;
    if (!network) return false;
    if (this.#portal?.origin !== origin) {
      this.#portal = {
        origin,
        isThere: this.#ask(false, (signal) => askFor(network, origin, signal)),
      };
    }
    return this.#portal.isThere;
  }

  async #ask<T>(otherwise: T, ask: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return askWithin({ clock: this.#options.clock, limitMs: oneCheckMs, otherwise }, ask);
  }
}

/** A server that somebody vouches for answers itself, and is asked nothing more. */
async function askFor(
  { serverKeys, portal }: GuestNetworkPorts,
  origin: string,
  signal: AbortSignal,
): Promise<boolean> {
  const keys = await serverKeys.ask(origin, signal);
  const isItself = keys.state === 'local' || (keys.state === 'shown' && keys.isVouched);
  return !isItself && portal.isThere(origin, signal);
}
