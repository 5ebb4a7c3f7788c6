import type { Log, LogFields } from '../../src/base/ports.ts';

/**
 * The server's log for a person at a terminal: only what went wrong is worth a line, and nothing once everything is
 * ending. Ctrl-C reaches the media workers as well, so at the end they are gone before the server closes them.
 */
export function createStartLog(
  ending: AbortSignal,
  write: (line: string) => void = console.error,
): Log {
  const tell = (event: string, fields: LogFields = {}): void => {
    if (ending.aborted) return;
    const words = Object.entries(fields).map(([name, value]) => `${name}=${String(value)}`);
    write(['server:', event, ...words].join(' '));
  };
  return { info: () => undefined, warn: tell, error: tell };
}
