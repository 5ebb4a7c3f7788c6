import type { Bytes } from '../../../src/base/bytes.ts';
import type { Clock, Random } from '../../../src/base/ports.ts';
import { SecretBytes } from '../../../src/base/secret-bytes.ts';
import type { CallAnswer, CallName, CallRequest } from '../../../src/contract/contract.ts';
import {
  mediaWorker,
  workerRequest,
  type MediaWorker,
  type TrackOptions,
  type WorkerMessage,
} from '../../../src/contract/media-worker.ts';
import { deriveInviteKeys } from '../../../src/crypto/invite-keys.ts';
import { SerialQueue } from '../../../src/base/serial-queue.ts';
import { makeSuite, type Suite } from '../../../src/crypto/mls/suite.ts';
import { warmUp } from '../../../src/crypto/session/warm-up.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { toWireError } from '../../../src/errors/error-wire.ts';
import { AskedSigner } from './asked-signer.ts';
import { startGuestSide, type GuestSide } from './guest-side.ts';
import { openGuestIdentity } from './guest-identity.ts';
import { startHostSide, type HostSide, type SideParts } from './host-side.ts';
import type { IdentityStore } from './identity-store.ts';
import { knownAnswer } from './known-answer.ts';
import { SessionSeats } from './session-seats.ts';
import type { SessionTalk } from './session-talk.ts';
import { TalkDesk } from './talk/talk-desk.ts';
import { talkHandlers } from './talk/talk-handlers.ts';
import { Tracks, type FrameStreams } from './tracks.ts';
import type { Push, WorkerPorts } from './worker-ports.ts';

type Names = CallName<MediaWorker>;
type Handlers = {
  readonly [K in Names]: (
    request: CallRequest<MediaWorker, K>,
  ) => CallAnswer<MediaWorker, K> | Promise<CallAnswer<MediaWorker, K>>;
};

export interface WorkerCallsOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly identities: IdentityStore;
  /** To the page. */
  readonly post: (message: WorkerMessage) => void;
}

/** The worker behind its contract: one session, as host or as guest, and the tracks that pass through. */
export class WorkerCalls {
  readonly #options: WorkerCallsOptions;
  readonly #suite: Promise<Suite>;
  readonly #seats = new SessionSeats();
  readonly #tracks: Tracks;
  readonly #desk: TalkDesk;
  readonly #handlers: Handlers;
  /** What the relay brought is worked off in the order in which it came: the page does not wait in between. */
  readonly #received = new SerialQueue();
  #isStarted = false;
  #signer: AskedSigner | null = null;
  #host: HostSide | null = null;
  #guest: GuestSide | null = null;

