import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { surviveFailures } from '../../../main/platform/process-failures.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { recordingLog } from '../../support/recording-log.ts';

it.each([
  ['uncaughtException', 'uncaught'],
  ['unhandledRejection', 'unhandled'],
])('%s is logged by its code and nothing else', (event, line) => {
  const process = new EventEmitter();
  const log = recordingLog();
  surviveFailures(process, log);
  process.emit(event, new AppError('disk-full', 'detail'));
  process.emit(event, new Error('the words of a note'));
  process.emit(event, 'thrown text');
  expect(log.lines).toEqual(
    ['disk-full', 'internal', 'internal'].map((code) => ({
      level: 'error',
      event: line,
      fields: { code },
    })),
  );
});
