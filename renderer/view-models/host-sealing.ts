import { toBase64Url } from '../../src/base/base64url.ts';
import { equalBytes, type Bytes } from '../../src/base/bytes.ts';
import type { Scope } from '../../src/base/scope.ts';
import type { CaptureVerdict, ShieldRule } from '../../src/contract/capture-schema.ts';
import type { InviteId, SeatId } from '../../src/contract/ids.ts';
import type { Session } from '../../src/contract/ipc.ts';
import { limits } from '../../src/contract/limits.ts';
import type { IdentityWanted, KnockVerdict, SeatKeys } from '../../src/contract/media-worker.ts';
import { decodeChecked } from '../../src/contract/schema.ts';
import type { Seat } from '../../src/contract/seat-schema.ts';
import type { WaitingGuest } from '../../src/contract/signaling.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { IpcClient } from '../platform/ipc-client.ts';
import type { RelayedMessage } from '../platform/relay-inbox.ts';
import type { CallSealing } from './call-sealing.ts';
import type {
  DeviceMemory,
  GuestKind,
  KnockView,
  SessionSlip,
  WordsVerdict,
} from './encryption-model.ts';
import type { RoomPorts } from './room-link.ts';
import type { TrickleToRelay } from './file-carrier.ts';
import type { OwnAccount } from './own-account.ts';
import {
  SessionSealing,
  warmUp,
  type PostToRelay,
  type SessionSealingOptions,
} from './session-sealing.ts';
import type { Store } from './store.ts';

export interface HostSealingOptions {
  readonly session: Session;
  readonly ipc: IpcClient;
  readonly ports: RoomPorts;
  readonly post: PostToRelay;
  readonly trickle: TrickleToRelay;
  readonly talk: SessionSealingOptions['talk'];
  readonly account: OwnAccount;
  readonly look: SessionSealingOptions['look'];
  /** What the therapist wants where a window is not hidden. */
  readonly rule: Store<ShieldRule>;
  readonly scope: Scope;
  /** What is known of somebody at the door has changed. */
  readonly onKnock: (seatId: SeatId, knock: KnockView) => void;
  /** Somebody whom the server has let in is to be admitted by hand once more. */
  readonly onKnockInside: (seatId: SeatId, inviteId: InviteId) => void;
  /** A slip was made, and lies in the vault. */
  readonly onSlip: (slip: SessionSlip) => void;
  readonly onBroken: () => void;
}

/** A device that knocked, or sits, at a seat of the server's: proved by its knock, never by the server's word. */
interface Guest {
  readonly deviceKey: Bytes;
  readonly guestKind: GuestKind;
  readonly device: DeviceMemory;
}

/** Somebody at the door. */
interface AtTheDoor {
  /** The server's word for a knock in the waiting room. Wrong, no knock opens under it. */
  readonly inviteId: InviteId;
  readonly sealed: string | null;
  /** Null until the knock has opened, which proves the invite. */
  guest: Guest | null;
  /** What their app reports of its window; null until the knock has opened. */
  capture: CaptureVerdict | null;
}

/** Somebody in the group. */
interface Sitting extends Guest {
  readonly inviteId: InviteId;
}

/** Whom the therapist has seen at a door. Whoever knocks there afterwards is not let in by it. */
export interface SeenGuest {
  readonly seatId: SeatId;
  readonly deviceKey: Bytes;
  readonly capture: CaptureVerdict | null;
}

/** The therapist's keys of one session: the group in the worker, the seats in the vault, and who is at the door. */
export class HostSealing implements CallSealing {
  /** Resolves when the group is there and knows every seat. */
  readonly ready: Promise<void>;
  readonly #options: HostSealingOptions;
  readonly #sealing: SessionSealing;
  readonly #pskIds = new Map<InviteId, Bytes>();
  readonly #atTheDoor = new Map<SeatId, AtTheDoor>();
  readonly #sitting = new Map<SeatId, Sitting>();
  /** Devices whose words were the same, once or now, by their key in base64url. */
  readonly #compared = new Set<string>();
  #hasCalledBack = false;
  /** The last slip on its way into the vault. */
  #keeping: Promise<void> = Promise.resolve();

