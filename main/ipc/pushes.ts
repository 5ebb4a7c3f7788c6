import type { Scope } from '../../src/base/scope.ts';
import type { PushInput, PushName } from '../../src/contract/contract.ts';
import type { Ipc } from '../../src/contract/ipc.ts';
import type { AutoLockService } from '../services/auto-lock-service.ts';
import type { CaptureShieldService } from '../services/capture-shield-service.ts';
import type { ExportService } from '../services/export-service.ts';
import type { LongWork } from '../services/long-work.ts';
import type { RescueService } from '../services/rescue-service.ts';
import type { VaultService } from '../services/vault-service.ts';

/** Hears every push of the contract. */
export type PushListener = <K extends PushName<Ipc>>(channel: K, data: PushInput<Ipc, K>) => void;

/** Whose events are pushed. */
export interface PushSources {
  readonly vault: VaultService;
  readonly work: LongWork;
  readonly exports: ExportService;
  readonly rescue: Pick<RescueService, 'events'>;
  readonly autoLock: AutoLockService;
  readonly capture: CaptureShieldService;
}

/** Hands every event that the contract pushes to the listener, for as long as the scope lives. */
export function sendPushes(sources: PushSources, listener: PushListener, scope: Scope): void {
  sources.vault.events.on(
    'changed',
    (status) => {
      listener('vault.changed', status);
    },
    scope,
  );
  sources.work.events.on(
    'progress',
    (progress) => {
      listener('work.progress', progress);
    },
    scope,
  );
  sources.exports.events.on(
    'changed',
    (status) => {
      listener('export.changed', status);
    },
    scope,
  );
  sources.rescue.events.on(
    'ended',
    () => {
      listener('rescue.ended', { ended: true });
    },
    scope,
  );
  sources.capture.told.events.on(
    'changed',
    (standing) => {
      listener('capture.changed', standing);
    },
    scope,
  );
  sources.autoLock.events.on(
    'closing',
    (why) => {
      listener('lock.closing', { why });
    },
    scope,
  );
  sources.autoLock.events.on(
    'soon',
    (lockAtMs) => {
      listener('lock.soon', { lockAtMs });
    },
    scope,
  );
}
