import { toBase64Url } from '../../../src/base/base64url.ts';
import type { Bytes } from '../../../src/base/bytes.ts';
import type { Clock } from '../../../src/base/ports.ts';
import {
  encodeAttestationMessage,
  parseAttestationMessage,
  type AttestationMessage,
  type WordsAccount,
} from '../../../src/crypto/attestation/attestation-message.ts';
import { buildRecord, type GuestAccount } from '../../../src/crypto/attestation/build-record.ts';
import {
  encodeRecord,
  parseReport,
  type PartyReport,
} from '../../../src/crypto/attestation/record.ts';
import { limits } from '../../../src/contract/limits.ts';
import { idBytes } from '../../../src/crypto/attestation/session-log.ts';
import {
  encodeSlip,
  verifySlip,
  type RecordSignature,
} from '../../../src/crypto/attestation/slip.ts';
import { summariseSlip } from '../../../src/crypto/attestation/summarise-slip.ts';
import type { IdentitySigner } from '../../../src/crypto/identity/identity-statement.ts';
import { maxPayloadBytes } from '../../../src/crypto/messages/session-message.ts';
import type { SessionSeats } from './session-seats.ts';
import type { SessionTalk, TalkMessage } from './session-talk.ts';
import type { Witness } from './witness.ts';
import type { Push } from './worker-ports.ts';

/** How long everybody has to report, and then to sign. Whoever is away is waited for no longer. */
const roundMs = 1_500;

/** Between two slips that guests ask for. Two who leave at once share one. */
const askAgainMs = 10_000;

/** Slips that guests get in one session: the vault has room for some more, which are the therapist's. */
const maxLeaverSlips = limits.slipsPerSession - 4;

export interface HostAttestationOptions {
  readonly witness: Witness;
  readonly signer: IdentitySigner;
  readonly talk: SessionTalk;
  readonly seats: SessionSeats;
  readonly clock: Clock;
  readonly push: Push;
}

/** What a guest reported, and what it says of the words. */
interface GuestReport {
  readonly report: PartyReport;
  readonly words: WordsAccount;
}

/** One round: who is waited for, and what to do when nobody is any more. */
interface Round {
  readonly waitsFor: Set<string>;
  readonly finish: () => void;
}

/** The therapist's side of the attestation: asks for reports, writes the record, gathers signatures (e2ee.md). */
export class HostAttestation {
  readonly #options: HostAttestationOptions;
  readonly #reports = new Map<string, GuestReport>();
  readonly #signatures = new Map<string, Bytes>();
  #reporting: Round | null = null;
  #signing: Round | null = null;
  #running: Promise<Bytes | null> | null = null;
  #askedAtMs = -Infinity;
  /** How often each guest was given one for leaving. */
  readonly #leavings = new Map<string, number>();

  constructor(options: HostAttestationOptions) {
    this.#options = options;
  }

