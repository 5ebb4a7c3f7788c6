import { assertNever } from '../base/assert-never.ts';
import type { LockReason } from '../contract/auto-lock-calls.ts';

// When an open vault locks by itself, and why (V7, R-SEC-32). Whoever walks away from the computer has locked it at the
// latest after so many minutes; whoever locks the screen, closes the lid or lets it sleep has locked it at once.

/** The minutes of a therapist who has chosen none. */
export const usualIdleMinutes = 10;
/** How long before it locks somebody who is still there is told. */
const noticeMs = 30_000;
/** What the page gets to save the last words. They are at most a second old. */
export const lastWordsMs = 2_000;
/** A call that is not told of again within this time is over, or its page is gone. */
const callHoldsMs = 2 * 60_000;
/** Nobody listens for longer without touching anything: that is a call which was forgotten. */
const longestListeningMs = 3 * 60 * 60_000;
/** Who has told nothing for so long was asleep, whether or not the system said so. */
const asleepMs = 90_000;

export type AutoLockState =
  /** The vault is not open. */
  | { readonly phase: 'shut' }
  | {
      readonly phase: 'open';
      readonly minutes: number;
      /** When the computer was used last. */
      readonly usedAtMs: number;
      /** When a call with somebody in it was told of last. */
      readonly callAtMs: number | null;
      /** When the machine told last how long it was not used. */
      readonly toldAtMs: number | null;
      /** Whoever is there was told that it locks soon. */
      readonly isNoticed: boolean;
    }
  /** The page saves its last words. */
  | { readonly phase: 'closing'; readonly why: LockReason; readonly untilMs: number };

export type AutoLockEvent =
  | { readonly kind: 'opened'; readonly minutes: number }
  /** Whoever shut it. */
  | { readonly kind: 'shut' }
  | { readonly kind: 'minutes-set'; readonly minutes: number }
  /** A call with somebody in it is under way. */
  | { readonly kind: 'call' }
  | { readonly kind: 'idle'; readonly idleMs: number; readonly atMs: number }
  /** The person turned away from the computer: it sleeps, its screen is locked, its lid is closed. */
  | { readonly kind: 'left'; readonly why: Exclude<LockReason, { kind: 'idle' }> }
  /** The page has saved what it could. */
  | { readonly kind: 'released' }
  /** The time that `dueAtMs` named has come. */
  | { readonly kind: 'due' };

export type AutoLockDeed =
  /** Tell the person that it locks soon. */
  | { readonly kind: 'notice'; readonly lockAtMs: number }
  /** Take that back. */
  | { readonly kind: 'calm' }
  /** Have the page save its last words. */
  | { readonly kind: 'close'; readonly why: LockReason }
  /** Lock now. Also without an open vault: one may be about to open, and locks right after. */
  | { readonly kind: 'lock'; readonly why: LockReason };

export interface AutoLockStep {
  readonly state: AutoLockState;
  readonly deed: AutoLockDeed | null;
}

type Open = Extract<AutoLockState, { phase: 'open' }>;

/** What follows from `event` at `nowMs`. Pairs that mean nothing change nothing: events cross on their way. */
export function nextAutoLock(
  state: AutoLockState,
  event: AutoLockEvent,
  nowMs: number,
): AutoLockStep {
  switch (event.kind) {
    case 'opened':
      return still({ ...newlyOpen, minutes: event.minutes, usedAtMs: nowMs });
    case 'shut':
      return still({ phase: 'shut' });
    case 'left':
      return left(state, event.why, nowMs);
    case 'released':
      return state.phase === 'closing' ? locked(state.why) : still(state);
    case 'due':
      return state.phase === 'closing' && isOver(state.untilMs, nowMs)
        ? locked(state.why)
        : judged(state, nowMs);
    case 'idle':
      return told(state, event, nowMs);
    case 'call':
      return changed(state, { callAtMs: nowMs }, nowMs);
    case 'minutes-set':
      return changed(state, { minutes: event.minutes }, nowMs);
    default:
      return assertNever(event, 'nextAutoLock');
  }
}

/** When `due` is to be said if nothing else happens; null: never. */
export function dueAtMs(state: AutoLockState): number | null {
  switch (state.phase) {
    case 'shut':
      return null;
    case 'closing':
      return state.untilMs;
    case 'open':
      return state.isNoticed ? lockAtMs(state) : lockAtMs(state) - noticeMs;
    default:
      return assertNever(state, 'dueAtMs');
  }
}

const newlyOpen = { phase: 'open', callAtMs: null, toldAtMs: null, isNoticed: false } as const;

function still(state: AutoLockState): AutoLockStep {
  return { state, deed: null };
}

function locked(why: LockReason): AutoLockStep {
  return { state: { phase: 'shut' }, deed: { kind: 'lock', why } };
}

function closing(why: LockReason, nowMs: number): AutoLockStep {
  return {
    state: { phase: 'closing', why, untilMs: nowMs + lastWordsMs },
    deed: { kind: 'close', why },
  };
}

/** A clock that was set back meanwhile must not leave a page that says nothing more any longer. */
function isOver(untilMs: number, nowMs: number): boolean {
  return nowMs >= untilMs || nowMs < untilMs - lastWordsMs;
}

function left(state: AutoLockState, why: LockReason, nowMs: number): AutoLockStep {
  switch (state.phase) {
    case 'shut':
      return locked(why);
    // The first reason is the one that a person sees.
    case 'closing':
      return still(state);
    case 'open':
      return closing(why, nowMs);
    default:
      return assertNever(state, 'left');
  }
}

function told(
  state: AutoLockState,
  { idleMs, atMs }: { readonly idleMs: number; readonly atMs: number },
  nowMs: number,
): AutoLockStep {
  if (state.phase !== 'open') return still(state);
  if (state.toldAtMs !== null && atMs - state.toldAtMs > asleepMs) {
    return closing({ kind: 'suspend' }, nowMs);
  }
  // Opening it was a use, too, which a system that knows little of its person may not have seen.
  const usedAtMs = Math.max(state.usedAtMs, atMs - idleMs);
  return changed(state, { usedAtMs, toldAtMs: atMs }, nowMs);
}

function changed(state: AutoLockState, change: Partial<Open>, nowMs: number): AutoLockStep {
  return state.phase === 'open' ? judged({ ...state, ...change }, nowMs) : still(state);
}

function judged(state: AutoLockState, nowMs: number): AutoLockStep {
  if (state.phase !== 'open') return still(state);
  // A clock that was set back must not put the lock off.
  const open: Open = {
    ...state,
    usedAtMs: Math.min(state.usedAtMs, nowMs),
    callAtMs: state.callAtMs === null ? null : Math.min(state.callAtMs, nowMs),
  };
  const atMs = lockAtMs(open);
  if (nowMs >= atMs) return closing({ kind: 'idle', minutes: open.minutes }, nowMs);
  const isSoon = nowMs >= atMs - noticeMs;
  if (isSoon === open.isNoticed) return still(open);
  return {
    state: { ...open, isNoticed: isSoon },
    deed: isSoon ? { kind: 'notice', lockAtMs: atMs } : { kind: 'calm' },
  };
}

function lockAtMs({ usedAtMs, callAtMs, minutes }: Open): number {
  const listenedUntilMs =
    callAtMs === null ? usedAtMs : Math.min(callAtMs + callHoldsMs, usedAtMs + longestListeningMs);
  return Math.max(usedAtMs, listenedUntilMs) + minutes * 60_000;
}
