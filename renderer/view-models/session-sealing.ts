import type { Bytes } from '../../src/base/bytes.ts';
import type { Log } from '../../src/base/ports.ts';
import type { Scope } from '../../src/base/scope.ts';
import type { ShieldRule } from '../../src/contract/capture-schema.ts';
import type { RoomId, SeatId } from '../../src/contract/ids.ts';
import type {
  IdentityWanted,
  SelfDescription,
  TrackCount,
} from '../../src/contract/media-worker.ts';
import type { FrameTransforms } from '../media/frame-transforms.ts';
import type { MediaWorkerClient } from '../media/media-worker-client.ts';
import type { FrameTotals } from '../media/sent-frames.ts';
import type { OpenSealedMedia } from '../media/sealed-media.ts';
import type { RelayedMessage } from '../platform/relay-inbox.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { SealingView } from './call-sealing.ts';
import type { GuestKind, SessionSlip, WordsVerdict } from './encryption-model.ts';
import type { TrickleToRelay } from './file-carrier.ts';
import type { OwnAccount } from './own-account.ts';
import {
  droppingNow,
  isNotable,
  sealingView,
  type MadeWords,
  type SealingFacts,
} from './sealing-view.ts';
import { createStore, type Store, type WritableStore } from './store.ts';
import type { Talk } from './talk.ts';

/**
 * Joins that are played while nobody waits. The engine compiles better what has run a few times, and what it still compiles when
 * somebody is let in holds their picture up.
 */
export const warmUp = { joins: 12 } as const;

/** Hands bytes to the relay: to one seat, or (null) to all others. */
export type PostToRelay = (to: SeatId | null, bytes: Bytes) => Promise<unknown>;

/** What signs with this side's identity key; null when it refused. */
export type SignIdentity = (statement: IdentityWanted) => Promise<Bytes | null>;

export interface SessionSealingOptions {
  readonly openSealedMedia: OpenSealedMedia;
  /** How this page takes part; null for the therapist. */
  readonly ownKind: GuestKind | null;
  readonly roomId: RoomId;
  readonly sign: SignIdentity;
  readonly post: PostToRelay;
  readonly trickle: TrickleToRelay;
  /** Chat and files of this session. */
  readonly talk: Pick<Talk, 'attach'>;
  /** Whether the words of this admission are to be compared before anything else is said. */
  readonly mustCompare: (seatId: SeatId | null) => boolean;
  /** What this computer reports of itself, to the others and for the session's record. */
  readonly self: Store<SelfDescription>;
  /** Compares now what was sent with what was sealed; settles when it was told. */
  readonly look: () => Promise<void>;
  /** What this page has to say for the record; outlives the media worker. */
  readonly account: OwnAccount;
  readonly onSlip: (slip: SessionSlip) => void;
  readonly log: Log;
  readonly scope: Scope;
  readonly onBroken: () => void;
}

/** What both sides of a session have in common: a media worker, and what it tells. */
export class SessionSealing {
  readonly client: MediaWorkerClient;
  readonly transforms: FrameTransforms;
  readonly #options: SessionSealingOptions;
  readonly #view: WritableStore<SealingView>;
  #facts: SealingFacts;
  #dropping: SealingView['dropping'] = new Map();

