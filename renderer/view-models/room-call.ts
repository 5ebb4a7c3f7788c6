import type { CancelTimer, Clock, Log } from '../../src/base/ports.ts';
import { Scope } from '../../src/base/scope.ts';
import type { CaptureVerdict, ShieldRule } from '../../src/contract/capture-schema.ts';
import type { SeatId } from '../../src/contract/ids.ts';
import type { MediaSource, Presence } from '../../src/contract/signaling.ts';
import {
  judgeQuality,
  type CallCounters,
  type CallQuality,
} from '../../src/domain/call-quality.ts';
import { rosterOf, withoutSeat, withSeat, type Roster } from '../../src/domain/roster.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { IncomingTrack } from '../media/incoming-media.ts';
import type { LiveMedia, MediaHealth } from '../media/live-media.ts';
import type { PreparedMedia } from '../media/media-engine.ts';
import { withDeadline } from '../platform/deadline.ts';
import type { HandOver } from '../platform/hand-over.ts';
import type { KeptFlags } from '../platform/kept-flags.ts';
import type { SignalingConnection } from '../platform/signaling-connection.ts';
import type { CallConnection, CallModel, CallState, OwnMedia, OwnSource } from './call-model.ts';
import type { DevicesModel, DeviceSlot } from './devices-model.ts';
import type { DrawingHold } from './drawing-hold.ts';
import { peopleOf } from './call-people.ts';
import { ClearWatch } from './clear-watch.ts';
import { nothingSealed, type CallSealing } from './call-sealing.ts';
import { LastLooks, both } from './last-looks.ts';
import type { WordsVerdict } from './encryption-model.ts';
import { createStore, type WritableStore } from './store.ts';
import { Talk } from './talk.ts';

/** Well above the two seconds that are the least: a look costs both sides' CPU. */
const qualityIntervalMs = 4_000;
/** A look costs CPU as well, and nothing is missed in between. */
const clearIntervalMs = 3_000;
/** How long the last look at media that is over may take, while nothing is sent any more. */
const lastLookMs = 2_000;

/** One way into a session: the connection, what was made ready, where one sits, and the keys. */
export interface CallEntry {
  readonly connection: SignalingConnection;
  readonly prepared: PreparedMedia;
  readonly presence: Presence;
  readonly sealing: CallSealing;
}

export interface RoomCallOptions {
  /** Saves a file where the person says; null where nothing can be saved. */
  readonly saveFile: HandOver | null;
  /** Keeps a file with the client; null where there is no such place. */
  readonly keepFile: HandOver | null;
  readonly kept: KeptFlags;
  readonly devices: DevicesModel;
  readonly drawing: DrawingHold;
  /** Whether one's own camera stays off, by the therapist's rule and what the others report. Absent: it never does. */
  readonly holdsCamera?: (
    rule: ShieldRule,
    captures: readonly (CaptureVerdict | null)[],
  ) => boolean;
  readonly clock: Clock;
  readonly log: Log;
  readonly scope: Scope;
  /** Media is lost for good: take the seat anew. */
  readonly onLost: () => void;
}

/** What is sent and received, and `wiring`: what the call does about it. */
interface Media {
  readonly live: LiveMedia;
  readonly watch: ClearWatch;
  readonly sealing: CallSealing;
  readonly wiring: Scope;
  readonly scope: Scope;
  /** Not while media of before is looked at: the worker counts the frames of both as one. */
  maySend: boolean;
}

type OwnKind = 'microphone' | 'camera';
const sourceOf = { microphone: 'audio', camera: 'camera' } as const;

/** A call from one's admission to its end, over as many connections as it takes. */
export class RoomCall implements CallModel {
  readonly state: WritableStore<CallState> = createStore<CallState>({ phase: 'idle' });
  readonly #options: RoomCallOptions;
  readonly #wanted: Record<OwnKind, boolean>;
  readonly #failed = new Map<MediaSource, ErrorCode>();
  #roster: Roster = [];
  #tracks: readonly IncomingTrack[] = [];
  #quality: CallQuality = 'unknown';
  #health: MediaHealth = 'connecting';
  #isSignalingUp = false;
  #reconnectingSinceMs: number | null = null;
  #wasConnected = false;
  #isCameraHeld = false;
  #media: Media | null = null;
  /** Every frame passes through the media worker of `enter`. */
  #sealing: CallSealing | null = null;
  readonly #lastLooks = new LastLooks();
  #drawAgain: () => void = () => undefined;
  /** Outlives the ways into the session; whoever ends that clears it. */
  readonly talk: Talk;

