import type { Clock, Log } from '../../src/base/ports.ts';
import { RecentCount } from '../../src/base/recent-count.ts';
import { AppError } from '../../src/errors/app-error.ts';

/** One failure is a bad moment. So many within a minute say that what goes on here is not sound any more. */
const spanMs = 60_000;
const mostFailures = 3;

export interface SurviveFailuresOptions {
  readonly log: Log;
  readonly clock: Pick<Clock, 'nowMs'>;
  /** Called once, when it cannot go on like that. */
  readonly giveUp: () => void;
}

/**
 * Logs what nobody caught, by code, and goes on: every saved word is already on disk, while ending the process would
 * take a running call and the sentence that is being typed with it. What was thrown again and again is another matter. A
 * promise that nobody waited for has failed alone, and is not counted.
 */
export function surviveFailures(
  process: Pick<NodeJS.EventEmitter, 'on'>,
  { log, clock, giveUp }: SurviveFailuresOptions,
): void {
  const failures = new RecentCount(clock, spanMs);
  let hasGivenUp = false;
  process.on('uncaughtException', (thrown) => {
    log.error('uncaught', { code: AppError.from(thrown).code });
    if (hasGivenUp || failures.add() < mostFailures) return;
    hasGivenUp = true;
    giveUp();
  });
  process.on('unhandledRejection', (thrown) => {
    log.error('unhandled', { code: AppError.from(thrown).code });
  });
}