  constructor(options: HostSealingOptions) {
    this.#options = options;
    const { ports, ipc, session, post, trickle, talk, account, look, scope, onBroken } = options;
    this.#sealing = new SessionSealing({
      ...ports,
      ownKind: null,
      roomId: session.roomId,
      sign: (statement) => signAsTherapist(ipc, session, statement),
      post,
      trickle,
      talk,
      account,
      look,
      mustCompare: (seatId) => this.#mustCompare(seatId && this.#sitting.get(seatId)),
      onSlip: (slip) => {
        this.#keeping = this.#keep(slip);
        this.#keeping.catch((error: unknown) => {
          ports.log.error('slip-not-kept', { code: AppError.from(error).code });
        });
      },
      scope,
      onBroken,
    });
    this.#listen();
    this.ready = this.#start();
    // Whoever needs it awaits it; that nobody does yet is no reason to complain.
    this.ready.catch(() => undefined);
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

  /** Our own seat at the server, on every connection. */
  async seated(seatId: SeatId): Promise<void> {
    await this.ready;
    await this.#sealing.client.call('host.seated', { seatId });
  }

  /**
   * In the session: whoever is in the room from before has to come into this group. `isAlone`: nobody is, and the worker has
   * time to compile everything while the therapist still looks for the link. Before, whoever comes back would wait for it.
   */
  async entered(isAlone: boolean): Promise<void> {
    if (this.#hasCalledBack) return;
    this.#hasCalledBack = true;
    const { client } = this.#sealing;
    await client.call('host.call-back', {});
    if (isAlone) client.call('session.warm-up', warmUp).catch(() => undefined);
  }

  /** A seat for somebody new. */
  async addSeat(seat: Seat): Promise<void> {
    this.#pskIds.set(seat.inviteId, decodeChecked(seat.pskId));
    await this.#sealing.client.call('host.add-seat', { seat: seatKeysOf(seat) });
  }

  /** Somebody waits; what they knock with is read and told by `onKnock`. The same knock is not read twice. */
  async readKnock({ seatId, inviteId, sealedKnock }: WaitingGuest): Promise<void> {
    if (sealedKnock === null || this.#atTheDoor.get(seatId)?.sealed === sealedKnock) return;
    const door = this.#newDoor(seatId, inviteId, sealedKnock);
    if (!door) return;
    this.#options.onKnock(seatId, { phase: 'reading' });
    try {
      await this.ready;
      await this.#judge(seatId, door, await this.#open(seatId, inviteId, sealedKnock));
    } catch (error) {
      // Not read is not known: the next time that the server tells of it, it is tried again.
      if (this.#atTheDoor.get(seatId) === door) this.#atTheDoor.delete(seatId);
      throw error;
    }
  }

  /** Who stands at this door, as it was shown last; null when nobody's knock has opened. */
  seenAt(seatId: SeatId): SeenGuest | null {
    const door = this.#atTheDoor.get(seatId);
    if (!door?.guest) return null;
    return { seatId, deviceKey: door.guest.deviceKey, capture: door.capture };
  }

  /** Somebody's connection to the server dropped, or came back. */
  noteConnected(seatId: SeatId, isConnected: boolean): void {
    this.#sealing.client
      .call('host.note-connected', { seatId, isConnected })
      .catch(() => undefined);
  }

  /** Makes a slip of the session as it stands, and keeps it. @throws AppError when it could not be kept */
  async attest(): Promise<void> {
    await this.#sealing.client.call('host.attest', {});
    await this.#keeping;
  }

  /** Lets somebody into the group. @throws AppError not-found when somebody else knocked there meanwhile, conflict */
  async admit({ seatId, deviceKey }: Pick<SeenGuest, 'seatId' | 'deviceKey'>): Promise<void> {
    const guest = this.#atTheDoor.get(seatId)?.guest;
    const participant = toBase64Url(deviceKey);
    if (this.#mustCompare(guest)) this.#sealing.expectWords(participant);
    try {
      await this.#sealing.client.call('host.admit', { seatId, deviceKey });
    } catch (error) {
      this.#sealing.expectNoWords(participant);
      throw error;
    }
  }

  /** Nobody waits there any more. */
  forget(seatId: SeatId): void {
    this.#atTheDoor.delete(seatId);
    this.#sealing.client.call('host.leave-door', { seatId }).catch(() => undefined);
  }

  /**
   * New keys for those who stay, without whoever sits there. `revoke`: sent away, and not let in again by this invite, here
   * and after a restart; whatever of it fails, the rest is done. @throws AppError
   */
  async remove(seatId: SeatId, { revoke }: { readonly revoke: boolean }): Promise<void> {
    const door = this.#atTheDoor.get(seatId);
    const inviteId = this.#sitting.get(seatId)?.inviteId ?? (door?.guest && door.inviteId);
    this.#atTheDoor.delete(seatId);
    this.#sitting.delete(seatId);
    const removed = this.#sealing.client.call('host.remove', { seatId, revoke });
    const { ipc, session } = this.#options;
    const { sessionId } = session;
    const done = await Promise.allSettled([
      removed,
      revoke && inviteId ? ipc.call('session.revoke-seat', { sessionId, inviteId }) : null,
    ]);
    const failed = done.find(({ status }) => status === 'rejected');
    if (failed?.status === 'rejected') throw AppError.from(failed.reason);
  }

  judgeWords(seatId: SeatId | null, verdict: Exclude<WordsVerdict, 'open'>): void {
    const sitting = seatId && this.#sitting.get(seatId);
    if (!sitting) return;
    const deviceKey = toBase64Url(sitting.deviceKey);
    this.#sealing.judge(deviceKey, verdict);
    const { ipc, session, ports, account } = this.#options;
    account.judgeWords({ participant: deviceKey, guestKind: sitting.guestKind, verdict });
    ipc
      .call('session.judge-words', { sessionId: session.sessionId, deviceKey, verdict })
      .catch((error: unknown) => {
        ports.log.error('words-not-kept', { code: AppError.from(error).code });
        // Not kept is not said: the buttons are there again.
        this.#sealing.judge(deviceKey, 'open');
      });
  }

  async #start(): Promise<void> {
    const { ipc, session } = this.#options;
    const { client } = this.#sealing;
    const { sessionId } = session;
    const [{ publicKey }, { seats }] = await Promise.all([
      ipc.call('session.identity', {}),
      ipc.call('session.seats', { sessionId }),
    ]);
    const room = decodeChecked(session.roomId);
    await client.call('host.start', { room, identityKey: decodeChecked(publicKey) });
    await this.#sealing.describe();
    this.#followRule();
    for (const seat of seats) await this.addSeat(seat);
  }

  /** Tells everybody what the therapist wants where a window is not hidden, now and after each change. */
  #followRule(): void {
    const { rule, scope } = this.#options;
    const tell = (): void => {
      const current = rule.get();
      this.#sealing.setRule(current);
      this.#sealing.client.call('host.set-rule', { rule: current }).catch(() => undefined);
    };
    scope.own(rule.subscribe(tell));
    tell();
  }

  #listen(): void {
    const { client } = this.#sealing;
    const { ports } = this.#options;
    client.on('session.bound', ({ seatId, deviceKey }) => {
      this.#bind(seatId, deviceKey).catch((error: unknown) => {
        ports.log.error('seat-not-bound', { code: AppError.from(error).code });
      });
    });
    client.on('host.guest-in', ({ seatId, pskId, deviceKey, guestKind }) => {
      const inviteId = this.#inviteOf(pskId);
      if (inviteId === null) return;
      const known = [this.#atTheDoor.get(seatId)?.guest, this.#sitting.get(seatId)];
      const same = known.find((one) => one && equalBytes(one.deviceKey, deviceKey));
      const device = same?.device ?? { kind: 'unknown' };
      this.#atTheDoor.delete(seatId);
      this.#sitting.set(seatId, { inviteId, deviceKey, guestKind, device });
      if (!same) void this.#recogniseReturn(toBase64Url(deviceKey));
    });
    client.on('host.knocked', ({ seatId, pskId, ...knock }) => {
      const inviteId = this.#inviteOf(pskId);
      const door = inviteId && this.#newDoor(seatId, inviteId, null);
      if (!door) return;
      void this.#judge(seatId, door, { verdict: 'opened', ...knock }).then(() => {
        if (door.guest) this.#options.onKnockInside(seatId, door.inviteId);
      });
    });
  }

  /** Another knock takes the place of the one before it. Null: more than there are invites, so the server makes them up. */
  #newDoor(seatId: SeatId, inviteId: InviteId, sealed: string | null): AtTheDoor | null {
    const isFull = this.#atTheDoor.size >= limits.invitesPerRoom;
    if (isFull && !this.#atTheDoor.has(seatId)) return null;
    const door: AtTheDoor = { inviteId, sealed, guest: null, capture: null };
    this.#atTheDoor.set(seatId, door);
    return door;
  }

  #inviteOf(pskId: Bytes): InviteId | null {
    const found = [...this.#pskIds].find(([, known]) => equalBytes(known, pskId));
    return found?.[0] ?? null;
  }

  async #keep(slip: SessionSlip): Promise<void> {
    const { ipc, session, onSlip } = this.#options;
    const { sessionId } = session;
    await ipc.call('session.keep-slip', { sessionId, slip: toBase64Url(slip.bytes) });
    onSlip(slip);
  }

  async #open(seatId: SeatId, inviteId: InviteId, sealedKnock: string): Promise<KnockVerdict> {
    const pskId = this.#pskIds.get(inviteId);
    if (!pskId) return { verdict: 'refused', reason: 'not-authentic' };
    const sealed = decodeChecked(sealedKnock);
    return this.#sealing.client.call('host.read-knock', { seatId, pskId, sealed });
  }

  async #bind(seatId: SeatId, deviceKey: Bytes): Promise<void> {
    const { ipc, session } = this.#options;
    const { sessionId } = session;
    const sitting = this.#sitting.get(seatId);
    if (!sitting || !equalBytes(sitting.deviceKey, deviceKey)) {
      throw new AppError('internal', 'a seat of nobody');
    }
    const { inviteId, guestKind } = sitting;
    const bound = { sessionId, inviteId, deviceKey: toBase64Url(deviceKey), guestKind };
    await ipc.call('session.bind-seat', bound);
  }

  /** Says what came of a knock, unless another one has come to this door meanwhile. */
  async #judge(seatId: SeatId, door: AtTheDoor, verdict: KnockVerdict): Promise<void> {
    const { onKnock, scope } = this.#options;
    const isThere = (): boolean => !scope.isClosed && this.#atTheDoor.get(seatId) === door;
    if (verdict.verdict === 'refused') {
      if (isThere()) onKnock(seatId, { phase: 'refused', reason: verdict.reason });
      return;
    }
    const { deviceKey, guestKind, capture } = verdict;
    const device = await this.#recall(toBase64Url(deviceKey));
    if (!isThere()) return;
    door.guest = { deviceKey, guestKind, device };
    door.capture = capture;
    onKnock(seatId, { phase: 'opened', device, guestKind, capture });
  }

  async #recall(deviceKey: string): Promise<DeviceMemory> {
    const { ipc, session, ports } = this.#options;
    try {
      const { sessionId } = session;
      const { sessions, words } = await ipc.call('device.recall', { sessionId, deviceKey });
      if (words === 'same') this.#compared.add(deviceKey);
      else this.#compared.delete(deviceKey);
      if (sessions === 0 || words === 'different') return { kind: 'new' };
      return { kind: 'same', sessions };
    } catch (error) {
      ports.log.warn('device-not-recalled', { code: AppError.from(error).code });
      return { kind: 'unknown' };
    }
  }

  /**
   * Somebody came back whose knock was never here: this app was started again meanwhile, and their words are gone. Unless they
   * were said to be the same, nothing may be claimed of who it is.
   */
  async #recogniseReturn(deviceKey: string): Promise<void> {
    if (this.#sealing.hasWords(deviceKey)) return;
    this.#sealing.expectWords(deviceKey);
    await this.#recall(deviceKey);
    if (this.#compared.has(deviceKey)) this.#sealing.expectNoWords(deviceKey);
  }

  #mustCompare(guest: Guest | null | undefined): boolean {
    if (guest?.device.kind !== 'same' || guest.guestKind === 'browser') return true;
    // A device that came often is no proof: whoever was in between the first time has been there ever since.
    return !this.#compared.has(toBase64Url(guest.deviceKey));
  }
}

/** The main side holds the key and builds what it signs. */
async function signAsTherapist(
  ipc: IpcClient,
  { sessionId }: Session,
  statement: IdentityWanted,
): Promise<Bytes | null> {
  if (statement.kind === 'attestation') {
    const record = toBase64Url(statement.record);
    const { signature } = await ipc.call('session.sign-attestation', { sessionId, record });
    return decodeChecked(signature);
  }
  // A therapist never asks to come back.
  if (statement.kind === 'rejoin') return null;
  const { notAfterS } = statement;
  const mlsSignatureKey = toBase64Url(statement.mlsSignatureKey);
  const asked = { sessionId, notAfterS, mlsSignatureKey };
  return decodeChecked((await ipc.call('session.sign-credential', asked)).signature);
}

function seatKeysOf({ pskId, knockKey, psk, state }: Seat): SeatKeys {
  return {
    pskId: decodeChecked(pskId),
    knockKey: decodeChecked(knockKey),
    psk: decodeChecked(psk),
    state:
      state.state === 'bound'
        ? { state: 'bound', deviceKey: decodeChecked(state.deviceKey) }
        : state,
  };
}
