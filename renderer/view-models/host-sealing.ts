import { toBase64Url } from '../../src/base/base64url.ts';
import { equalBytes, type Bytes } from '../../src/base/bytes.ts';
import type { Scope } from '../../src/base/scope.ts';
import type { InviteId, SeatId } from '../../src/contract/ids.ts';
import type { Session } from '../../src/contract/ipc.ts';
import type { IdentityWanted, KnockVerdict, SeatKeys } from '../../src/contract/media-worker.ts';
import { decodeChecked } from '../../src/contract/schema.ts';
import type { Seat } from '../../src/contract/seat-schema.ts';
import type { WaitingGuest } from '../../src/contract/signaling.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { IpcClient } from '../platform/ipc-client.ts';
import type { RelayedMessage } from '../platform/relay-inbox.ts';
import type { CallSealing } from './call-sealing.ts';
import type { DeviceMemory, KnockView, SessionSlip, WordsVerdict } from './encryption-model.ts';
import type { RoomPorts } from './room-link.ts';
import { SessionSealing, type PostToRelay } from './session-sealing.ts';

export interface HostSealingOptions {
  readonly session: Session;
  readonly ipc: IpcClient;
  readonly ports: RoomPorts;
  readonly post: PostToRelay;
  readonly scope: Scope;
  /** What is known of somebody at the door has changed. */
  readonly onKnock: (seatId: SeatId, knock: KnockView) => void;
  /** Somebody whom the server has let in is to be admitted by hand once more. */
  readonly onKnockInside: (seatId: SeatId) => void;
  /** A slip was made, and lies in the vault. */
  readonly onSlip: (slip: SessionSlip) => void;
  readonly onBroken: () => void;
}

/** Who sits, or waits, at a seat of the server's. */
interface Sitting {
  readonly inviteId: InviteId;
  readonly deviceKey: string;
  readonly guestKind: 'app' | 'browser';
  readonly device: DeviceMemory;
}

/** The therapist's keys of one session: the group in the worker, the seats in the vault, and who is at the door. */
export class HostSealing implements CallSealing {
  /** Resolves when the group is there and knows every seat. */
  readonly ready: Promise<void>;
  readonly #options: HostSealingOptions;
  readonly #sealing: SessionSealing;
  /** The server's word on which invite led to which seat. Wrong, no knock opens under it. */
  readonly #invites = new Map<SeatId, InviteId>();
  readonly #pskIds = new Map<InviteId, Bytes>();
  readonly #sitting = new Map<SeatId, Sitting>();
  /** The last knock that was read of each seat: the same one is not read twice. */
  readonly #read = new Map<SeatId, string>();
  #hasCalledBack = false;
  /** The last slip on its way into the vault. */
  #keeping: Promise<void> = Promise.resolve();

