import type { Log } from '../../src/base/ports.ts';
import { AppError } from '../../src/errors/app-error.ts';

/**
 * Logs what nobody caught, by code, and goes on: every saved word is already on disk, while ending the process would
 * take a running call and the sentence that is being typed with it.
 */
export function surviveFailures(process: Pick<NodeJS.EventEmitter, 'on'>, log: Log): void {
  process.on('uncaughtException', (thrown) => {
    log.error('uncaught', { code: AppError.from(thrown).code });
  });
  process.on('unhandledRejection', (thrown) => {
    log.error('unhandled', { code: AppError.from(thrown).code });
  });
}