  constructor(options: SessionSealingOptions) {
    this.#options = options;
    this.#facts = {
      ownKind: options.ownKind,
      roomId: options.roomId,
      group: null,
      tracks: [],
      refused: 0,
      words: options.account.differing.map(differedBefore),
      due: new Set(),
      rule: null,
    };
    this.#view = createStore<SealingView>(sealingView(this.#facts, this.#dropping));
    const { client, transforms } = options.openSealedMedia(options);
    this.client = client;
    this.transforms = transforms;
    this.#listen();
    const { talk, trickle, scope } = options;
    talk.attach({ client, trickle, scope });
  }

  get view(): Store<SealingView> {
    return this.#view;
  }

  /** Takes what the relay brought; settles when it was worked off. */
  async receive({ from, payload }: RelayedMessage): Promise<void> {
    await this.client.call('session.receive', { from, bytes: payload });
  }

  /** The session has begun: from here on it can be said what this computer is, and what was said in it before. */
  async describe(): Promise<void> {
    const { client } = this;
    const { account, self, scope } = this.#options;
    await client.call('session.describe', self.get());
    scope.own(
      self.subscribe(() => {
        client.call('session.describe', self.get()).catch(() => undefined);
      }),
    );
    account.tellTo({
      noteClear: (stretch) => {
        client.call('session.note-clear', stretch).catch(() => undefined);
      },
      judgeWords: (judgement) => {
        client.call('session.judge-words', judgement).catch(() => undefined);
      },
    });
  }

  /**
   * Frames of our own that went through the worker so far, by source, as the browser counts what it sent: sound when it
   * leaves, pictures when they were encoded, whether or not the worker dropped them then (`sentFrames`).
   */
  async takenFrames(): Promise<FrameTotals> {
    const { tracks } = await this.client.call('track.read', {});
    const own = tracks.filter(({ direction }) => direction === 'send');
    return new Map(
      own.map(({ source, sealed, dropped }) => {
        const isPicture = source === 'camera' || source === 'screen';
        const lost = Object.values(dropped).reduce((sum, count) => sum + count, 0);
        return [source, isPicture ? sealed + lost : sealed];
      }),
    );
  }

  /** Frames of ours left unsealed: nothing worse can happen here, and the record must not hide it. */
  noteClear(fromMs: number, toMs: number): void {
    this.#options.log.error('frames-in-clear');
    this.#options.account.noteClear({ fromMs, toMs });
  }

  /** Notes what was said of somebody's words; null: of all, where there is nobody else whom they could be about. */
  judge(about: string | null, verdict: WordsVerdict): void {
    const words = this.#facts.words.map((one) =>
      about === null || one.participant === about ? { ...one, verdict } : one,
    );
    this.#change({ words });
  }

  /** Whether there are words about somebody. */
  hasWords(participant: string): boolean {
    return this.#facts.words.some((made) => made.participant === participant);
  }

  /** Somebody is let in whose words must be compared: as long as there are none, that is not forgotten. */
  expectWords(participant: string): void {
    this.#change({ due: new Set([...this.#facts.due, participant]) });
  }

  /** No words will come: they were not let in. */
  expectNoWords(participant: string): void {
    const due = [...this.#facts.due].filter((one) => one !== participant);
    this.#change({ due: new Set(due) });
  }

  /** What the therapist wants where a window is not hidden: told by them to everybody, and known at once on their own side. */
  setRule(rule: ShieldRule): void {
    this.#change({ rule });
  }

  #listen(): void {
    const { client } = this;
    const { log } = this.#options;
    client.on('identity.wanted', ({ requestId, statement }) => {
      void this.#sign(requestId, statement);
    });
    client.on('relay.outgoing', ({ seatIds, bytes }) => {
      for (const to of seatIds ?? [null]) this.#post(to, bytes);
    });
    client.on('session.state', (group) => {
      this.#change({ group });
    });
    client.on('session.rule', ({ rule }) => {
      this.#change({ rule });
    });
    client.on('session.removed', () => {
      this.#change({ group: null });
    });
    client.on('session.refused', ({ reason }) => {
      log.warn('session-refused', { reason });
      if (isNotable(reason)) this.#change({ refused: this.#facts.refused + 1 });
    });
    client.on('session.words', ({ participant, seatId, words }) => {
      const mustCompare = this.#options.mustCompare(seatId);
      this.#addWords({ participant, words, verdict: 'open', mustCompare });
    });
    client.on('session.look-wanted', ({ look }) => {
      void this.#look(look);
    });
    client.on('attestation.slip', ({ slip, summary }) => {
      this.#options.onSlip({ bytes: slip, ...summary });
    });
    client.on('attestation.refused', ({ reasons }) => {
      log.warn('record-not-signed', { reasons: reasons.length, first: reasons[0] ?? '' });
    });
    client.on('track.counts', ({ tracks }) => {
      this.#count(tracks);
    });
  }

  async #sign(requestId: number, statement: IdentityWanted): Promise<void> {
    const signature = await this.#options.sign(statement).catch((error: unknown) => {
      this.#options.log.error('identity-not-signed', { code: AppError.from(error).code });
      return null;
    });
    await this.client.call('identity.signed', { requestId, signature }).catch(() => undefined);
  }

  async #look(look: number): Promise<void> {
    const { log } = this.#options;
    const isDone = await this.#options.look().then(
      () => true,
      (error: unknown) => {
        log.warn('look-failed', { code: AppError.from(error).code });
        return false;
      },
    );
    const heard = await this.client.call('session.looked', { look, isDone }).catch(() => null);
    // Done, and yet nobody vouches for it.
    if (isDone && heard?.isInTime === false) log.warn('look-failed', { code: 'timeout' });
  }

  /** In the order in which the worker made them. What a seat that is gone should have got is nobody's any more. */
  #post(to: SeatId | null, bytes: Bytes): void {
    this.#options.post(to, bytes).catch((error: unknown) => {
      const { code } = AppError.from(error);
      if (code !== 'not-found') this.#options.log.warn('relay-not-sent', { code });
    });
  }

  /** A new admission of the same person takes the place of the old one. */
  #addWords(made: MadeWords): void {
    const isReplaced = ({ participant }: MadeWords): boolean =>
      participant === made.participant || this.#options.ownKind !== null;
    const others = this.#facts.words.filter((one) => !isReplaced(one));
    this.#change({ words: [...others, made] });
    this.expectNoWords(made.participant);
  }

  #count(tracks: readonly TrackCount[]): void {
    this.#dropping = droppingNow(this.#facts.tracks, tracks);
    this.#change({ tracks });
  }

  #change(change: Partial<SealingFacts>): void {
    if (this.#options.scope.isClosed) return;
    this.#facts = { ...this.#facts, ...change };
    this.#view.set(sealingView(this.#facts, this.#dropping));
  }
}

/**
 * Words that were said to differ, and that nobody has any more: the page was loaded again, or a worker broke. Whoever comes back
 * makes none, and nobody may be told that all is well because of that. Those of another admission take their place.
 */
function differedBefore(participant: string | null): MadeWords {
  // A guest's own are about nobody else.
  return { participant: participant ?? '', words: [], verdict: 'different', mustCompare: true };
}
