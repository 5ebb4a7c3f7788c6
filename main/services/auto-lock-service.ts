import { assertNever } from '../../src/base/assert-never.ts';
import { Emitter } from '../../src/base/emitter.ts';
import type { CancelTimer, Clock, Log } from '../../src/base/ports.ts';
import type { Scope } from '../../src/base/scope.ts';
import type { LockReason } from '../../src/contract/auto-lock-calls.ts';
import type { SessionId } from '../../src/contract/ids.ts';
import {
  dueAtMs,
  nextAutoLock,
  usualIdleMinutes,
  type AutoLockDeed,
  type AutoLockEvent,
  type AutoLockState,
} from '../../src/domain/auto-lock.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { PowerEvent, PowerEvents } from '../ports/power-events.ts';
import { runningSession } from './running-session.ts';
import type { VaultService } from './vault-service.ts';

interface AutoLockNews {
  /** The page saves its last words and says `release`; after a deadline the vault locks without. */
  readonly closing: LockReason;
  /** It locks at this time; null: not any more. */
  readonly soon: number | null;
}

export interface AutoLockServiceOptions {
  readonly vault: VaultService;
  /** Left out, the shell knows nothing of the machine's use, and the vault locks only when it is told to. */
  readonly power?: PowerEvents;
  readonly clock: Clock;
  readonly log: Log;
  readonly scope: Scope;
}

/** Locks the vault when nobody is there any more. */
export class AutoLockService {
  readonly events = new Emitter<AutoLockNews>();
  readonly #options: AutoLockServiceOptions;
  #state: AutoLockState = { phase: 'shut' };
  #cancelTimer: CancelTimer = () => undefined;

  constructor(options: AutoLockServiceOptions) {
    this.#options = options;
    const { vault, power, scope } = options;
    if (!power) return;
    scope.own(() => {
      this.#cancelTimer();
    });
    vault.events.on(
      'changed',
      ({ state }) => {
        // It says something else of itself, and is as open as it was: a lock that is under way goes on.
        if (state === 'open' && this.#state.phase !== 'shut') return;
        this.#take(state === 'open' ? { kind: 'opened', minutes: this.#minutes() } : shut);
      },
      scope,
    );
    scope.own(
      power.listen((event) => {
        this.#take(eventOf(event));
      }),
    );
  }

  /** After how many minutes without use it locks. @throws AppError vault-locked */
  idleMinutes(): number {
    return this.#options.vault.use().autoLock.idleMinutes() ?? usualIdleMinutes;
  }

  /** In force at once. @throws AppError disk-full, vault-locked */
  setIdleMinutes(minutes: number): void {
    this.#options.vault.use().autoLock.setIdleMinutes(minutes);
    this.#take({ kind: 'minutes-set', minutes });
  }

  /** The page has saved what it could. */
  release(): void {
    this.#take({ kind: 'released' });
  }

  /** Somebody is in the call. @throws AppError not-found unless this session runs, vault-locked */
  inCall(sessionId: SessionId): void {
    runningSession(this.#options.vault, sessionId);
    this.#take({ kind: 'call' });
  }

  /** A setting that cannot be read is no reason to stay open. */
  #minutes(): number {
    try {
      return this.idleMinutes();
    } catch (error) {
      this.#options.log.error('auto-lock-setting', { code: AppError.from(error).code });
      return usualIdleMinutes;
    }
  }

  #take(event: AutoLockEvent): void {
    const { power, clock } = this.#options;
    if (!power) return;
    const nowMs = clock.nowMs();
    const { state, deed } = nextAutoLock(this.#state, event, nowMs);
    this.#state = state;
    this.#cancelTimer();
    const dueMs = dueAtMs(state);
    if (dueMs !== null) {
      this.#cancelTimer = clock.after(Math.max(0, dueMs - nowMs), () => {
        this.#take({ kind: 'due' });
      });
    }
    if (deed) this.#do(deed);
  }

  #do(deed: AutoLockDeed): void {
    switch (deed.kind) {
      case 'notice':
        this.events.emit('soon', deed.lockAtMs);
        return;
      case 'calm':
        this.events.emit('soon', null);
        return;
      case 'close':
        this.#options.log.info('auto-lock', { why: deed.why.kind });
        this.events.emit('closing', deed.why);
        return;
      case 'lock':
        void this.#lock(deed.why);
        return;
      default:
        assertNever(deed, 'auto-lock deed');
    }
  }

  async #lock(why: LockReason): Promise<void> {
    const { vault, log } = this.#options;
    try {
      await vault.lock(why);
    } catch (error) {
      // It is shut all the same: what failed came after that.
      log.error('auto-lock-failed', { code: AppError.from(error).code });
    }
  }
}

const shut = { kind: 'shut' } as const;

function eventOf(event: PowerEvent): AutoLockEvent {
  return event.kind === 'idle' ? event : { kind: 'left', why: event };
}
