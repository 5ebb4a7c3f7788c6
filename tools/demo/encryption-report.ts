import type { Verdict } from '../../src/crypto/attestation/slip.ts';
import { suiteName } from '../../src/crypto/mls/suite-name.ts';
import {
  findControlFailures,
  findTapFailures,
  type TapCounts,
  type TapReport,
} from './tap/tap-report.ts';
import type { WorkerTelling } from './worker-probe.ts';

/** What the demo says of end-to-end encryption: what the ends told, and what a tap at the server could make of it. */
export interface EncryptionReport extends TapCounts {
  /** How the guest took part. */
  readonly guest: 'app' | 'browser';
  /** As the session's slip has it; null without one. */
  readonly suite: string | null;
  /** The last agreement of keys that both sides were in; null when they were not in the same. */
  readonly epoch: number | null;
  /** By both sides together. */
  readonly framesSealed: number;
  readonly framesOpened: number;
  readonly dropped: Readonly<Record<string, number>>;
  readonly safetyWordsMatch: boolean;
  /** `clean`, or why the one slip in the vault is not. */
  readonly attestation: string;
  /** The tap at the session itself. */
  readonly tap: TapReport;
  /** The same tap at a session in clear: whether it could find anything at all. */
  readonly tapControl: TapReport;
}

export interface EncryptionFacts {
  readonly guestKind: 'app' | 'browser';
  /** What a verifier finds of the slips in the therapist's vault. */
  readonly slips: readonly Verdict[];
  /** The safety words as each side saw them. */
  readonly words: Readonly<Record<'therapist' | 'guest', readonly string[]>>;
  readonly workers: Readonly<Record<'therapist' | 'guest', WorkerTelling>>;
  readonly tap: TapReport;
  readonly tapControl: TapReport;
}

/** Puts together what both ends and the tap have told. */
export function reportEncryption(facts: EncryptionFacts): EncryptionReport {
  const { guestKind, slips, words, tap, tapControl } = facts;
  const { therapist, guest } = facts.workers;
  const [slip] = slips;
  return {
    guest: guestKind,
    suite: slip?.valid === true ? slip.record.suite : null,
    epoch: therapist.epoch === guest.epoch ? therapist.epoch : null,
    framesSealed: therapist.sealed + guest.sealed,
    framesOpened: therapist.opened + guest.opened,
    dropped: addUp(therapist.dropped, guest.dropped),
    safetyWordsMatch: words.therapist.length === 4 && words.therapist.join() === words.guest.join(),
    attestation: slips.length === 1 && slip ? wordFor(slip) : `${slips.length || 'no'} slips`,
    tapFrames: tap.tapFrames,
    tapFramesDecodable: tap.tapFramesDecodable,
    plaintextMarkers: tap.plaintextMarkers,
    tap,
    tapControl,
  };
}

function wordFor(slip: Verdict): string {
  if (!slip.valid) return `invalid: ${slip.problem}`;
  return slip.clean ? 'clean' : slip.blemishes.join(', ');
}

function addUp(
  one: Readonly<Record<string, number>>,
  other: Readonly<Record<string, number>>,
): Record<string, number> {
  const reasons = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries(
    [...reasons].toSorted().map((reason) => [reason, (one[reason] ?? 0) + (other[reason] ?? 0)]),
  );
}

// What is dropped before keys are there, or for want of the newest, is how it fails closed. Anything else, between two
// honest ends over an honest server, would be a fault.
const innocentDrops: readonly string[] = ['no-send-key', 'sending-paused', 'unknown-key'];

/** A frame of one packet that was sent again, because its first way was slow, comes twice now and then: one in a hundred at most. */
function isInnocent(reason: string, count: number, framesOpened: number): boolean {
  return innocentDrops.includes(reason) || (reason === 'replayed' && count * 100 < framesOpened);
}

/** What does not hold of the encryption, each with its words. */
export function findEncryptionFailures(report: EncryptionReport): readonly string[] {
  const faults = Object.entries(report.dropped)
    .filter(([reason, count]) => !isInnocent(reason, count, report.framesOpened))
    .map(([reason]) => reason);
  const conditions: readonly (readonly [boolean, string])[] = [
    [report.epoch !== null && report.epoch > 0, 'the two had no keys in common'],
    [report.framesSealed > 0, 'no frame was sealed'],
    [report.framesOpened > 0, 'no frame was opened'],
    [faults.length === 0, `frames were dropped: ${faults.join(', ')}`],
    [report.safetyWordsMatch, 'the safety words do not match'],
    [report.suite === suiteName, 'the suite is another one'],
    // A browser's code comes from the server: its slip says so, and nothing else.
    [
      report.attestation === (report.guest === 'app' ? 'clean' : 'browser-guest'),
      `the slip is not as it should be: ${report.attestation}`,
    ],
  ];
  return [
    ...conditions.filter(([holds]) => !holds).map(([, words]) => words),
    ...findTapFailures(report.tap),
    ...findControlFailures(report.tapControl),
  ];
}
