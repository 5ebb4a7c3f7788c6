import type { LogFields } from '../../src/base/ports.ts';
import { isErrorCode } from '../../src/errors/error-codes.ts';

type Check = (value: unknown) => boolean;

const id: Check = (value) => typeof value === 'string' && /^[A-Za-z0-9_-]{22}$/u.test(value);
const count: Check = (value) => typeof value === 'number' && Number.isSafeInteger(value);
const word: Check = (value) => typeof value === 'string' && /^[a-z]+(-[a-z]+){0,3}$/u.test(value);
const callName: Check = (value) =>
  typeof value === 'string' && /^[a-z]+(\.[a-z]+(-[a-z]+)*)?$/u.test(value);
const place: Check = (value) =>
  typeof value === 'string' && /^((server|src)\/[a-z0-9/-]+\.[jt]s:\d+|unknown)$/u.test(value);

/** Everything that a log line of the server may carry, and the shape that it must have. */
const allowed: Readonly<Record<string, Check>> = {
  roomId: id,
  seatId: id,
  code: isErrorCode,
  reason: word,
  call: callName,
  where: place,
  pid: count,
  slot: count,
  workers: count,
  rooms: count,
  port: count,
};

/**
 * Lets through what is on the list and looks as it should; counts the rest, without names or values, since either may
 * be content. The last line of defence: no caller should ever hand such a field over.
 */
export function redactFields(fields: LogFields): LogFields {
  const entries = Object.entries(fields);
  const clean = entries.filter(([name, value]) => {
    return Object.hasOwn(allowed, name) && allowed[name]?.(value) === true;
  });
  const redacted = entries.length - clean.length;
  return Object.fromEntries(redacted === 0 ? clean : [...clean, ['redacted', redacted]]);
}

/** An event is a fixed word such as `room-opened`; anything else may be content. */
export function redactEvent(event: string): string {
  return word(event) ? event : 'redacted';
}