  /** Takes a message of the group. Must not wait for the group: it is called while the group is at work. */
  hear({ from, payload }: TalkMessage): void {
    const message = parseAttestationMessage(payload);
    const { participant, role } = from;
    if (!message || role !== 'guest') return;
    if (message.kind === 'report') this.#takeReport(participant, message);
    else if (message.kind === 'signature') {
      this.#signatures.set(participant, message.signature);
      settle(this.#signing, participant);
    } else if (message.kind === 'leaving') this.#attestForLeaver(participant);
  }

  /**
   * Makes a slip of the session as it stands, with whoever is here. Null: nobody ever came, or it grew too large.
   * A second call while one runs gets the same.
   */
  attest(): Promise<Bytes | null> {
    this.#running ??= this.#attest().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /**
   * Each slip costs a signature of the therapist's key and a place in the vault: a guest gets one each time that it has come,
   * however often it asks, and all together never so many that there is no place left for the one at the session's end.
   */
  #attestForLeaver(participant: string): void {
    const { clock, witness } = this.#options;
    const nowMs = clock.nowMs();
    const given = this.#leavings.get(participant) ?? 0;
    const came = witness.log.arrivals.get(participant)?.length ?? 0;
    const all = [...this.#leavings.values()].reduce((sum, count) => sum + count, 0);
    if (given >= came || all >= maxLeaverSlips) return;
    if (nowMs - this.#askedAtMs < askAgainMs) return;
    this.#askedAtMs = nowMs;
    this.#leavings.set(participant, given + 1);
    void this.attest();
  }

  async #attest(): Promise<Bytes | null> {
    const { witness, clock, signer, talk, push } = this.#options;
    if (witness.log.arrivals.size === 0) return null;
    const present = this.#present();
    const reported = this.#round(present, (round) => (this.#reporting = round));
    void this.#say({ kind: 'report-wanted' });
    // It has no way to go, and may take as long as everybody else: nothing is signed before.
    const [hasLooked] = await Promise.all([witness.look.take(roundMs), reported]);
    const own = witness.report();
    const record = encodeRecord(
      buildRecord(witness.log, {
        endMs: clock.nowMs(),
        guests: this.#guests(),
        drops: witness.dropsUntil(clock.nowMs()),
        reports: [
          // Whoever has not looked cannot say that nothing was in clear, only that something was.
          ...(hasLooked || own.clear.length > 0 ? [own] : []),
          ...[...this.#reports.values()].map(({ report }) => report),
        ],
      }),
    );
    if (record.length >= maxPayloadBytes) return null;
    this.#signatures.clear();
    const signed = this.#round(this.#present(), (round) => (this.#signing = round));
    void this.#say({ kind: 'record', record });
    const signature = await signer.sign({ kind: 'attestation', record });
    await signed;
    const slip = encodeSlip(record, [
      { identity: signer.publicKey, signature },
      ...this.#holding(record),
    ]);
    await talk.say(encodeAttestationMessage({ kind: 'slip', slip }));
    const summary = summariseSlip(slip);
    if (!summary) return null;
    push('attestation.slip', { slip, summary });
    return slip;
  }

  /** Signatures that hold: one that does not would make all of the slip worthless. */
  #holding(record: Bytes): readonly RecordSignature[] {
    return [...this.#signatures]
      .map(([participant, signature]) => ({ identity: idBytes(participant), signature }))
      .filter((one) => verifySlip(encodeSlip(record, [one])).valid);
  }

  #takeReport(
    participant: string,
    { words, report: bytes }: Extract<AttestationMessage, { kind: 'report' }>,
  ): void {
    const report = parseReport(bytes);
    // Everybody reports of themselves only.
    if (report && toBase64Url(report.identity) === participant) {
      this.#reports.set(participant, { report, words });
    }
    settle(this.#reporting, participant);
  }

  #guests(): readonly GuestAccount[] {
    const { witness, seats } = this.#options;
    const everybody = new Set([...witness.log.arrivals.keys(), ...witness.differing]);
    return [...everybody].map((participant) => ({
      participant,
      // Whose kind nobody knows is not vouched for.
      kind: seats.kindOf(participant) === 'app' ? 'app' : 'browser',
      words: bothAccounts(witness.wordsOf(participant), this.#reports.get(participant)?.words),
    }));
  }

  #present(): readonly string[] {
    return this.#options.seats.roster
      .filter(({ role }) => role === 'guest')
      .map(({ participant }) => participant);
  }

  /** Resolves when everybody has answered, or when the time is up. */
  async #round(waitsFor: readonly string[], set: (round: Round | null) => void): Promise<void> {
    if (waitsFor.length === 0) return;
    await new Promise<void>((resolve) => {
      const cancel = this.#options.clock.after(roundMs, resolve);
      set({
        waitsFor: new Set(waitsFor),
        finish: () => {
          cancel();
          resolve();
        },
      });
    });
    set(null);
  }

  #say(message: AttestationMessage): Promise<void> {
    return this.#options.talk.say(encodeAttestationMessage(message));
  }
}

function settle(round: Round | null, participant: string): void {
  if (round?.waitsFor.delete(participant) && round.waitsFor.size === 0) round.finish();
}

/** Confirmed by both, or in doubt for one. */
function bothAccounts(therapist: WordsAccount, guest: WordsAccount | undefined): WordsAccount {
  if (therapist === 'different' || guest === 'different') return 'different';
  return therapist === 'confirmed' && guest === 'confirmed' ? 'confirmed' : 'not-compared';
}
