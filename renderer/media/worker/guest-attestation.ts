import { equalBytes, type Bytes } from '../../../src/base/bytes.ts';
import type { Clock } from '../../../src/base/ports.ts';
import {
  encodeAttestationMessage,
  parseAttestationMessage,
  type AttestationMessage,
} from '../../../src/crypto/attestation/attestation-message.ts';
import { findDisagreements } from '../../../src/crypto/attestation/disagreements.ts';
import { encodeReport, type PartyReport } from '../../../src/crypto/attestation/record.ts';
import { slipRecord } from '../../../src/crypto/attestation/slip.ts';
import { summariseSlip } from '../../../src/crypto/attestation/summarise-slip.ts';
import type { GuestKind } from '../../../src/crypto/join/knock.ts';
import type { IdentitySigner } from '../../../src/crypto/identity/identity-statement.ts';
import type { SessionTalk, TalkMessage } from './session-talk.ts';
import type { Witness } from './witness.ts';
import type { Push } from './worker-ports.ts';

/** How long a guest that leaves waits for its slip. */
const leavingMs = 4_000;

export interface GuestAttestationOptions {
  readonly witness: Witness;
  readonly signer: IdentitySigner;
  readonly kind: GuestKind;
  readonly talk: SessionTalk;
  readonly clock: Clock;
  readonly push: Push;
}

/** A guest's side of the attestation: reports, and signs only what agrees with its own log (e2ee.md). */
export class GuestAttestation {
  readonly #options: GuestAttestationOptions;
  #report: PartyReport | null = null;
  /** The record that agrees with what was seen here, whether it was signed or not. */
  #agreed: Bytes | null = null;
  #slip: Bytes | null = null;
  #onSlip: (slip: Bytes) => void = () => undefined;

  constructor(options: GuestAttestationOptions) {
    this.#options = options;
  }

  /** Takes a message of the group. Must not wait for the group: it is called while the group is at work. */
  hear({ from, payload }: TalkMessage): void {
    const message = parseAttestationMessage(payload);
    if (!message || from.role !== 'therapist') return;
    if (message.kind === 'report-wanted') void this.#sendReport();
    else if (message.kind === 'record') void this.#sign(message.record);
    else if (message.kind === 'slip') this.#takeSlip(message.slip);
  }

  /** Asks for a slip before leaving. Null when none came in time; the last one that there was is still good. */
  attest(): Promise<Bytes | null> {
    return new Promise((resolve) => {
      const cancel = this.#options.clock.after(leavingMs, () => {
        resolve(this.#slip);
      });
      this.#onSlip = (slip) => {
        cancel();
        resolve(slip);
      };
      this.#say({ kind: 'leaving' });
    });
  }

  async #sendReport(): Promise<void> {
    const { witness } = this.#options;
    await witness.look.take();
    this.#report = witness.report();
    const words = witness.wordsOf(witness.log.self);
    this.#say({ kind: 'report', words, report: encodeReport(this.#report) });
  }

  async #sign(record: Bytes): Promise<void> {
    const { witness, clock, kind, signer, push } = this.#options;
    if (!this.#report) return;
    const hasLooked = await witness.look.take();
    const reasons: string[] = [
      ...findDisagreements(record, {
        log: witness.log,
        nowMs: clock.nowMs(),
        report: this.#report,
        guest: { kind, words: witness.wordsOf(witness.log.self) },
      }),
    ];
    // Something left in clear after we had reported: a record that does not know of it is not true any more.
    if (witness.report().clear.length > this.#report.clear.length) reasons.push('report');
    if (reasons.length === 0) this.#agreed = record;
    // Whoever has not looked does not vouch for what was sent: the slip lacks this signature, and cannot be clean.
    if (!hasLooked) reasons.push('look');
    if (reasons.length > 0) {
      push('attestation.refused', { reasons });
      return;
    }
    const signature = await signer.sign({ kind: 'attestation', record });
    this.#say({ kind: 'signature', signature });
  }

  /** Only of the record that we have agreed to: another one is not about us. */
  #takeSlip(slip: Bytes): void {
    const record = slipRecord(slip);
    if (!record || !this.#agreed || !equalBytes(record, this.#agreed)) return;
    const summary = summariseSlip(slip);
    if (!summary) return;
    this.#slip = slip;
    this.#options.push('attestation.slip', { slip, summary });
    this.#onSlip(slip);
  }

  #say(message: AttestationMessage): void {
    void this.#options.talk.say(encodeAttestationMessage(message)).catch(() => undefined);
  }
}
