import type { ClientState } from 'ts-mls/clientState.js';
import {
  connectSignaling,
  type SignalingConnection,
} from '../../../renderer/platform/signaling-connection.ts';
import { toBase64Url } from '../../../src/base/base64url.ts';
import type { Bytes } from '../../../src/base/bytes.ts';
import type { PushData } from '../../../src/contract/contract.ts';
import { ids, type SeatId } from '../../../src/contract/ids.ts';
import { decodeChecked } from '../../../src/contract/schema.ts';
import type { Signaling } from '../../../src/contract/signaling.ts';
import { deriveAdmission, parseInviteLink } from '../../../src/crypto/invite.ts';
import { deriveInviteKeys, type InviteKeys } from '../../../src/crypto/invite-keys.ts';
import {
  encodeEnvelope,
  parseEnvelope,
  type RelayEnvelope,
} from '../../../src/crypto/messages/relay-envelope.ts';
import { makeSuite, type Suite } from '../../../src/crypto/mls/suite.ts';
import { realRandom } from '../identity.ts';
import { RawSession } from '../raw-session.ts';
import { recordingLog } from '../recording-log.ts';
import { cameraParameters } from '../test-session.ts';
import type { GuestDevice } from './guest-bench.ts';
import { KeptKeys } from './kept-keys.ts';
import type { HostileRoom } from './hostile-room.ts';

type Relayed = PushData<Signaling, 'relay.message'>;

/**
 * A guest without manners, let in by hand like any other, over the real server: with its MLS state in the open it does whatever
 * the library lets a member do, and it sends whatever the server lets a seat send.
 */
export class RawGuest {
  readonly device: GuestDevice;
  readonly raw: RawSession;
  readonly suite: Suite;
  readonly keys: InviteKeys;
  /** The media keys of every epoch that it was in. */
  readonly kept: KeptKeys;
  /** What the relay brought, in order. */
  readonly heard: { readonly from: SeatId; readonly envelope: RelayEnvelope | null }[] = [];
  readonly #room: HostileRoom;
  readonly #connection: SignalingConnection;
  readonly #states: ClientState[] = [];
  #isReceiving = Promise.resolve();

