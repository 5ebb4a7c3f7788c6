import pino, { type DestinationStream } from 'pino';
import type { Log, LogFields } from '../../src/base/ports.ts';
import { redact } from './log-redactor.ts';

/**
 * The main process's log: one JSON object per line. Every line passes the redactor; neither the machine's name nor the
 * process's number is added.
 */
export function createMainLog(destination: DestinationStream): Log {
  const sink = pino({ base: null, messageKey: 'event', level: 'info' }, destination);
  const at =
    (level: 'info' | 'warn' | 'error') =>
    (event: string, fields: LogFields = {}): void => {
      const line = redact(event, fields);
      sink[level](line.fields, line.event);
    };
  return { info: at('info'), warn: at('warn'), error: at('error') };
}
