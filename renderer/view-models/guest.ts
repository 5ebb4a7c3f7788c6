import { Scope } from '../../src/base/scope.ts';
import type { CallResult } from '../../src/contract/contract.ts';
import type { EndReason, Signaling } from '../../src/contract/signaling.ts';
import {
  isOver,
  nextGuest,
  type GuestEvent,
  type GuestState,
} from '../../src/domain/guest-journey.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { GuestMemoryStore } from '../platform/guest-memory.ts';
import type { SignalingConnection } from '../platform/signaling-connection.ts';
import type { LinkState } from '../platform/signaling-link.ts';
import { withDeadline } from '../platform/deadline.ts';
import type { GuestKind, SessionSlip } from './encryption-model.ts';
import type { DevicesModel } from './devices-model.ts';
import { DrawingHold } from './drawing-hold.ts';
import { FirstFace } from './first-face.ts';
import type { GuestEntrance, ReadEntrance } from './guest-entrance.ts';
import type { GuestModel } from './guest-model.ts';
import { GuestRelay } from './guest-relay.ts';
import { GuestSealing, type GuestSeal } from './guest-sealing.ts';
import { LeftFiles } from './left-files.ts';
import { OwnAccount } from './own-account.ts';
import { RoomCall } from './room-call.ts';
import { RoomLink, type RoomPlace, type RoomPorts } from './room-link.ts';
import { createStore, type WritableStore } from './store.ts';
import { WorkerRestarts } from './worker-restarts.ts';

export interface GuestOptions {
  readonly ports: RoomPorts;
  readonly readEntrance: ReadEntrance;
  readonly memory: GuestMemoryStore;
  /** What this page is, and where its identity key lies. */
  readonly seal: GuestSeal;
  readonly devices: DevicesModel;
  readonly scope: Scope;
}

/** How long a room that is gone may come back: a server that was restarted has it again once the therapist is back. */
const roomReturnsMs = 30_000;

/** The therapist's side asks, writes and gathers within three seconds. */
const attestMs = 5_000;

/** How long the screen waits, at most, for a first picture. */
const toPictureMs = 400;

/**
 * When a first picture is late. The SFU begins with one that needs none before it; where that is lost, the others are of no use,
 * and the browser by itself takes up to a second until there is another.
 */
const isLateMs = 150;

/** How long it waits, at most, for that and for the network before it. */
const toCallMs = 600;

/** How long the server may take to hear that somebody leaves; after as long again over another connection it is told no more. */
const leaveMs = 2_000;

/** Nobody sees one yet, and one looks at one's own picture. */
const waitingPhases: ReadonlySet<GuestState['phase']> = new Set([
  'device-check',
  'joining',
  'waiting',
]);

type Ticket = CallResult<Signaling, 'seat.redeem'>;

/** Reads its way in at once; joins when told to, or by itself when a reload left a seat behind. */
export class Guest implements GuestModel {
  readonly state: WritableStore<GuestState> = createStore<GuestState>({ phase: 'reading-link' });
  readonly call: RoomCall;
  readonly firstFace: FirstFace;
  readonly kind: GuestKind;
  readonly slip: WritableStore<SessionSlip | null> = createStore<SessionSlip | null>(null);
  /** Files that were here when the session ended. */
  readonly leftFiles: LeftFiles;
  readonly isSettling: WritableStore<boolean> = createStore(false);
  readonly relay: GuestRelay;
  readonly #options: GuestOptions;
  readonly #drawing: DrawingHold;
  readonly #restarts: WorkerRestarts;
  readonly #account: OwnAccount;
  #entrance: GuestEntrance | null;
  #resumeToken: string | null;
  /** The seat of this page's present or last place. */
  #seatId: Ticket['seatId'] | null = null;
  #droppedAtMs: number | null = null;
  #room: { readonly link: RoomLink; readonly scope: Scope } | null = null;
  #connection: SignalingConnection | null = null;
  /** Settled when the server knows that we leave; null as long as we do not. */
  #leaving: PromiseWithResolvers<void> | null = null;
  #sealing: { readonly keys: GuestSealing; readonly scope: Scope } | null = null;

