import { toBase64Url } from '../../src/base/base64url.ts';
import type { Bytes } from '../../src/base/bytes.ts';
import { Scope } from '../../src/base/scope.ts';
import type { SeatId } from '../../src/contract/ids.ts';
import type { IdentityWanted } from '../../src/contract/media-worker.ts';
import { decodeChecked } from '../../src/contract/schema.ts';
import type { Presence } from '../../src/contract/signaling.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { RelayedMessage } from '../platform/relay-inbox.ts';
import type { SignalingConnection } from '../platform/signaling-connection.ts';
import type { CallSealing } from './call-sealing.ts';
import type { SessionSlip, WordsVerdict } from './encryption-model.ts';
import type { GuestEntrance } from './guest-entrance.ts';
import type { RoomPorts } from './room-link.ts';
import type { TrickleToRelay } from './file-carrier.ts';
import { ownWords, type OwnAccount } from './own-account.ts';
import {
  SessionSealing,
  warmUp,
  type PostToRelay,
  type SessionSealingOptions,
} from './session-sealing.ts';

/** How long the therapist's Welcome may take before we ask for a way in ourselves. */
const welcomeMs = 3_000;

/** Where a guest's identity key towards one therapist is, when it is not the media worker's own. */
export interface GuestIdentity {
  /** `isNew`: the therapist has not seen it before. @throws AppError when it cannot be had */
  publicKey(
    therapistFingerprint: Bytes,
  ): Promise<{ readonly publicKey: Bytes; readonly isNew: boolean }>;
  /** @returns null when it was refused */
  sign(
    statement: IdentityWanted,
    context: { readonly room: Bytes; readonly therapistFingerprint: Bytes },
  ): Promise<Bytes | null>;
}

/** What a guest's page is: a browser's, whose code and key come from where the page came from, or the app's. */
export type GuestSeal =
  { readonly kind: 'browser' } | { readonly kind: 'app'; readonly identity: GuestIdentity };

export interface GuestSealingOptions {
  readonly entrance: GuestEntrance;
  readonly seal: GuestSeal;
  readonly ports: RoomPorts;
  readonly post: PostToRelay;
  readonly trickle: TrickleToRelay;
  readonly talk: SessionSealingOptions['talk'];
  readonly account: OwnAccount;
  readonly look: SessionSealingOptions['look'];
  readonly scope: Scope;
  readonly onSlip: (slip: SessionSlip) => void;
  readonly onBroken: () => void;
}

/** A guest's keys of one session. */
export class GuestSealing implements CallSealing {
  readonly #options: GuestSealingOptions;
  readonly #sealing: SessionSealing;
  readonly #started: Promise<void>;
  /** The server said, when we knocked last, that we had been let in before. */
  #wasInside = false;
  #waitingForWelcome = new Scope();
  /** The therapist will ask for the words: they have to be at hand on this side too. */
  #isNewDevice = false;

  constructor(options: GuestSealingOptions) {
    this.#options = options;
    const { ports, seal, entrance, scope } = options;
    const context = {
      room: decodeChecked(entrance.roomId),
      therapistFingerprint: entrance.therapistFingerprint,
    };
    this.#sealing = new SessionSealing({
      ...ports,
      ...options,
      ownKind: seal.kind,
      roomId: entrance.roomId,
      sign: (statement) =>
        seal.kind === 'app' ? seal.identity.sign(statement, context) : Promise.resolve(null),
      mustCompare: () => seal.kind === 'browser' || this.#isNewDevice,
      scope,
    });
    this.#started = this.#start();
    // Whoever needs it awaits it; that nobody does yet is no reason to complain.
    this.#started.catch(() => undefined);
  }

  get view() {
    return this.#sealing.view;
  }

  get transforms() {
    return this.#sealing.transforms;
  }

  takenFrames() {
    return this.#sealing.takenFrames();
  }

  noteClear(fromMs: number, toMs: number): void {
    this.#sealing.noteClear(fromMs, toMs);
  }

  receive(message: RelayedMessage): Promise<void> {
    return this.#sealing.receive(message);
  }

  /**
   * Shows the therapist who waits. `isNew`: a seat that we had not before.
   * @returns whether the therapist is to let us in: false for whoever was let in before
   */
  async knock(connection: SignalingConnection, isNew: boolean): Promise<boolean> {
    await this.#started;
    const { client } = this.#sealing;
    if (!isNew && (await this.#isIn())) return false;
    const { sealed } = await client.call('guest.knock', {});
    const answer = await connection.call('seat.knock', { sealed: toBase64Url(sealed) });
    this.#wasInside = !answer.isWaiting;
    return answer.isWaiting;
  }

  /** In the session: the therapist's Welcome is under way, unless we have been in here before. */
  async admitted({ seats }: Presence): Promise<void> {
    const hostSeatId = seats.find(({ role }) => role === 'host')?.seatId;
    if (hostSeatId === undefined) return;
    await this.#started;
    const { isIn } = await this.#sealing.client.call('guest.inside', { hostSeatId });
    if (isIn) return;
    if (this.#wasInside) await this.#comeBack();
    else this.#comeBackLater();
  }

  judgeWords(_seatId: SeatId | null, verdict: Exclude<WordsVerdict, 'open'>): void {
    this.#sealing.judge(null, verdict);
    this.#options.account.judgeWords({ ...ownWords, verdict });
  }

  /** Asks for a slip before leaving; `onSlip` has it when there is one. Nothing when we are in no group. */
  async attest(): Promise<void> {
    if (await this.#isIn()) await this.#sealing.client.call('guest.attest', {});
  }

  async #start(): Promise<void> {
    const { entrance, seal } = this.#options;
    const { client } = this.#sealing;
    const { therapistFingerprint } = entrance;
    const own = seal.kind === 'app' ? await seal.identity.publicKey(therapistFingerprint) : null;
    this.#isNewDevice = own?.isNew ?? false;
    await client.call('guest.start', {
      room: decodeChecked(entrance.roomId),
      secret: entrance.secret.expose((bytes) => bytes.slice()),
      therapistFingerprint,
      guestKind: seal.kind,
      identityKey: own?.publicKey ?? null,
    });
    await this.#sealing.describe();
    // Compiles everything while the person looks into the camera. Whoever comes back would wait for it.
    if (entrance.resumeToken === null)
      client.call('session.warm-up', warmUp).catch(() => undefined);
  }

  async #isIn(): Promise<boolean> {
    return (await this.#sealing.client.call('guest.is-in', {})).isIn;
  }

  async #comeBack(): Promise<void> {
    await this.#sealing.client.call('guest.come-back', {});
  }

  #comeBackLater(): void {
    const { ports, scope } = this.#options;
    const look = async (): Promise<void> => {
      if (scope.isClosed || (await this.#isIn())) return;
      await this.#comeBack();
    };
    this.#waitingForWelcome.close();
    this.#waitingForWelcome = scope.child();
    this.#waitingForWelcome.own(
      ports.clock.after(welcomeMs, () => {
        look().catch((error: unknown) => {
          ports.log.warn('come-back-failed', { code: AppError.from(error).code });
        });
      }),
    );
  }
}
