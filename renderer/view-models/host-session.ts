import type { Bytes } from '../../src/base/bytes.ts';
import { Scope } from '../../src/base/scope.ts';
import type { ClearStretch } from '../../src/contract/clear-stretch.ts';
import type { ShieldRule } from '../../src/contract/capture-schema.ts';
import type { ClientId, SeatId } from '../../src/contract/ids.ts';
import type { Session } from '../../src/contract/ipc.ts';
import type { JudgedWords } from '../../src/contract/seat-schema.ts';
import type { EndReason } from '../../src/contract/signaling.ts';
import { isCameraHeld } from '../../src/domain/shield-rule.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import { keepWithClient } from '../platform/keep-with-client.ts';
import type { HandOver } from '../platform/hand-over.ts';
import type { IpcClient } from '../platform/ipc-client.ts';
import { LeftFiles } from './left-files.ts';
import type { SessionSlip } from './encryption-model.ts';
import type { DevicesModel } from './devices-model.ts';
import { DrawingHold } from './drawing-hold.ts';
import { HostRoom, SessionInvites } from './host-room.ts';
import type { FarewellState, HostSessionModel, HostSessionState } from './host-session-model.ts';
import { OwnAccount, type AccountFacts } from './own-account.ts';
import { RoomFarewell } from './room-farewell.ts';
import { RoomCall } from './room-call.ts';
import type { RoomPorts } from './room-link.ts';
import { createStore, type Store, type WritableStore } from './store.ts';

export interface HostSessionOptions {
  readonly ipc: IpcClient;
  readonly ports: RoomPorts;
  readonly devices: DevicesModel;
  /** What the therapist wants where a window is not hidden. */
  readonly rule: Store<ShieldRule>;
  readonly scope: Scope;
}

interface Running {
  readonly session: Session;
  readonly invites: SessionInvites;
  readonly room: HostRoom;
  readonly scope: Scope;
}

/** The session as the main side keeps it, and its room at the server. */
export class HostSession implements HostSessionModel {
  readonly state: WritableStore<HostSessionState> = createStore<HostSessionState>({
    phase: 'checking',
  });
  readonly call: RoomCall;
  /** Files that were here when the session ended. */
  readonly leftFiles: LeftFiles;
  readonly #options: HostSessionOptions;
  readonly #drawing: DrawingHold;
  readonly #farewell: RoomFarewell;
  #running: Running | null = null;
  /** The session that runs, or ran last: its files are kept with its client. */
  #lastSession: Session | null = null;
  /** The last signed record of it, which is there whatever broke since. */
  #slip: SessionSlip | null = null;
  /** What is to be said in the record of that session. */
  #account = new OwnAccount();
  /** What `retry` does in the state `failed`. */
  #again: () => void = () => undefined;

  constructor(options: HostSessionOptions) {
    this.#options = options;
    this.#drawing = new DrawingHold(options.ports.clock);
    this.#farewell = new RoomFarewell(options);
    const keep: HandOver = (name, bytes) => this.#keepFile(name, bytes);
    this.leftFiles = new LeftFiles({ ...options.ports, save: options.ports.saveFile, keep });
    this.call = new RoomCall({
      ...options.ports,
      keepFile: keep,
      devices: options.devices,
      drawing: this.#drawing,
      holdsCamera: isCameraHeld,
      scope: options.scope,
      onLost: () => {
        this.#running?.room.renew();
      },
    });
    options.scope.own(() => {
      this.#running?.scope.close();
    });
  }

  get farewell(): Store<FarewellState> {
    return this.#farewell.state;
  }

