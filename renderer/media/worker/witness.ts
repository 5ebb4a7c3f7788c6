import { toBase64Url } from '../../../src/base/base64url.ts';
import type { Bytes } from '../../../src/base/bytes.ts';
import type { Clock } from '../../../src/base/ports.ts';
import type { WordsAccount } from '../../../src/crypto/attestation/attestation-message.ts';
import type { PartyReport } from '../../../src/crypto/attestation/record.ts';
import {
  idBytes,
  logEpoch,
  startLog,
  type SessionLog,
} from '../../../src/crypto/attestation/session-log.ts';
import type { EpochEvent } from '../../../src/crypto/session/output.ts';
import { FreshLook } from './fresh-look.ts';
import type { Push } from './worker-ports.ts';

/** What the page says of this computer; nothing is known before it said so. */
export type SelfDescription = Pick<PartyReport, 'app' | 'runtime' | 'capture' | 'recording'>;

interface Drop {
  readonly participant: string;
  readonly fromMs: number;
  toMs: number | null;
}

const undescribed: SelfDescription = {
  app: '',
  runtime: '',
  capture: 'unknown',
  recording: 'unknown',
};

/** More of them say nothing that fewer do not; a record holds so many. */
const maxIntervals = 256;

/** What this side has seen of a session and knows of itself: the ground of everything that it attests. */
export class Witness {
  /** Before what this side has sent is spoken of. */
  readonly look: FreshLook;
  readonly #clock: Clock;
  readonly #room: Bytes;
  readonly #ownKey: Bytes;
  readonly #framesWithoutKey: () => number;
  readonly #words = new Map<string, WordsAccount>();
  readonly #drops: Drop[] = [];
  readonly #clear: { from: number; to: number }[] = [];
  #log: SessionLog;
  #self = undescribed;
  #worst = undescribed.capture;

  constructor(options: {
    readonly clock: Clock;
    readonly push: Push;
    /** 16 bytes. */
    readonly room: Bytes;
    /** One's own identity key. */
    readonly ownKey: Bytes;
    readonly framesWithoutKey: () => number;
  }) {
    this.look = new FreshLook(options.clock, options.push);
    this.#clock = options.clock;
    this.#room = options.room;
    this.#ownKey = options.ownKey;
    this.#framesWithoutKey = options.framesWithoutKey;
    this.#log = startLog(options.room, toBase64Url(options.ownKey), options.clock.nowMs());
  }

  get log(): SessionLog {
    return this.#log;
  }

  /** Another group is another log: the therapist, who began anew, has no memory of the one before. */
  noteEpoch(event: EpochEvent): void {
    const last = this.#log.epochs.at(-1);
    if (last && last.groupId !== event.groupId) {
      this.#log = startLog(this.#room, toBase64Url(this.#ownKey), this.#clock.nowMs());
    }
    this.#log = logEpoch(this.#log, event, this.#clock.nowMs());
  }

  noteWords(participant: string, words: WordsAccount): void {
    this.#words.set(participant, words);
  }

  wordsOf(participant: string): WordsAccount {
    return this.#words.get(participant) ?? 'not-compared';
  }

  /** Whose words differed, also of those who did not come back after this worker took another one's place. */
  get differing(): readonly string[] {
    return [...this.#words].filter(([, words]) => words === 'different').map(([who]) => who);
  }

  noteConnected(participant: string, isConnected: boolean): void {
    const open = this.#drops.find((drop) => drop.participant === participant && drop.toMs === null);
    if (open && isConnected) open.toMs = this.#clock.nowMs();
    if (open || isConnected || this.#drops.length >= maxIntervals) return;
    this.#drops.push({ participant, fromMs: this.#clock.nowMs(), toMs: null });
  }

  /** Of those who took part, until `endMs`. */
  dropsUntil(endMs: number) {
    return this.#drops
      .filter(({ participant }) => this.#log.arrivals.has(participant))
      .map(({ participant, fromMs, toMs }) => ({ participant, fromMs, toMs: toMs ?? endMs }));
  }

  /** Frames of ours have left this computer without passing this worker. */
  noteClear(fromMs: number, toMs: number): void {
    if (this.#clear.length < maxIntervals) this.#clear.push({ from: fromMs, to: toMs });
  }

  /** What this side reports of its window now. */
  get capture(): SelfDescription['capture'] {
    return this.#self.capture;
  }

  /** @returns whether the others are to be told of a change */
  describe(self: SelfDescription): boolean {
    const isChanged = self.capture !== this.#self.capture;
    this.#self = self;
    // Once the session has begun, the record keeps what was not hidden in it, and above all what was seen.
    const isKept = self.capture === 'hidden' || this.#worst === 'visible';
    if (!isKept || this.#log.epochs.length === 0) this.#worst = self.capture;
    return isChanged;
  }

  /** What this side reports of itself, as of now. */
  report(): PartyReport {
    return {
      identity: idBytes(toBase64Url(this.#ownKey)),
      ...this.#self,
      capture: this.#worst,
      dropped: this.#framesWithoutKey(),
      clear: this.#clear.map((one) => ({ ...one })),
    };
  }
}
