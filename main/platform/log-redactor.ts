import type { LogFields } from '../../src/base/ports.ts';
import { isErrorCode } from '../../src/errors/error-codes.ts';

type Allowed = (value: string | number | boolean | null) => boolean;

const isCount: Allowed = (value) => Number.isSafeInteger(value);
const isCode: Allowed = (value) => isErrorCode(value);
const isFlag: Allowed = (value) => typeof value === 'boolean';
const oneOf = (...words: readonly string[]): Allowed => {
  return (value) => typeof value === 'string' && words.includes(value);
};

/** What Electron asks for in a page's name; a page could only choose among these. */
const permissions = [
  'clipboard-read',
  'clipboard-sanitized-write',
  'deprecated-sync-clipboard-read',
  'display-capture',
  'fileSystem',
  'fullscreen',
  'geolocation',
  'hid',
  'idle-detection',
  'keyboardLock',
  'media',
  'mediaKeySystem',
  'midi',
  'midiSysex',
  'notifications',
  'openExternal',
  'pointerLock',
  'serial',
  'speaker-selection',
  'storage-access',
  'top-level-storage-access',
  'unknown',
  'usb',
  'window-management',
];

/** Why Electron says that a page's process is gone. */
const goneReasons = [
  'abnormal-exit',
  'clean-exit',
  'crashed',
  'integrity-failure',
  'killed',
  'launch-failed',
  'memory-eviction',
  'oom',
];

/** Chromium's processes beside the pages'. */
const helpers = [
  'GPU',
  'Pepper Plugin',
  'Pepper Plugin Broker',
  'Sandbox helper',
  'Unknown',
  'Utility',
  'Zygote',
];

/** Why a self-test of the capture shield says nothing. */
const untested = [
  'failed',
  'in-call',
  'lost',
  'no-app',
  'no-control',
  'not-painted',
  'not-permitted',
  'not-yet',
  'would-ask',
];

/**
 * The fields that a line of the main process may carry, each with the values it may have: closed lists and counts. Ids
 * are not among them: on one machine with one user they name a client, and nobody needs them to find a fault.
 */
const allowed: Readonly<Record<string, Allowed>> = {
  code: isCode,
  count: isCount,
  durationMs: isCount,
  exitCode: isCount,
  version: isCount,
  ok: isFlag,
  state: oneOf('absent', 'locked', 'open', 'needs-help'),
  host: oneOf('electron', 'preview'),
  outcome: oneOf('found', 'missing', 'written', 'unavailable', 'refused', 'late'),
  permission: oneOf(...permissions),
  reason: oneOf(...goneReasons),
  helper: oneOf(...helpers),
  capability: oneOf('hides', 'black', 'faulty', 'partly', 'none', 'unknown'),
  verdict: oneOf('hidden', 'visible', 'impossible', 'unknown'),
  untested: oneOf(...untested),
};

const eventPattern = /^[a-z]+(?:-[a-z]+){0,5}$/u;

export interface RedactedLine {
  readonly event: string;
  readonly fields: LogFields;
}

/** What of a line may be written. Whatever is not on the list is left out and counted, never shortened or masked. */
export function redact(event: string, fields: LogFields): RedactedLine {
  const kept = Object.entries(fields).filter(
    ([name, value]) => Object.hasOwn(allowed, name) && allowed[name]?.(value) === true,
  );
  const dropped = Object.keys(fields).length - kept.length;
  return {
    event: eventPattern.test(event) ? event : 'unnamed-event',
    fields: Object.fromEntries(dropped === 0 ? kept : [...kept, ['dropped', dropped]]),
  };
}