  check(): void {
    const before = this.state.get();
    // What has ended is still being written up. What failed while the vault was shut goes on where it was.
    if (this.#running || before.phase === 'ended') return;
    if (before.phase === 'failed' && before.session) {
      this.retry();
      return;
    }
    this.state.set({ phase: 'checking' });
    const again = (): void => {
      this.check();
    };
    this.#lookBack().catch((error: unknown) => {
      this.#options.devices.close();
      this.#fail(AppError.from(error).code, null, again, true);
    });
  }

  start(clientId: ClientId): void {
    if (this.state.get().phase !== 'idle') return;
    // Only here, where the person begins: whatever silences the call from now on must last.
    this.call.beginAloud();
    this.#start(clientId);
  }

  retry(): void {
    const state = this.state.get();
    if (state.phase === 'failed' && state.retryable) this.#again();
  }

  admit(seatId: SeatId): void {
    this.#running?.room.admit(seatId);
  }

  refuse(seatId: SeatId): void {
    this.#running?.room.refuse(seatId);
  }

  remove(seatId: SeatId): void {
    this.#running?.room.remove(seatId);
  }

  newInvite(): void {
    void this.#running?.room.invite();
  }

  end(): void {
    const running = this.#running;
    if (!running || this.state.get().phase === 'ending') return;
    this.state.set({ phase: 'ending', session: running.session });
    // Off at once; what is signed is looked at before.
    this.call.end();
    this.#options.devices.close();
    const finish = async (): Promise<void> => {
      const isTold = await running.room.end();
      this.#stopAndFinish(running, 'ended', isTold);
    };
    void finish();
  }

  dismiss(): void {
    const state = this.state.get();
    if (state.phase === 'ended') {
      this.leftFiles.clear();
      this.call.talk.clear();
      this.state.set({ phase: 'idle' });
    }
    if (state.phase !== 'failed') return;
    const { session } = state;
    if (!session) {
      this.state.set({ phase: 'idle' });
      return;
    }
    this.state.set({ phase: 'ending', session });
    const again = (): void => {
      this.dismiss();
    };
    this.#attempt(session, again, async () => {
      await this.#endOnMain(session);
      this.call.talk.over();
      this.#farewell.tell(session);
      // What was told quietly and nobody has put away is read where an end leads that nothing failed before.
      const isToRead = this.call.talk.aside.state.get().others.length > 0;
      this.state.set(isToRead ? this.#ended(session, 'ended') : { phase: 'idle' });
    });
  }

  /** Into the session that was under way, if there is one. */
  async #lookBack(): Promise<void> {
    const { session } = await this.#options.ipc.call('session.current', {});
    if (!session) {
      this.state.set({ phase: 'idle' });
      return;
    }
    await this.#recall(session);
    this.#run(session, new SessionInvites());
  }

  #start(clientId: ClientId): void {
    this.state.set({ phase: 'starting', session: null });
    // The devices take longest: they open while the main side and the server are asked.
    this.#options.devices.open();
    const again = (): void => {
      this.#start(clientId);
    };
    this.#attempt(null, again, async () => {
      const session = await this.#options.ipc.call('session.start', { clientId });
      this.#run(session, new SessionInvites());
    });
  }

  #run(session: Session, invites: SessionInvites): void {
    const scope = new Scope();
    if (this.#lastSession?.sessionId !== session.sessionId) this.#begin(session);
    this.state.set({ phase: 'starting', session });
    this.#options.devices.open();
    const room = new HostRoom({
      ...this.#options,
      session,
      invites,
      account: this.#account,
      call: this.call,
      drawing: this.#drawing,
      scope,
      onView: (view) => {
        if (this.state.get().phase !== 'ending') {
          this.state.set({ phase: 'open', session, ...view });
        }
      },
      onSlip: (slip) => {
        this.#slip = slip;
      },
      onClosed: (reason) => {
        this.#roomClosed(running, reason);
      },
      onLost: (code) => {
        this.#lost(running, code);
      },
    });
    const running: Running = { session, invites, room, scope };
    this.#running = running;
  }

  /** A session that this page knows nothing of: what was to be said in its record is kept by the main side. */
  async #recall(session: Session): Promise<void> {
    const { sessionId } = session;
    if (this.#lastSession?.sessionId === sessionId) return;
    const { ipc } = this.#options;
    const [{ clear }, { judged }] = await Promise.all([
      ipc.call('session.clear-stretches', { sessionId }),
      ipc.call('session.judged-words', { sessionId }),
    ]);
    this.#begin(session, clear, judged);
  }

  #begin(
    session: Session,
    clear: readonly ClearStretch[] = [],
    judged: readonly JudgedWords[] = [],
  ): void {
    // What another client has handed over has no business here.
    this.leftFiles.clear();
    this.#farewell.forget();
    this.#lastSession = session;
    this.#slip = null;
    this.#account = new OwnAccount(
      { clear, words: null },
      (facts) => {
        this.#keepClear(session, facts);
      },
      judged.map(({ deviceKey, ...said }) => ({ participant: deviceKey, ...said })),
    );
  }

  /** So that a page that is loaded again knows it. Main signs no record without what it has kept. */
  #keepClear({ sessionId }: Session, { clear }: AccountFacts): void {
    const stretch = clear.at(-1);
    if (!stretch) return;
    const { ipc, ports } = this.#options;
    ipc.call('session.note-clear', { sessionId, stretch }).catch((error: unknown) => {
      ports.log.error('clear-not-kept', { code: AppError.from(error).code });
    });
  }

  /** What broke can be opened again: the session goes on in the vault. What was ended is over. */
  #roomClosed(running: Running, reason: EndReason): void {
    if (this.state.get().phase === 'ending') return;
    if (reason === 'media-failed' || reason === 'server-stopping') {
      this.#lost(running, reason === 'media-failed' ? 'media-failed' : 'connection-lost');
      return;
    }
    this.#stopAndFinish(running, reason);
  }

  /** The media worker still has what was handed over: it is there again when the session goes on, or at its end. */
  #lost({ session, invites }: Running, code: ErrorCode): void {
    if (this.state.get().phase === 'ending') return;
    this.state.set({ phase: 'ending', session });
    this.leftFiles.takeFrom(this.call.talk, () => {
      this.#stop();
      this.#fail(code, session, () => {
        this.#run(session, invites);
      });
    });
  }

  /** What lies nowhere else is taken out of the media worker before that goes. */
  #stopAndFinish(running: Running, reason: EndReason, isTold = true): void {
    this.state.set({ phase: 'ending', session: running.session });
    this.leftFiles.takeFrom(this.call.talk, () => {
      this.#stop();
      // Not before: what still tries to come back into the room would be in the way.
      if (!isTold) this.#farewell.tell(running.session);
      this.#finish(running, reason);
    });
  }

  #finish(running: Running, reason: EndReason): void {
    const { session } = running;
    this.state.set({ phase: 'ending', session });
    const again = (): void => {
      this.#finish(running, reason);
    };
    this.#attempt(session, again, async () => {
      const isUnattended = await this.#wasUnattended(running);
      await this.#endOnMain(session);
      this.call.talk.over();
      this.state.set({ ...this.#ended(session, reason), ...(isUnattended && { isUnattended }) });
    });
  }

  #ended(session: Session, reason: EndReason): HostSessionState {
    return { phase: 'ended', session, reason, ...(this.#slip && { slip: this.#slip }) };
  }

  /** As far as this page has seen, and the vault knows from before it was loaded: it keeps who sat there. */
  async #wasUnattended({ session, invites }: Running): Promise<boolean> {
    if (this.#slip || invites.wereUsed) return false;
    const { sessionId } = session;
    const known = await this.#options.ipc.call('session.seats', { sessionId }).catch(() => null);
    return known?.seats.every(({ state }) => state.state === 'open') ?? false;
  }

  #stop(): void {
    this.#running?.scope.close();
    this.#running = null;
    this.call.end();
    this.#options.devices.close();
  }

  async #keepFile(name: string, bytes: Bytes): Promise<boolean> {
    if (!this.#lastSession) throw new AppError('not-found', 'no session');
    await keepWithClient(this.#options.ipc, this.#lastSession, name, bytes);
    return true;
  }

  async #endOnMain({ sessionId }: Session): Promise<void> {
    try {
      await this.#options.ipc.call('session.end', { sessionId });
    } catch (error) {
      // Ended already, by an attempt whose answer was lost.
      if (AppError.from(error).code !== 'not-found') throw error;
    }
  }

  /** Does something whose failure is a state of its own, with a way to try it again. */
  #attempt(session: Session | null, again: () => void, work: () => Promise<void>): void {
    work().catch((error: unknown) => {
      if (!this.#running) this.#options.devices.close();
      this.#fail(AppError.from(error).code, session, again);
    });
  }

  #fail(code: ErrorCode, session: Session | null, again: () => void, isLookingBack = false): void {
    this.#again = again;
    // Only an update mends the one; everything else may have been mended meanwhile, here or at the server.
    const retryable = code !== 'update-required';
    this.state.set({
      phase: 'failed',
      code,
      retryable,
      session,
      ...(isLookingBack && { isLookingBack }),
    });
  }
}
