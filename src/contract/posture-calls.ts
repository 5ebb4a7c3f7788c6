import { call, type CallResult, type Contract } from './contract.ts';
import { list, nothing, text, timestampMs } from './schema.ts';
import { z } from './zod.ts';

/** Days that are shown of the record. Not among the limits, which the page for clients carries as well. */
export const postureRecordsShown = 100;

/** What is looked at on this computer, in the order in which it is shown. */
export const postureCheck = z.enum([
  'disk-encryption',
  'screen-lock',
  'os-updates',
  'network',
  'server-identity',
  'remote-session',
  'other-programs',
]);

/** What was found that is worth a sentence. Codes are kept in the vault, and never changed. */
const postureReason = z.enum([
  'not-encrypted',
  'encrypting',
  'encryption-paused',
  'no-lock',
  'slow-lock',
  'old-updates',
  'no-more-updates',
  'open-wifi',
  'weak-wifi',
  'portal',
  /** The practice's server shows keys that are not those remembered. */
  'other-key',
  /** Nobody that this app trusts vouches for the key of the practice's server, and none was remembered. */
  'not-vouched',
  'remote',
  'remote-tool',
  'recorder',
]);

/** `programs`: those of our own list of names that run, never a name that was read from the computer. */
const finding = z.discriminatedUnion('state', [
  z.strictObject({ check: postureCheck, state: z.literal('ok') }),
  z.strictObject({
    check: postureCheck,
    state: z.literal('advice'),
    reason: postureReason,
    programs: list(text(32, 1), 16),
  }),
  /** It was looked for and could not be told. */
  z.strictObject({ check: postureCheck, state: z.literal('unknown') }),
  /** This system's answer was never seen by those who wrote the check, so it is not believed. */
  z.strictObject({ check: postureCheck, state: z.literal('not-verified') }),
]);

const findings = list(finding, postureCheck.options.length);

const postureSystem = z.enum(['windows', 'macos', 'linux', 'other']);

const posture = z.strictObject({
  system: postureSystem,
  /** Null: nothing was looked at yet. */
  checkedAtMs: z.nullable(timestampMs),
  /** Empty before anything was looked at; otherwise one of each check. */
  findings,
  /** Without these a session does not start. */
  required: list(postureCheck, postureCheck.options.length),
});

/** What the computer was like then. */
const record = z.strictObject({ atMs: timestampMs, system: postureSystem, findings });

/** The part of the therapist's boundary about the computer itself: advice, and never a claim that nobody watches. */
export const postureCalls = {
  /**
   * What is known of this computer. `fresh`: looks again, unless a session runs: nothing is looked at then, and the last
   * findings are the answer. Takes as long as the slowest check, twenty seconds at most.
   */
  'posture.read': call({ in: z.strictObject({ fresh: z.boolean() }), out: posture }),
  /** Without these, found to be in order, no session starts from now on. @throws disk-full */
  'posture.require': call({
    in: z.strictObject({ checks: list(postureCheck, postureCheck.options.length) }),
    out: posture,
  }),
  /**
   * Remembers the keys that the practice's server showed last, in place of those remembered. To be called when a person
   * has asked whoever runs it. @throws not-found when it showed none since the vault was opened, disk-full
   */
  'posture.accept-server-key': call({ in: nothing, out: posture }),
  /** The record that is kept of every day, newest first. */
  'posture.records': call({
    in: nothing,
    out: z.strictObject({ records: list(record, postureRecordsShown) }),
  }),
} as const satisfies Contract;

export type PostureCheck = z.output<typeof postureCheck>;
export type PostureReason = z.output<typeof postureReason>;
export type PostureSystem = z.output<typeof postureSystem>;
export type PostureFinding = z.output<typeof finding>;
export type PostureRecord = z.output<typeof record>;
export type Posture = CallResult<typeof postureCalls, 'posture.read'>;

/** For whoever reads a record from somewhere. */
export const postureSchemas = { system: postureSystem, findings, check: postureCheck } as const;
