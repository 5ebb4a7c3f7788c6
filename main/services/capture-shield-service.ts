import type { Scope } from '../../src/base/scope.ts';
import type { CaptureStanding, ShieldRule } from '../../src/contract/capture-schema.ts';
import { usualShieldRule } from '../../src/domain/shield-rule.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { CapturePort } from '../ports/capture-port.ts';
import { ToldStanding } from '../ports/told-standing.ts';
import type { VaultAccess } from './vault-service.ts';

export interface CaptureShieldOptions {
  /** Left out, the shell has no window of ours: nothing is known, and nothing can be tried. */
  readonly capture?: CapturePort;
  readonly vault: VaultAccess;
  readonly scope: Scope;
}

/** Whether the therapist's window can be captured, trying it again, and what they want where others' are not hidden. */
export class CaptureShieldService {
  readonly told: ToldStanding;
  readonly #options: CaptureShieldOptions;

  constructor(options: CaptureShieldOptions) {
    this.#options = options;
    this.told = new ToldStanding(options.capture);
    options.scope.own(this.told.close);
  }

  /** @throws AppError vault-locked */
  rule(): ShieldRule {
    return this.#options.vault.use().shieldRule.rule() ?? usualShieldRule;
  }

  /** In force at once. @throws AppError disk-full, vault-locked */
  setRule(rule: ShieldRule): void {
    this.#options.vault.use().shieldRule.setRule(rule);
  }

  /**
   * Tries once more. @throws AppError conflict while a session runs: nobody's picture is ever in what a test captures;
   * vault-locked, because then it is not known whether one runs
   */
  async test(): Promise<CaptureStanding> {
    const { capture, vault } = this.#options;
    if (vault.use().sessions.running()) throw new AppError('conflict', 'a session runs');
    await capture?.test();
    return this.told.current;
  }
}