  constructor(options: GuestOptions) {
    const { readEntrance, memory, devices, scope, ports } = options;
    this.#options = options;
    this.kind = options.seal.kind;
    this.leftFiles = new LeftFiles({ ...ports, save: ports.saveFile, keep: null });
    this.#restarts = new WorkerRestarts(ports.clock);
    this.#drawing = new DrawingHold(ports.clock);
    this.firstFace = new FirstFace(ports.clock);
    this.call = new RoomCall({
      ...ports,
      keepFile: null,
      devices,
      drawing: this.#drawing,
      scope,
      onLost: () => {
        if (this.relay.gaveUp(this.call.state.get())) this.#relayFailed();
        else this.#room?.link.renew();
      },
    });
    this.relay = new GuestRelay({
      kept: ports.kept.relayOnly,
      connect: () => ports.connect(this.#entrance?.serverOrigin ?? ''),
      nowMs: () => ports.clock.nowMs(),
    });
    scope.own(() => {
      this.#room?.scope.close();
      this.#sealing?.scope.close();
    });
    scope.own(
      this.call.talk.aside.state.subscribe(() => {
        if (this.#isAway) this.firstFace.hide();
        if (waitingPhases.has(this.state.get().phase)) this.#openDevices();
      }),
    );
    this.#entrance = readEntrance(memory);
    this.#account = new OwnAccount(memory.read()?.account, (account) => {
      const kept = memory.read();
      if (kept) memory.write({ ...kept, account });
    });
    this.#resumeToken = this.#entrance?.resumeToken ?? null;
    // No seat was taken by this link yet: what this tab keeps is of another session.
    if (this.#resumeToken === null) this.call.beginAloud();
    if (!this.#entrance) {
      this.#apply({ kind: 'link-unusable' });
      return;
    }
    if (!ports.engine.isSupported()) {
      this.#finish({ kind: 'lost', code: 'browser-unsupported' });
      return;
    }
    this.#apply({ kind: 'link-read' });
    // Before anything else: the worker makes its keys while the person looks into the camera.
    this.#openSealing(this.#entrance);
    this.#openDevices();
    if (this.#resumeToken !== null) this.join();
  }

  readonly pictureShown = (): void => {
    this.firstFace.hide();
    this.call.pictureShown();
  };

  join(): void {
    if (this.state.get().phase === 'device-check') this.#enter();
  }

  retry(): void {
    const state = this.state.get();
    if (state.phase === 'failed' && state.retryable) this.#enter();
  }

  leaveWaiting(): void {
    if (!this.firstFace.isShown) this.leave();
  }

  leave(): void {
    const state = this.state.get();
    if (isOver(state) && state.phase !== 'failed') return;
    this.#switchOff({ kind: 'left' });
    void this.#leaveAfterSlip();
  }

  async #leaveAfterSlip(): Promise<void> {
    const { clock } = this.#options.ports;
    const attested = this.#sealing?.keys.attest() ?? Promise.resolve();
    await withDeadline(attested, attestMs, clock).catch(() => undefined);
    await this.#sayLeft();
    this.#finish({ kind: 'left' });
  }

  /** A connection that is dead does not say so: if nothing is heard, another one is made, and it is said there. */
  async #sayLeft(): Promise<void> {
    const { clock } = this.#options.ports;
    if (!this.#connection) return;
    this.#leaving = Promise.withResolvers();
    const { promise } = this.#leaving;
    this.#tellLeft(this.#connection, this.#leaving);
    await withDeadline(promise, leaveMs, clock)
      .catch(() => {
        this.#room?.link.renew();
        return withDeadline(promise, leaveMs, clock);
      })
      .catch(() => undefined);
    this.#leaving = null;
  }

  #tellLeft(connection: SignalingConnection, { resolve }: PromiseWithResolvers<void>): void {
    connection.call('seat.leave', {}).then(
      () => {
        resolve();
      },
      (error: unknown) => {
        // A server that answers no does not know us: nobody waits for us there.
        if (!AppError.from(error).retryable) resolve();
      },
    );
  }

  /** The session's record may have come just before the room closed, and the media worker may still be reading it. */
  async #closeAfterSlip(reason: EndReason): Promise<void> {
    const received = this.#room?.link.received() ?? Promise.resolve();
    this.#switchOff({ kind: 'room-closed', reason });
    // A room that may be opened again is entered anew at any moment; there is no record of it yet.
    if (this.state.get().phase === 'closed') {
      await withDeadline(received, attestMs, this.#options.ports.clock).catch(() => undefined);
    }
    this.#finish({ kind: 'room-closed', reason });
  }

