import type { Scope } from '../../src/base/scope.ts';
import type { ShieldRule } from '../../src/contract/capture-schema.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { IpcClient } from '../platform/ipc-client.ts';
import { followCapture, type OwnCapture } from './capture-model.ts';
import { LatestTask } from './latest-task.ts';
import { createStore, type Store } from './store.ts';
import type { VaultModel } from './vault-model.ts';

/** Trying again whether the window can be captured. */
export type CaptureTrial =
  | { readonly phase: 'idle' }
  | { readonly phase: 'trying' }
  | { readonly phase: 'failed'; readonly code: ErrorCode };

/** The therapist's capture shield, and what they want where others have none. */
export interface OwnShieldModel {
  readonly standing: OwnCapture;
  readonly trial: Store<CaptureTrial>;
  /** The strictest before it is known. */
  readonly rule: Store<ShieldRule>;
  /** Why the last change of the rule is not in force; null: it is. */
  readonly failed: Store<ErrorCode | null>;
  test(): void;
  setRule(rule: ShieldRule): void;
}

export function createOwnShieldModel(options: {
  readonly ipc: IpcClient;
  readonly vault: VaultModel;
  readonly scope: Scope;
}): OwnShieldModel {
  const { ipc, vault, scope } = options;
  const trial = createStore<CaptureTrial>({ phase: 'idle' });
  const rule = createStore<ShieldRule>('refuse');
  const failed = createStore<ErrorCode | null>(null);
  const task = new LatestTask();
  const load = (): void => {
    task.start(
      () => ipc.call('capture.rule', {}),
      (setting) => {
        rule.set(setting.rule);
      },
      ({ code }) => {
        failed.set(code);
      },
    );
  };
  let wasOpen = false;
  const look = (): void => {
    const isOpen = vault.state.get().phase === 'open';
    // What was in force stays so behind a locked vault: a call may go on there.
    if (isOpen && !wasOpen) load();
    wasOpen = isOpen;
  };
  scope.own(vault.state.subscribe(look));
  scope.own(() => {
    task.stop();
  });
  look();
  return {
    standing: followCapture(ipc, scope),
    trial,
    rule,
    failed,
    test: () => {
      if (trial.get().phase === 'trying') return;
      trial.set({ phase: 'trying' });
      // What it finds comes by itself.
      ipc.call('capture.test', {}).then(
        () => {
          trial.set({ phase: 'idle' });
        },
        (error: unknown) => {
          trial.set({ phase: 'failed', code: AppError.from(error).code });
        },
      );
    },
    setRule: (next) => {
      const before = rule.get();
      failed.set(null);
      rule.set(next);
      task.start(
        () => ipc.call('capture.set-rule', { rule: next }),
        (setting) => {
          rule.set(setting.rule);
        },
        ({ code }) => {
          // What was in force still is.
          rule.set(before);
          failed.set(code);
        },
      );
    },
  };
}
