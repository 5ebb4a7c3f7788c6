import type { Log, LogFields } from '../../src/base/ports.ts';

type Sink = (level: 'info' | 'warn' | 'error', line: string) => void;

const longestValue = 64;
const plainWord = /^[A-Za-z0-9_.-]*$/u;

/**
 * A log for the developer console. A second net under the rule that no line carries content: a text that is not one
 * plain word of at most 64 characters (an id, a code) is left out.
 */
export function createBrowserLog(sink: Sink = toConsole): Log {
  const write =
    (level: 'info' | 'warn' | 'error') =>
    (event: string, fields: LogFields = {}): void => {
      const words = Object.entries(fields).map(([name, value]) => `${name}=${shown(value)}`);
      sink(level, [event, ...words].join(' '));
    };
  return { info: write('info'), warn: write('warn'), error: write('error') };
}

function shown(value: LogFields[string] | undefined): string {
  if (typeof value !== 'string') return String(value);
  return value.length <= longestValue && plainWord.test(value) ? value : '[left-out]';
}

function toConsole(level: 'info' | 'warn' | 'error', line: string): void {
  console[level](line);
}
