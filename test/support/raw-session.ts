import type { ClientState } from 'ts-mls/clientState.js';
import { concatBytes, type Bytes } from '../../src/base/bytes.ts';
import type { Clock } from '../../src/base/ports.ts';
import { SecretBytes } from '../../src/base/secret-bytes.ts';
import type { IdentitySigner } from '../../src/crypto/identity/identity-statement.ts';
import { commitTo } from '../../src/crypto/join/commitment.ts';
import { sealKnock } from '../../src/crypto/join/knock.ts';
import { encodeMessage, parseMessage } from '../../src/crypto/messages/message-codec.ts';
import { openPrivateItem } from '../../src/crypto/messages/private-item.ts';
import type { PrivateItem, SessionMessage } from '../../src/crypto/messages/session-message.ts';
import { decodeMls } from '../../src/crypto/mls/codec.ts';
import type { JoinPsk } from '../../src/crypto/mls/join-psks.ts';
import { makeKeyPackage, type OwnKeyPackage } from '../../src/crypto/mls/key-package.ts';
import { receive, sealApplication } from '../../src/crypto/mls/steps.ts';
import { joinByWelcome } from '../../src/crypto/mls/welcome.ts';
import type { Suite } from '../../src/crypto/mls/suite.ts';
import type { GuestSession } from '../../src/crypto/session/guest-session.ts';
import type { Output } from '../../src/crypto/session/output.ts';
import { realRandom } from './identity.ts';
import type { Guest, Seat, World } from './session-world.ts';

const silence: Output = { outgoing: [], events: [] };

/** What a member needs of the session that it joins. */
interface RawSurroundings {
  readonly suite: Suite;
  readonly room: Bytes;
  readonly clock: Pick<Clock, 'nowMs'>;
}

/**
 * A member without manners: joins as everybody does, but holds its MLS state openly, so that a test can do with the
 * library whatever a hostile member could.
 */
export class RawSession {
  readonly #world: RawSurroundings;
  readonly #signer: IdentitySigner;
  readonly #seat: Pick<Seat, 'keys'>;
  readonly nonce = realRandom.bytes(32);
  /** A nonce to reveal that is not the one committed to. */
  revealNonce: Bytes | null = null;
  #own: OwnKeyPackage | null = null;
  #state: ClientState | null = null;
  #psks: JoinPsk[] = [];
  #hasRevealed = false;

  constructor(world: RawSurroundings, signer: IdentitySigner, seat: Pick<Seat, 'keys'>) {
    this.#world = world;
    this.#signer = signer;
    this.#seat = seat;
  }

  get state(): ClientState {
    if (!this.#state) throw new Error('not joined');
    return this.#state;
  }

  get own(): OwnKeyPackage {
    if (!this.#own) throw new Error('no KeyPackage');
    return this.#own;
  }

  async makeKeyPackage(): Promise<OwnKeyPackage> {
    const { suite, room, clock } = this.#world;
    const holder = { role: 'guest', room, nowS: Math.floor(clock.nowMs() / 1000) } as const;
    this.#own = await makeKeyPackage(suite, this.#signer, holder);
    return this.#own;
  }

  async knock(report: Bytes): Promise<Bytes> {
    const own = await this.makeKeyPackage();
    const commitment = await commitTo(this.nonce, own.bytes);
    const knock = { guestKind: 'app', report, keyPackage: own.bytes, commitment } as const;
    return sealKnock(this.#seat.keys.knockKey, this.#world.room, knock, realRandom);
  }

  /** Follows the therapist without judging. */
  async receive(bytes: Bytes): Promise<Output> {
    const incoming = decodeMls(bytes.slice());
    const { suite } = this.#world;
    if (incoming.kind === 'welcome') {
      this.#state = (await joinByWelcome(suite, incoming.welcome, this.own, this.#seat.keys)).state;
      return silence;
    }
    const received = await receive(suite, this.state, incoming.message, this.#psks);
    this.#state = received.state;
    if (received.kind !== 'application') return silence;
    const message = parseMessage(received.payload);
    if (message?.type === 'join-psk') {
      const { pskId, pskNonce, joinPsk } = message;
      this.#psks = [{ pskId, pskNonce, secret: new SecretBytes(joinPsk.slice()) }];
    }
    return message?.type === 'hello' && received.generation === 0 ? this.reveal() : silence;
  }

  /** Sends anything, whoever may send it. */
  async send(message: SessionMessage | Bytes): Promise<Bytes> {
    const payload = message instanceof Uint8Array ? message : encodeMessage(message);
    const step = await sealApplication(this.#world.suite, this.state, payload);
    this.#state = step.state;
    return step.bytes;
  }

  /** Goes back to a state of before, as a member does who keeps its old keys. */
  rewind(state: ClientState): void {
    this.#state = state;
  }

  /** Opens a message of the group. */
  async open(bytes: Bytes): Promise<{ parsed: SessionMessage | null; sender: number }> {
    const incoming = decodeMls(bytes);
    if (incoming.kind !== 'private') throw new Error('not a message');
    const received = await receive(this.#world.suite, this.state, incoming.message, this.#psks);
    if (received.kind !== 'application') throw new Error('not an application message');
    return { parsed: parseMessage(received.payload), sender: received.sender };
  }

  /** Tries its own leaf key on an item that the therapist sealed for somebody else. */
  openItem(item: PrivateItem): Promise<Bytes | null> {
    const { groupContext, privatePath } = this.state;
    const key = privatePath.privateKeys[2 * privatePath.leafIndex] ?? new Uint8Array();
    const route = {
      groupId: new Uint8Array(groupContext.groupId),
      epoch: groupContext.epoch,
      sender: 0,
      recipient: item.recipient,
    };
    return openPrivateItem(this.#world.suite, new Uint8Array(key), route, item);
  }

  async reveal(): Promise<Output> {
    if (this.#hasRevealed) return silence;
    this.#hasRevealed = true;
    const nonce = this.revealNonce ?? this.nonce;
    const bytes = await this.send({ type: 'reveal', nonce });
    return { outgoing: [{ to: 'everybody', bytes }], events: [] };
  }
}

/** A hostile guest, let in like any other. */
export async function admitRaw(world: World, name: string): Promise<Guest & { raw: RawSession }> {
  const guest = await world.newGuest(name);
  const raw = new RawSession(world, guest.signer, guest.seat);
  guest.session = raw as unknown as GuestSession;
  await world.admit(guest);
  return Object.assign(guest, { raw });
}

/** Bytes with one bit turned. */
export function flipped(bytes: Bytes, at = bytes.length - 1): Bytes {
  const copy = concatBytes(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}