  constructor(options: RoomCallOptions) {
    this.#options = options;
    const { saveFile: save, keepFile: keep, kept, clock, log } = options;
    const { turnedAway, ownOff } = kept;
    this.#wanted = { microphone: !ownOff.microphone.read(), camera: !ownOff.camera.read() };
    const isCallPoor = (): boolean => this.#quality === 'poor';
    this.talk = new Talk({ save, keep, turnedAway, isCallPoor, clock, log });
    this.#followAside();
    options.scope.own(
      options.devices.state.subscribe(() => {
        this.#sendOwn();
        this.#show();
      }),
    );
    options.scope.own(() => {
      this.#media?.scope.close();
      this.end();
    });
  }

  /** Before a session that nobody was in yet: what was off in the last one is on, unless one has turned away. */
  beginAloud(): void {
    if (this.talk.aside.state.get().isAway) return;
    this.setMicrophone(true);
    this.setCamera(true);
  }

  setMicrophone(on: boolean): void {
    this.#want('microphone', on);
  }

  setCamera(on: boolean): void {
    this.#want('camera', on);
  }

  readonly pictureShown = (): void => {
    this.#media?.live.pictureShown();
    this.#drawAgain();
  };

  /** Nobody can be seen who should be. */
  requestPictures(): void {
    this.#media?.live.requestPictures();
  }