  constructor(options: WorkerCallsOptions) {
    this.#options = options;
    this.#suite = makeSuite(options.random);
    this.#tracks = new Tracks(this.#seats, options.clock, this.#push);
    this.#desk = new TalkDesk({
      ...options,
      seats: this.#seats,
      talk: this.#talk(),
      push: this.#push,
    });
    this.#handlers = this.#makeHandlers();
  }

  /** Takes what the page posted. Whatever is no request of the contract is ignored. */
  async take(message: unknown): Promise<void> {
    const request = workerRequest.safeParse(message).data;
    if (!request) return;
    const { id, name, data } = request;
    try {
      const answer = await this.#handle(name, data);
      this.#options.post({ id, ok: true, data: answer });
    } catch (error) {
      this.#options.post({ id, ok: false, error: toWireError(error) });
    }
  }

  /** Takes a track. Settles when it has ended. */
  attach(options: TrackOptions, streams: FrameStreams): Promise<void> {
    return this.#tracks.attach(options, streams);
  }

  readonly #push: Push = (name, data) => {
    this.#options.post({ push: name, data });
  };

  #handle(name: string, data: unknown): unknown {
    if (!isCall(name)) throw new AppError('bad-request', 'no such call');
    const parsed = mediaWorker[name].in.safeParse(data);
    if (!parsed.success) throw new AppError('bad-request', 'of another shape');
    // The schema of `name` made it; the compiler cannot follow a table through a type parameter.
    const handler = this.#handlers[name] as (request: unknown) => unknown;
    return handler(parsed.data);
  }

  #makeHandlers(): Handlers {
    return {
      ...this.#hostHandlers(),
      ...this.#guestHandlers(),
      ...talkHandlers(this.#desk),
      ...this.#sharedHandlers(),
    };
  }

  #hostHandlers(): Pick<Handlers, Extract<Names, `host.${string}`>> {
    return {
      'host.start': async ({ room, identityKey }) => {
        const ports = await this.#start();
        const signer = this.#askedSigner(identityKey);
        this.#host = await startHostSide({ ...this.#parts(ports), signer, room });
        return {};
      },
      'host.seated': async ({ seatId }) => {
        await this.#hosting().worker.seated(seatId);
        return {};
      },
      'host.add-seat': ({ seat }) => {
        this.#hosting().worker.addSeat(seat);
        return {};
      },
      'host.read-knock': ({ seatId, pskId, sealed }) =>
        this.#hosting().worker.readKnock(seatId, pskId, sealed),
      'host.admit': async ({ seatId, deviceKey }) => {
        await this.#hosting().worker.admit(seatId, deviceKey);
        return {};
      },
      'host.leave-door': ({ seatId }) => {
        this.#hosting().worker.leaveDoor(seatId);
        return {};
      },
      'host.call-back': () => {
        this.#hosting().worker.callBack();
        return {};
      },
      'host.note-connected': ({ seatId, isConnected }) => {
        const participant = this.#seats.participantAt(seatId);
        if (participant !== null) this.#hosting().witness.noteConnected(participant, isConnected);
        return {};
      },
      'host.set-rule': async ({ rule }) => {
        await this.#hosting().worker.setRule(rule);
        return {};
      },
      'host.attest': async () => ({ slip: await this.#hosting().attestation.attest() }),
      'host.remove': async ({ seatId, revoke }) => {
        await this.#hosting().worker.remove(seatId, revoke);
        return {};
      },
    };
  }

  #guestHandlers(): Pick<Handlers, Extract<Names, `guest.${string}`>> {
    return {
      'guest.start': async ({ room, secret, therapistFingerprint, guestKind, identityKey }) => {
        const ports = await this.#start();
        const wrapped = new SecretBytes(secret);
        const keys = await deriveInviteKeys(wrapped);
        wrapped.wipe();
        const { identities, random } = this.#options;
        const signer = identityKey
          ? this.#askedSigner(identityKey)
          : await openGuestIdentity(therapistFingerprint, identities, random);
        const session = { signer, room, therapistFingerprint, keys, guestKind };
        this.#guest = startGuestSide({ ...this.#parts(ports), session });
        return { pskId: keys.pskId };
      },
      'guest.knock': async () => ({ sealed: await this.#asGuest().worker.knock() }),
      'guest.is-in': () => ({ isIn: this.#asGuest().worker.isIn }),
      'guest.inside': ({ hostSeatId }) => {
        const { worker } = this.#asGuest();
        worker.inside(hostSeatId);
        return { isIn: worker.isIn };
      },
      'guest.come-back': () => {
        this.#asGuest().worker.comeBack();
        return {};
      },
      'guest.attest': async () => ({ slip: await this.#asGuest().attestation.attest() }),
    };
  }

  #sharedHandlers(): Omit<
    Handlers,
    Extract<Names, `${'host' | 'guest' | 'chat' | 'aside' | 'file'}.${string}`>
  > {
    return {
      'session.warm-up': async ({ joins }) => {
        const { clock, random } = this.#options;
        for (let played = 0; played < joins; played += 1) {
          await warmUp(await this.#suite, clock, random);
        }
        return {};
      },
      'session.describe': async (self) => {
        const { witness, worker } = this.#side();
        if (witness.describe(self)) await worker.tellProtection();
        return {};
      },
      'session.judge-words': ({ participant, guestKind, verdict }) => {
        const { witness } = this.#side();
        const whose = participant ?? witness.log.self;
        // Whoever does not come back after a restart is in the record all the same, as the one that they were.
        if (guestKind) this.#seats.setKind(whose, guestKind);
        witness.noteWords(whose, verdict === 'same' ? 'confirmed' : 'different');
        return {};
      },
      'track.read': () => ({ tracks: this.#tracks.read() }),
      'session.note-clear': ({ fromMs, toMs }) => {
        this.#side().witness.noteClear(fromMs, toMs);
        return {};
      },
      'session.looked': ({ look, isDone }) => ({
        isInTime: this.#side().witness.look.looked(look, isDone),
      }),
      'session.receive': async ({ from, bytes }) => {
        await this.#received.run(() => this.#side().worker.receive(from, bytes));
        return {};
      },
      'identity.signed': ({ requestId, signature }) => {
        this.#signer?.settle(requestId, signature);
        return {};
      },
      'sframe.known-answer': knownAnswer,
    };
  }

  /** @throws AppError conflict the second time */
  async #start(): Promise<WorkerPorts> {
    if (this.#isStarted) throw new AppError('conflict', 'started already');
    this.#isStarted = true;
    const { clock, random } = this.#options;
    return { suite: await this.#suite, clock, random, push: this.#push };
  }

  #askedSigner(identityKey: Bytes): AskedSigner {
    this.#signer = new AskedSigner(identityKey, this.#push);
    return this.#signer;
  }

  #parts(ports: WorkerPorts): SideParts {
    return {
      ports,
      seats: this.#seats,
      onSwitched: () => {
        this.#tracks.requestKeyFrames();
      },
      hear: (message) => {
        this.#desk.hear(message);
      },
      hearChunk: (bytes) => this.#desk.hearChunk(bytes),
      framesWithoutKey: () => this.#tracks.framesWithoutKey,
    };
  }

  /** Of whichever side it will be. */
  #talk(): SessionTalk {
    return {
      say: async (payload) => {
        await this.#side().worker.say(payload);
      },
      whisper: async (participant, payload) => {
        await this.#side().worker.whisper(participant, payload);
      },
    };
  }

  #side(): HostSide | GuestSide {
    return this.#host ?? this.#asGuest();
  }

  #hosting(): HostSide {
    if (!this.#host) throw new AppError('not-found', 'no session as host');
    return this.#host;
  }

  #asGuest(): GuestSide {
    if (!this.#guest) throw new AppError('not-found', 'no session as guest');
    return this.#guest;
  }
}

function isCall(name: string): name is Names {
  return Object.hasOwn(mediaWorker, name) && mediaWorker[name as keyof MediaWorker].kind === 'call';
}