  constructor(options: HostSealingOptions) {
    this.#options = options;
    const { ports, ipc, session, post, scope, onBroken } = options;
    this.#sealing = new SessionSealing({
      ...ports,
      ownKind: null,
      sign: (statement) => signAsTherapist(ipc, session, statement),
      post,
      mustCompare: (seatId) => this.#mustCompare(seatId),
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

  receive(message: RelayedMessage): Promise<void> {
    return this.#sealing.receive(message);
  }

  /** Our own seat at the server, on every connection. */
  async seated(seatId: SeatId): Promise<void> {
    await this.ready;
    await this.#sealing.client.call('host.seated', { seatId });
  }

  /** In the session: whoever is in the room from before has to come into this group. */
  async entered(): Promise<void> {
    if (this.#hasCalledBack) return;
    this.#hasCalledBack = true;
    await this.#sealing.client.call('host.call-back', {});
  }

  /** A seat for somebody new. */
  async addSeat(seat: Seat): Promise<void> {
    this.#pskIds.set(seat.inviteId, decodeChecked(seat.pskId));
    await this.#sealing.client.call('host.add-seat', { seat: seatKeysOf(seat) });
  }

  /** Somebody waits; what they knock with is read and told by `onKnock`. */
  async readKnock({ seatId, inviteId, sealedKnock }: WaitingGuest): Promise<void> {
    this.#invites.set(seatId, inviteId);
    if (sealedKnock === null || this.#read.get(seatId) === sealedKnock) return;
    this.#read.set(seatId, sealedKnock);
    this.#options.onKnock(seatId, { phase: 'reading' });
    await this.ready;
    const pskId = this.#pskIds.get(inviteId);
    const sealed = decodeChecked(sealedKnock);
    const verdict: KnockVerdict = pskId
      ? await this.#sealing.client.call('host.read-knock', { seatId, pskId, sealed })
      : { verdict: 'refused', reason: 'not-authentic' };
    await this.#judge(seatId, inviteId, verdict);
  }

  /** Lets the last one who knocked there into the group. @throws AppError not-found without a knock that opened */
  async admit(seatId: SeatId): Promise<void> {
    this.#read.delete(seatId);
    await this.#sealing.client.call('host.admit', { seatId });
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

  /** Somebody has left: new keys for those who stay. `revoke`: sent away, and not let in again by this invite. */
  async remove(seatId: SeatId, { revoke }: { readonly revoke: boolean }): Promise<void> {
    this.#read.delete(seatId);
    await this.#sealing.client.call('host.remove', { seatId, revoke });
    const inviteId = this.#invites.get(seatId);
    if (!revoke || inviteId === undefined) return;
    const { ipc, session } = this.#options;
    await ipc.call('session.revoke-seat', { sessionId: session.sessionId, inviteId });
  }

  judgeWords(seatId: SeatId | null, verdict: Exclude<WordsVerdict, 'open'>): void {
    const sitting = seatId && this.#sitting.get(seatId);
    if (!sitting) return;
    this.#sealing.judge(seatId, verdict);
    this.#sealing.attestWords(seatId, verdict).catch(() => undefined);
    const { ipc, session, ports } = this.#options;
    const { deviceKey } = sitting;
    ipc
      .call('session.judge-words', { sessionId: session.sessionId, deviceKey, verdict })
      .catch((error: unknown) => {
        ports.log.error('words-not-kept', { code: AppError.from(error).code });
        // Not kept is not said: the buttons are there again.
        this.#sealing.judge(seatId, 'open');
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
    for (const seat of seats) await this.addSeat(seat);
    // Compiles everything while the therapist still looks for the link.
    client.call('session.warm-up', {}).catch(() => undefined);
  }

  #listen(): void {
    const { client } = this.#sealing;
    const { ports, scope } = this.#options;
    client.on('session.bound', ({ seatId, deviceKey }) => {
      this.#bind(seatId, toBase64Url(deviceKey)).catch((error: unknown) => {
        ports.log.error('seat-not-bound', { code: AppError.from(error).code });
      });
    });
    client.on('host.guest-in', ({ seatId, pskId, deviceKey, guestKind }) => {
      const inviteId = this.#inviteOf(pskId);
      if (inviteId === null) return;
      this.#invites.set(seatId, inviteId);
      const device = this.#sitting.get(seatId)?.device ?? { kind: 'unknown' };
      this.#sitting.set(seatId, {
        inviteId,
        deviceKey: toBase64Url(deviceKey),
        guestKind,
        device,
      });
    });
    client.on('host.knocked', ({ seatId, pskId, verdict }) => {
      const inviteId = this.#inviteOf(pskId);
      if (inviteId === null) return;
      this.#invites.set(seatId, inviteId);
      void this.#judge(seatId, inviteId, verdict).then(() => {
        if (!scope.isClosed && verdict.verdict === 'opened') this.#options.onKnockInside(seatId);
      });
    });
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

  async #bind(seatId: SeatId, deviceKey: string): Promise<void> {
    const { ipc, session } = this.#options;
    const inviteId = this.#invites.get(seatId);
    const guestKind = this.#sitting.get(seatId)?.guestKind;
    if (inviteId === undefined || !guestKind) throw new AppError('internal', 'a seat of nobody');
    const { sessionId } = session;
    await ipc.call('session.bind-seat', { sessionId, inviteId, deviceKey, guestKind });
  }

  async #judge(seatId: SeatId, inviteId: InviteId, verdict: KnockVerdict): Promise<void> {
    const { onKnock, scope } = this.#options;
    if (verdict.verdict === 'refused') {
      onKnock(seatId, { phase: 'refused', reason: verdict.reason });
      return;
    }
    const deviceKey = toBase64Url(verdict.deviceKey);
    const device = await this.#recall(deviceKey);
    if (scope.isClosed) return;
    const { guestKind } = verdict;
    this.#sitting.set(seatId, { inviteId, deviceKey, guestKind, device });
    onKnock(seatId, { phase: 'opened', device, guestKind });
  }

  async #recall(deviceKey: string): Promise<DeviceMemory> {
    const { ipc, session, ports } = this.#options;
    try {
      const { sessionId } = session;
      const { sessions, words } = await ipc.call('device.recall', { sessionId, deviceKey });
      if (sessions === 0 || words === 'different') return { kind: 'new' };
      return { kind: 'same', sessions };
    } catch (error) {
      ports.log.warn('device-not-recalled', { code: AppError.from(error).code });
      return { kind: 'unknown' };
    }
  }

  #mustCompare(seatId: SeatId | null): boolean {
    const sitting = seatId && this.#sitting.get(seatId);
    return !sitting || sitting.device.kind !== 'same' || sitting.guestKind === 'browser';
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