  /** Somebody's picture that comes in by now; null while there is none to be expected. */
  get firstPicture(): MediaStreamTrack | null {
    const found = this.#tracks.find(({ track, muted }) => track.kind === 'video' && !muted);
    return (this.#health === 'connected' && found?.track) || null;
  }

  /** Draws what happens only once the first picture can be seen, if one is to be expected, and after `longestMs` in any case. */
  awaitPicture(longestMs: number): void {
    if (!this.#tracks.some(({ track, muted }) => track.kind === 'video' && !muted)) return;
    this.#drawAgain = this.#options.drawing.hold(longestMs);
    this.#media?.wiring.own(this.#drawAgain);
  }

  judgeWords(seatId: SeatId | null, verdict: Exclude<WordsVerdict, 'open'>): void {
    this.#sealing?.judgeWords(seatId, verdict);
  }

  /**
   * In the session, for the first time or again: new media takes the place of what there was. Resolves when there is
   * something to show.
   */
  async enter({ connection, prepared, presence, sealing }: CallEntry): Promise<void> {
    const scope = new Scope();
    const wiring = scope.child();
    this.#closeAfterLook();
    const older = this.#lastLooks.of(sealing);
    this.#roster = rosterOf(presence.seats, presence.seatId, this.#roster);
    this.#failed.clear();
    this.#tracks = [];
    this.#health = 'connecting';
    this.#isSignalingUp = true;
    const watch = new ClearWatch({
      sent: () => live.sentFrames(),
      taken: () => sealing.takenFrames(),
      onClear: (fromMs, toMs) => {
        sealing.noteClear(fromMs, toMs);
      },
      after: older,
      clock: this.#options.clock,
    });
    const live = prepared.enter({
      presence,
      calls: connection,
      transforms: sealing.transforms,
      scope,
      onTracks: (tracks) => {
        if (wiring.isClosed) return;
        this.#tracks = tracks;
        this.#show();
      },
      onHealth: (health) => {
        if (!wiring.isClosed) this.#setHealth(health);
      },
      onSourceFailed: (source, code) => {
        if (wiring.isClosed) return;
        if (code === null) this.#failed.delete(source);
        else this.#failed.set(source, code);
        this.#show();
      },
    });
    const media = { live, watch, sealing, wiring, scope, maySend: !older };
    this.#media = media;
    this.#sealing = sealing;
    wiring.own(
      sealing.view.subscribe(() => {
        this.#lookAtRule();
        this.#show();
      }),
    );
    this.#listen(connection, presence.seatId, live, wiring);
    this.#isCameraHeld = this.#holdsCamera();
    this.#sendOwn();
    if (older) {
      void watch.begun.then(() => {
        media.maySend = true;
        this.#sendOwn();
      });
    }
    this.#watchQuality(live, wiring);
    this.#watchClear(watch, wiring);
    this.#show();
    await live.ready;
  }

  /** The connection to the server dropped; media may well go on meanwhile. */
  signalingDropped(): void {
    this.#isSignalingUp = false;
    this.#show();
  }

  /** Compares now what was sent with what was sealed, over all media of this call or of one that has just ended. @throws AppError */
  async look(): Promise<void> {
    const media = this.#media;
    const before = media ? this.#lastLooks.of(media.sealing) : this.#lastLooks.latest;
    await both(before ?? Promise.resolve(), media?.watch.lookNow() ?? Promise.resolve());
  }

  /** Back to idle: nothing is sent from now on, and what was sent is looked at once more before it is closed. */
  end(): void {
    this.#closeAfterLook();
    this.#sealing = null;
    this.#roster = [];
    this.#tracks = [];
    this.#wasConnected = false;
    this.#reconnectingSinceMs = null;
    this.state.set({ phase: 'idle' });
  }

  /** Nothing is sent of it from now on, and nothing else is heard of it. */
  #closeAfterLook(): void {
    const media = this.#media;
    this.#media = null;
    if (!media) return;
    const { live, watch, sealing, wiring, scope } = media;
    wiring.close();
    if (scope.isClosed) return;
    for (const source of Object.values(sourceOf)) live.send(source, { track: null, muted: true });
    const look = withDeadline(watch.lookNow(), lastLookMs, this.#options.clock);
    this.#lastLooks.add(
      sealing,
      look.finally(() => {
        scope.close();
      }),
    );
  }

  #listen(connection: SignalingConnection, own: SeatId, live: LiveMedia, scope: Scope): void {
    const offs = [
      connection.on('media.consumer', (offer) => {
        live.take([offer]);
      }),
      connection.on('media.consumer-muted', ({ consumerId, muted }) => {
        live.setMuted(consumerId, muted);
      }),
      connection.on('media.picture-wanted', ({ source }) => {
        live.giveKeyFrame(source);
      }),
      connection.on('media.consumer-closed', ({ consumerId }) => {
        live.drop(consumerId);
      }),
      connection.on('seat.changed', (seat) => {
        if (seat.seatId === own) return;
        this.#roster = withSeat(this.#roster, seat);
        this.#show();
      }),
      connection.on('seat.left', ({ seatId }) => {
        this.#roster = withoutSeat(this.#roster, seatId);
        this.#show();
      }),
    ];
    for (const off of offs) scope.own(off);
  }

