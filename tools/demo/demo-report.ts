import { findEncryptionFailures, type EncryptionReport } from './encryption-report.ts';
import type { Reception } from './peer-probe.ts';

/** What `npm run demo -- --json FILE` writes. */
export interface DemoReport {
  /** Every line of `failures` is a thing that did not hold; `ok` is true when there is none. */
  readonly ok: boolean;
  readonly failures: readonly string[];
  readonly durationMs: number;
  /** From the therapist's admit to the first decoded remote frame at the guest. */
  readonly joinMs: number | null;
  readonly therapist: Reception;
  readonly guest: Reception;
  readonly waitedForAdmission: boolean;
  readonly transportsBeforeAdmission: number;
  readonly vault: {
    readonly encrypted: boolean;
    readonly cipher: string;
    readonly noteFound: boolean;
    readonly plaintextHits: number;
  };
  readonly keychain: string;
  readonly host: 'electron' | 'preview';
  readonly e2ee: EncryptionReport;
  readonly versions: Readonly<Record<string, string>>;
}

/** The conditions of a session that worked, each with its words. */
export function findFailures(report: Omit<DemoReport, 'ok' | 'failures'>): readonly string[] {
  const conditions: readonly (readonly [boolean, string])[] = [
    [report.joinMs !== null, 'the guest never saw a frame of the therapist'],
    [(report.joinMs ?? 0) >= 0, 'the guest saw the therapist before being let in'],
    [report.guest.framesDecoded > 0, 'the guest decoded no frame'],
    [report.therapist.framesDecoded > 0, 'the therapist decoded no frame'],
    [report.guest.audioEnergy > 0, 'the guest heard nothing'],
    [report.therapist.audioEnergy > 0, 'the therapist heard nothing'],
    [report.waitedForAdmission, 'the guest did not wait to be let in'],
    [report.transportsBeforeAdmission === 0, 'a waiting guest had a transport'],
    [report.vault.encrypted, 'the vault file is not encrypted'],
    [report.vault.noteFound, 'the note is not in the vault'],
    [report.vault.plaintextHits === 0, 'the note lies somewhere in clear'],
  ];
  return [
    ...conditions.filter(([holds]) => !holds).map(([, words]) => words),
    ...findEncryptionFailures(report.e2ee),
  ];
}

/** The report for people. */
export function formatReport(report: DemoReport): string {
  const side = (name: string, { framesDecoded, audioEnergy, packetsLost }: Reception): string =>
    `  ${name.padEnd(10)} ${framesDecoded} frames decoded, audio energy ${audioEnergy.toFixed(3)}, ${packetsLost} packets lost`;
  const { vault, e2ee } = report;
  const { tapControl } = e2ee;
  return [
    report.ok ? 'A whole session ran, and everything held.' : 'The session did not hold:',
    ...report.failures.map((failure) => `  - ${failure}`),
    side('therapist', report.therapist),
    side('guest', report.guest),
    `  ${'admission'.padEnd(10)} waited: ${yesNo(report.waitedForAdmission)}, transports before it: ${report.transportsBeforeAdmission}, then ${report.joinMs ?? '-'} ms to the first picture`,
    `  ${'vault'.padEnd(10)} ${vault.cipher}, encrypted: ${yesNo(vault.encrypted)}, note found: ${yesNo(vault.noteFound)}, in clear elsewhere: ${vault.plaintextHits}`,
    `  ${'keychain'.padEnd(10)} ${report.keychain}`,
    `  ${'host'.padEnd(10)} ${report.host}`,
    `  ${'encryption'.padEnd(10)} epoch ${e2ee.epoch ?? '-'}, ${e2ee.framesSealed} frames sealed, ${e2ee.framesOpened} opened, dropped: ${formatDropped(e2ee.dropped)}, safety words match: ${yesNo(e2ee.safetyWordsMatch)}`,
    `  ${'slip'.padEnd(10)} ${e2ee.attestation}, guest: ${e2ee.guest}`,
    `  ${'server'.padEnd(10)} could decode ${e2ee.tapFramesDecodable} of ${e2ee.tapFrames} frames, and found ${e2ee.plaintextMarkers} planted marks`,
    `  ${'in clear'.padEnd(10)} it could decode ${tapControl.tapFramesDecodable} of ${tapControl.tapFrames} frames, and found ${tapControl.plaintextMarkers} planted marks`,
    `  ${'took'.padEnd(10)} ${(report.durationMs / 1000).toFixed(1)} s`,
  ].join('\n');
}

function formatDropped(dropped: Readonly<Record<string, number>>): string {
  const reasons = Object.entries(dropped).map(([reason, count]) => `${count} ${reason}`);
  return reasons.length === 0 ? 'none' : reasons.join(', ');
}

function yesNo(value: boolean): string {
  return value ? 'yes' : 'no';
}