  private constructor(
    room: HostileRoom,
    device: GuestDevice,
    parts: { suite: Suite; keys: InviteKeys; connection: SignalingConnection },
  ) {
    this.#room = room;
    this.device = device;
    this.suite = parts.suite;
    this.kept = new KeptKeys(parts.suite);
    this.keys = parts.keys;
    this.#connection = parts.connection;
    const { roomId } = inviteOf(device);
    const surroundings = { suite: parts.suite, room: decodeChecked(roomId), clock: room.clock };
    this.raw = new RawSession(surroundings, device.signer, { keys: parts.keys });
    this.#connection.on('relay.message', (message) => {
      // Sent away, it hears nothing more.
      this.#isReceiving = this.#isReceiving
        .then(() => this.#receive(message))
        .catch(() => undefined);
    });
  }

  /** At the door, with a knock like everybody's. */
  static async knock(room: HostileRoom, who: string): Promise<RawGuest> {
    const device = await room.newDevice(who);
    const { serverOrigin, roomId, secret } = inviteOf(device);
    const { clock, wire } = room;
    const ports = { openSocket: wire.socketOf(who), clock, log: recordingLog() };
    const connection = await connectSignaling(serverOrigin, ports);
    const parts = {
      suite: await makeSuite(realRandom),
      keys: await deriveInviteKeys(secret),
      connection,
    };
    const guest = new RawGuest(room, device, parts);
    const admission = toBase64Url(await deriveAdmission(secret));
    const ticket = await connection.call('seat.redeem', { roomId, admission });
    const sealed = toBase64Url(await guest.raw.knock(new Uint8Array()));
    await connection.call('seat.knock', { sealed });
    await connection.call('seat.ready', { rtpCapabilities: ticket.routerRtpCapabilities });
    await room.until(`the knock of ${who}`, () => {
      return room.host.waitingAt(guest.seatId)?.knock?.phase === 'opened';
    });
    return guest;
  }

  /** In the session, with the keys of the present epoch. */
  static async join(room: HostileRoom, who: string): Promise<RawGuest> {
    const guest = await RawGuest.knock(room, who);
    await guest.comeIn();
    return guest;
  }

  async comeIn(): Promise<void> {
    this.#room.host.model.admit(this.seatId);
    // It sends no picture: the therapist's window is drawn when it has waited for one.
    await this.#room.quiet();
    await this.#room.pass(500);
    await this.#room.until(`${this.device.who} is in`, () => {
      const { people } = this.#room.callOf(this.#room.host);
      return people.some(({ seatId, keys }) => seatId === this.seatId && keys === 'held');
    });
    await this.#room.quiet();
    await this.#isReceiving;
  }

  get seatId(): SeatId {
    return this.#room.wire.seatOf(this.device.who);
  }

  /** Sends a message of the group to everybody, or to one seat. */
  async post(bytes: Bytes, to: SeatId | null = null): Promise<void> {
    await this.say({ kind: 'mls', bytes }, to);
  }

  /** Sends anything over the relay, and waits until it was worked off everywhere. */
  async say(envelope: RelayEnvelope, to: SeatId | null): Promise<void> {
    await this.#connection.call('relay.send', {
      messageId: toBase64Url(realRandom.bytes(16)),
      to,
      payload: toBase64Url(encodeEnvelope(envelope)),
    });
    await this.#room.quiet();
    await this.#isReceiving;
  }

  /** Keeps the keys of where it is now for good. */
  async keepAll(): Promise<void> {
    this.#states.push(this.raw.state);
    await this.kept.keep(this.raw.state);
  }

  /** What a message of the application says, if any state that it ever was in opens it. */
  async read(bytes: Bytes): Promise<Bytes | null> {
    if (this.#states.length === 0) return null;
    const now = this.raw.state;
    try {
      for (const state of this.#states) {
        this.raw.rewind(state);
        const { parsed } = await this.raw.open(bytes).catch(() => ({ parsed: null }));
        if (parsed?.type === 'app') return parsed.payload;
      }
      return null;
    } finally {
      this.raw.rewind(now);
    }
  }

  /** Sends a camera, as far as the server knows. @returns what a frame has to be handed to so that it goes everywhere */
  async produce(): Promise<(frame: Bytes) => Promise<void>> {
    const { net, wire } = this.#room;
    const { who } = this.device;
    const { producerId } = await wire.call(who, 'media.produce', cameraParameters());
    net.addProducer(producerId, { who, source: 'camera' });
    await this.#room.quiet();
    return async (frame) => {
      net.carry(producerId, frame);
      await net.settled();
    };
  }

  leave(): void {
    this.#connection.close();
  }

  async #receive({ from, payload, sequence }: Relayed): Promise<void> {
    const envelope = parseEnvelope(decodeChecked(payload));
    this.heard.push({ from, envelope });
    await this.#connection.call('relay.acknowledge', { sequence });
    if (envelope?.kind !== 'mls') return;
    try {
      const { outgoing } = await this.raw.receive(envelope.bytes);
      await this.keepAll();
      for (const { bytes } of outgoing) {
        await this.#connection.call('relay.send', {
          messageId: toBase64Url(realRandom.bytes(16)),
          to: null,
          payload: toBase64Url(encodeEnvelope({ kind: 'mls', bytes })),
        });
      }
    } catch {
      // Not for us, or not any more.
    }
  }
}

function inviteOf(device: GuestDevice) {
  const invite = parseInviteLink(device.link);
  if (!invite) throw new Error('no invite');
  return { ...invite, roomId: ids.room.parse(invite.room) };
}