  #want(kind: OwnKind, on: boolean): void {
    this.#wanted[kind] = on;
    // A page that dies is loaded again and enters by itself: nobody has turned on anything then.
    this.#options.kept.ownOff[kind].write(!on);
    this.#sendOwn();
    this.#show();
  }

  #sendOwn(): void {
    if (!this.#media?.maySend) return;
    for (const kind of ['microphone', 'camera'] as const) {
      const slot = this.#slot(kind);
      const isHeld = kind === 'camera' && this.#isCameraHeld;
      const track = slot?.phase === 'on' && !isHeld ? slot.track : null;
      this.#media.live.send(sourceOf[kind], { track, muted: !this.#wanted[kind] });
    }
  }

  /** Before anything of the camera's goes out, and whenever somebody comes or reports something else. */
  #lookAtRule(): void {
    const isHeld = this.#holdsCamera();
    if (isHeld === this.#isCameraHeld) return;
    this.#isCameraHeld = isHeld;
    this.#sendOwn();
  }

  #holdsCamera(): boolean {
    const { rule, members } = this.#sealing?.view.get() ?? nothingSealed;
    const captures = members.map(({ capture }) => capture);
    return rule !== null && this.#options.holdsCamera?.(rule, captures) === true;
  }

  /** Turned away, no light is on, whoever opens a device; and coming back shows and says nothing by itself. */
  #followAside(): void {
    const { devices, scope } = this.#options;
    const { state } = this.talk.aside;
    let wasAway = false;
    const follow = (): void => {
      const { isAway } = state.get();
      if (isAway) devices.close();
      if (isAway === wasAway) return;
      wasAway = isAway;
      this.setMicrophone(false);
      this.setCamera(false);
      if (!isAway && this.#media) devices.open();
    };
    scope.own(state.subscribe(follow));
    scope.own(
      devices.state.subscribe(() => {
        if (devices.state.get().phase === 'open') follow();
      }),
    );
    follow();
  }

  #setHealth(health: MediaHealth): void {
    this.#health = health;
    if (health === 'connected') this.#wasConnected = true;
    this.#show();
    if (health === 'lost') this.#options.onLost();
  }

  #watchQuality(live: LiveMedia, scope: Scope): void {
    let before: CallCounters | null = null;
    let cancel: CancelTimer = () => undefined;
    scope.own(() => {
      cancel();
    });
    const look = async (): Promise<void> => {
      const now = await live.counters();
      if (scope.isClosed) return;
      this.#quality = before && now ? judgeQuality(before, now) : 'unknown';
      before = now;
      this.#show();
    };
    const lookOn = async (): Promise<void> => {
      await look().catch((error: unknown) => {
        this.#options.log.warn('call-quality-failed', { code: AppError.from(error).code });
      });
      // Once it could not be read is not for ever.
      if (!scope.isClosed) wait();
    };
    const wait = (): void => {
      cancel = this.#options.clock.after(qualityIntervalMs, () => void lookOn());
    };
    wait();
  }

  /** Now and then, and as long as the media lives. */
  #watchClear(watch: ClearWatch, scope: Scope): void {
    let cancel: CancelTimer = () => undefined;
    scope.own(() => {
      cancel();
    });
    const wait = (): void => {
      if (scope.isClosed) return;
      cancel = this.#options.clock.after(clearIntervalMs, () => {
        // What cannot be asked now is asked again: both count from the beginning.
        watch.look().then(wait, wait);
      });
    };
    wait();
  }

  #show(): void {
    this.#options.drawing.draw(this.#draw);
  }

  readonly #draw = (): void => {
    if (!this.#media) return;
    const view = this.#sealing?.view.get() ?? nothingSealed;
    this.state.set({
      phase: 'live',
      ...(view.encryption && { encryption: view.encryption }),
      refused: view.refused,
      ...(view.rule && { rule: view.rule }),
      connection: this.#connection(),
      people: peopleOf(this.#roster, view, this.#tracks),
      own: this.#own(),
      quality: this.#quality,
    });
  };

  #connection(): CallConnection {
    const isGood = this.#isSignalingUp && this.#health === 'connected';
    if (isGood) {
      this.#reconnectingSinceMs = null;
      return { phase: 'connected' };
    }
    if (!this.#wasConnected) return { phase: 'connecting' };
    this.#reconnectingSinceMs ??= this.#options.clock.nowMs();
    return { phase: 'reconnecting', sinceMs: this.#reconnectingSinceMs };
  }

  #own(): OwnMedia {
    return { microphone: this.#ownSource('microphone'), camera: this.#ownSource('camera') };
  }

  #ownSource(kind: OwnKind): OwnSource {
    const slot = this.#slot(kind);
    if (slot?.phase !== 'on') return { phase: 'absent' };
    if (kind === 'camera' && this.#isCameraHeld) return { phase: 'held' };
    if (!this.#wanted[kind]) return { phase: 'off' };
    const code = this.#failed.get(sourceOf[kind]);
    return code ? { phase: 'failed', code } : { phase: 'on', track: slot.track };
  }

  #slot(kind: OwnKind): DeviceSlot | null {
    const devices = this.#options.devices.state.get();
    return devices.phase === 'open' ? devices[kind] : null;
  }
}