  /** Camera, microphone and picture are off at once; only the record of the session may take a moment more. */
  #switchOff(event: GuestEvent): void {
    this.#apply(event);
    this.call.end();
    if (!isOver(this.state.get())) return;
    this.isSettling.set(true);
    this.#options.devices.close();
  }

  /** Not while one has turned away: nothing must light up then. */
  #openDevices(): void {
    if (!this.#isAway) this.#options.devices.open();
  }

  get #isAway(): boolean {
    return this.call.talk.aside.state.get().isAway;
  }

  #enter(): void {
    const entrance = this.#entrance;
    if (!entrance) return;
    this.#room?.scope.close();
    this.#apply({ kind: 'join' });
    this.#openDevices();
    if (!this.#sealing) this.#openSealing(entrance);
    const scope = new Scope();
    const link = new RoomLink({
      ports: this.#options.ports,
      serverOrigin: entrance.serverOrigin,
      call: this.call,
      sealing: () => this.#keys,
      establish: (place) => this.#establish(entrance, place),
      onState: (state) => {
        this.#linkIs(state);
      },
      scope,
    });
    this.#room = { link, scope };
  }

  async #establish(entrance: GuestEntrance, place: RoomPlace): Promise<void> {
    const { connection, listening } = place;
    const { engine } = this.#options.ports;
    // Whoever leaves only has that to say.
    if (!this.#leaving && this.relay.isMissingAt(connection)) {
      this.#relayFailed();
      return;
    }
    this.#connection = connection;
    listening.own(
      connection.on('room.closed', ({ reason }) => {
        void this.#closeAfterSlip(reason);
      }),
    );
    const ticket = await this.#takeSeat(entrance, connection);
    const isNew = ticket.seatId !== this.#seatId;
    this.#seatId = ticket.seatId;
    place.seated(ticket.seatId);
    if (this.#leaving) {
      this.#tellLeft(connection, this.#leaving);
      return;
    }
    const prepared = await engine.prepare(ticket.routerRtpCapabilities);
    listening.own(
      connection.on('seat.admitted', (presence) => {
        // Somebody who has left only waits for the session's record.
        if (isOver(this.state.get())) return;
        this.#watch(this.#keys.admitted(presence));
        // Until somebody can be seen, the processor is for the negotiation, and then for the picture.
        const draw = this.#drawing.hold(toCallMs);
        listening.own(draw);
        void place.enter(prepared, presence).then(async () => {
          const isLookedFor = await this.#showFirstFace();
          draw();
          if (listening.isClosed) return;
          this.#apply({ kind: 'admitted' });
          if (!isLookedFor) this.call.awaitPicture(toPictureMs);
        });
      }),
    );
    if (isNew) this.call.end();
    this.#apply({ kind: 'seated', isNew });
    // Before we are ready: who is let in must know whether the therapist has heard this knock or must be asked for a way in.
    const mustWait = await this.#keys.knock(connection, isNew);
    await connection.call('seat.ready', { rtpCapabilities: prepared.rtpCapabilities });
    this.#droppedAtMs = null;
    if (mustWait) void prepared.warmUp();
  }

  /** From the waiting room; over a call that goes on, it would be in the way. @returns whether there was a place for it */
  async #showFirstFace(): Promise<boolean> {
    const track = this.call.firstPicture;
    const isWaiting = this.state.get().phase === 'waiting' && !this.#isAway;
    if (!isWaiting || !track || !this.firstFace.isReady) return false;
    const cancel = this.#options.ports.clock.after(isLateMs, () => {
      this.call.requestPictures();
    });
    if (await this.firstFace.show(track, toPictureMs)) this.call.pictureShown();
    cancel();
    return true;
  }

  get #keys(): GuestSealing {
    if (!this.#sealing) throw new AppError('internal', 'no keys without an entrance');
    return this.#sealing.keys;
  }

  #openSealing(entrance: GuestEntrance): void {
    const scope = new Scope();
    const { ports, seal } = this.#options;
    const keys = new GuestSealing({
      entrance,
      seal,
      ports,
      post: (to, bytes) =>
        this.#room?.link.post(to, bytes) ?? Promise.reject(new AppError('connection-lost')),
      trickle: (to, bytes, stop) =>
        this.#room?.link.trickle(to, bytes, stop) ??
        Promise.reject(new AppError('connection-lost')),
      talk: this.call.talk,
      look: () => this.call.look(),
      account: this.#account,
      scope,
      onSlip: (slip) => {
        this.slip.set(slip);
      },
      onBroken: () => {
        this.#openSealingAgain(entrance);
      },
    });
    this.#sealing = { keys, scope };
  }

  /** A media worker that broke took every key with it: another one asks the therapist for a way back in. */
  #openSealingAgain(entrance: GuestEntrance): void {
    this.#sealing?.scope.close();
    this.#sealing = null;
    if (isOver(this.state.get())) return;
    if (!this.#restarts.take()) {
      this.#finish({ kind: 'lost', code: 'media-failed' });
      return;
    }
    this.#openSealing(entrance);
    this.#room?.link.renew();
  }

  #watch(work: Promise<void>): void {
    work.catch((error: unknown) => {
      this.#options.ports.log.warn('keys-failed', { code: AppError.from(error).code });
    });
  }

  /** Back to the seat there was; if the server does not know it any more, a new one by the invite. */
  async #takeSeat(entrance: GuestEntrance, connection: SignalingConnection): Promise<Ticket> {
    const { roomId } = entrance;
    const resumed = await this.#resume(entrance, connection);
    if (resumed && !(resumed instanceof AppError)) return this.#seated(resumed);
    try {
      const admission = await entrance.admission;
      return this.#seated(await connection.call('seat.redeem', { roomId, admission }));
    } catch (error) {
      const { code } = AppError.from(error);
      // It was used by this very page.
      if (resumed && code === 'invite-used') throw new AppError('place-gone');
      if (!resumed || code !== 'invite-invalid') throw error;
      // Neither seat nor invite is known there: the session is over, or its server has just begun anew.
      throw this.#mayReturn() ? new AppError('connection-lost') : resumed;
    }
  }

  /** An error: there was a seat, and it is gone. Null: there was none. */
  async #resume(
    { roomId }: GuestEntrance,
    connection: SignalingConnection,
  ): Promise<Ticket | AppError | null> {
    const resumeToken = this.#resumeToken;
    if (resumeToken === null) return null;
    try {
      return await connection.call('seat.resume', { roomId, resumeToken });
    } catch (thrown) {
      const error = AppError.from(thrown);
      if (error.code === 'invite-invalid' || error.code === 'room-closed') return error;
      throw error;
    }
  }

  #seated(ticket: Ticket): Ticket {
    const { memory } = this.#options;
    this.#resumeToken = ticket.resumeToken;
    const kept = memory.read();
    if (kept) memory.write({ ...kept, resumeToken: ticket.resumeToken });
    return ticket;
  }

  /** Nothing goes another way: the person decides what is next. */
  #relayFailed(): void {
    this.#finish({ kind: 'lost', code: 'relay-failed' });
  }

  #mayReturn(): boolean {
    const { clock } = this.#options.ports;
    return this.#droppedAtMs !== null && clock.nowMs() - this.#droppedAtMs < roomReturnsMs;
  }

  #linkIs(state: LinkState): void {
    if (state.phase === 'reconnecting') {
      this.#droppedAtMs ??= this.#options.ports.clock.nowMs();
      this.#apply({ kind: 'dropped' });
    }
    // Whoever has left, or is told that it is over, only waits for the record.
    if (state.phase === 'closed' && state.error && !isOver(this.state.get())) {
      this.#finish({ kind: 'lost', code: state.error.code });
    }
  }

  #finish(event: GuestEvent): void {
    this.#apply(event);
    const state = this.state.get();
    this.#room?.scope.close();
    this.#room = null;
    this.#connection = null;
    this.#droppedAtMs = null;
    this.call.end();
    // Back at the device check, or with another attempt on offer, everything needed for it stays.
    if (!isOver(state)) return;
    this.#options.devices.close();
    this.#closeSealing();
    if (state.phase === 'failed' && state.retryable) return;
    this.call.talk.clear();
    this.#options.memory.forget();
    this.#entrance?.secret.wipe();
    this.#entrance = null;
  }

  /** Not before files that nobody has saved are out of the worker: the session may have ended without a warning. */
  #closeSealing(): void {
    const sealing = this.#sealing;
    const { talk } = this.call;
    this.#sealing = null;
    this.isSettling.set(true);
    this.leftFiles.takeFrom(talk, () => {
      sealing?.scope.close();
      this.isSettling.set(false);
    });
  }

  #apply(event: GuestEvent): void {
    this.state.set(nextGuest(this.state.get(), event));
    // Nobody waits until the screen that comes after it is drawn.
    if (event.kind !== 'admitted') this.firstFace.hide();
  }
}
