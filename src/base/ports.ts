import type { Bytes } from './bytes.ts';

/** What a timer is cancelled by. */
export type CancelTimer = () => void;

/** Time as an argument, so that deadlines are tested with a fake clock. */
export interface Clock {
  /** Wall clock, milliseconds since 1970. */
  nowMs(): number;
  /** Calls back once after `delayMs`, unless cancelled. */
  after(delayMs: number, callback: () => void): CancelTimer;
}

/** Cryptographically secure randomness. */
export interface Random {
  bytes(length: number): Bytes;
}

/** What a log line may carry beside its event: ids, counts, codes and durations. Never content, names or addresses. */
export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

/** A log for operators. `event` is a fixed word such as `room-opened`, never text made from input. */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}
