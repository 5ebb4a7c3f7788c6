import { pino, type DestinationStream } from 'pino';
import type { Log, LogFields } from '../../src/base/ports.ts';
import { redactEvent, redactFields } from './log-redactor.ts';

/** The server's log: one JSON line per event, through the redactor. `destination`: standard output by default. */
export function createPinoLog(destination?: DestinationStream): Log {
  // No host name: it may name the practice.
  const sink = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  const write =
    (level: 'info' | 'warn' | 'error') =>
    (event: string, fields: LogFields = {}): void => {
      sink[level](redactFields(fields), redactEvent(event));
    };
  return { info: write('info'), warn: write('warn'), error: write('error') };
}
