import type { CaptureStanding, ShieldRule } from '../../../src/contract/capture-schema.ts';
import type { ErrorCode } from '../../../src/errors/error-codes.ts';
import type { CaptureTrial, OwnShieldModel } from '../../view-models/own-shield-model.ts';
import { createStore } from '../../view-models/store.ts';

/** A window that was not seen in a capture. */
export const hiddenWindow: CaptureStanding = { capability: 'hides', verdict: 'hidden', why: null };

/** What a scene may say of captures. */
export interface ShieldScene {
  readonly standing?: CaptureStanding;
  readonly trial?: CaptureTrial;
  readonly rule?: ShieldRule;
  readonly failed?: ErrorCode;
}

/** The therapist's shield in one state. */
export function fakeShield(scene: ShieldScene = {}): OwnShieldModel {
  const rule = createStore<ShieldRule>(scene.rule ?? 'warn');
  return {
    standing: createStore<CaptureStanding | null>(scene.standing ?? hiddenWindow),
    trial: createStore<CaptureTrial>(scene.trial ?? { phase: 'idle' }),
    rule,
    failed: createStore<ErrorCode | null>(scene.failed ?? null),
    test: () => undefined,
    setRule: (next) => {
      rule.set(next);
    },
  };
}
