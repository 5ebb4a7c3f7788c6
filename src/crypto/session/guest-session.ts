import type { PrivateMessage } from 'ts-mls/privateMessage.js';
import type { Welcome } from 'ts-mls/welcome.js';
import type { Bytes } from '../../base/bytes.ts';
import { invariant } from '../../base/invariant.ts';
import type { Clock, Random } from '../../base/ports.ts';
import { SecretBytes } from '../../base/secret-bytes.ts';
import type { IdentitySigner } from '../identity/identity-statement.ts';
import type { InviteKeys } from '../invite-keys.ts';
import { commitTo, wordNonceSizeBytes } from '../join/commitment.ts';
import { sealKnock, sealRejoin, type GuestKind } from '../join/knock.ts';
import { safetyWords } from '../join/safety-words.ts';
import type { Hello, SessionMessage } from '../messages/session-message.ts';
import { decodeMls } from '../mls/codec.ts';
import { makeKeyPackage, type OwnKeyPackage } from '../mls/key-package.ts';
import { MemberGroup } from '../mls/member-group.ts';
import { MlsGroup } from '../mls/mls-group.ts';
import { Refused, refuseUnless } from '../mls/refused.ts';
import type { TreeTerms } from '../mls/roster.ts';
import { SerialQueue } from '../../base/serial-queue.ts';
import type { Received } from '../mls/steps.ts';
import type { Suite } from '../mls/suite.ts';
import { joinByWelcome } from '../mls/welcome.ts';
import { epochEvent } from './epoch-event.ts';
import { deliver, readMessage, sendMessage, sendPrivate } from './group-messages.ts';
import { wipeKeyPackage, type Joining, type Knocking, type Membership } from './joining.ts';
import { nothingToDo, orRefused, type Output, type SessionEvent } from './output.ts';

/** What a guest's session is made of. */
export interface GuestOptions {
  readonly suite: Suite;
  readonly signer: IdentitySigner;
  /** 16 bytes. */
  readonly room: Bytes;
  /** FP of the invite. */
  readonly therapistFingerprint: Bytes;
  readonly keys: InviteKeys;
  readonly guestKind: GuestKind;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly random: Random;
}

type Application = Extract<Received, { kind: 'application' }>;

/**
 * A guest's side: knocks, joins only what passes every check, follows the therapist's Commits. While a way back in is
 * being made (a drop, the therapist's restart) the old membership goes on until the new one has proved itself.
 */
export class GuestSession {
  readonly #options: GuestOptions;
  readonly #queue = new SerialQueue();
  #knocking: Knocking | null = null;
  #joining: Joining | null = null;
  #membership: Membership | null = null;

  constructor(options: GuestOptions) {
    this.#options = options;
  }

  /** The sealed knock of a first join, with a fresh KeyPackage. `report`: what this device says of itself. */
  knock(report: Bytes): Promise<Bytes> {
    return this.#queue.run(async () => {
      const { keys, room, guestKind, random } = this.#options;
      const own = await this.#makeKeyPackage();
      const nonce = random.bytes(wordNonceSizeBytes);
      const commitment = await commitTo(nonce, own.bytes);
      this.#setKnocking({ own, nonce });
      const knock = { guestKind, report, keyPackage: own.bytes, commitment };
      return sealKnock(keys.knockKey, room, knock, random);
    });
  }

  /** The sealed request to come back, over the therapist's challenge. */
  requestRejoin(challenge: Bytes, report: Bytes): Promise<Bytes> {
    return this.#queue.run(async () => {
      const { keys, room, guestKind, random, signer } = this.#options;
      const own = await this.#makeKeyPackage();
      const statement = { kind: 'rejoin', room, challenge, keyPackageRef: own.ref } as const;
      const signature = await signer.sign(statement);
      this.#setKnocking({ own, nonce: null });
      const request = { guestKind, report, keyPackage: own.bytes, signature };
      return sealRejoin(keys.knockKey, room, request, random);
    });
  }

  /** Takes what the relay brought: Welcomes and messages of the group. */
  receive(bytes: Bytes): Promise<Output> {
    return this.#run(() => {
      const incoming = decodeMls(bytes);
      return incoming.kind === 'welcome'
        ? this.#welcome(incoming.welcome)
        : this.#route(incoming.message);
    });
  }

  /** @throws Error before the therapist's first message has opened: until then nothing is sent. */
  send(message: SessionMessage): Promise<Output> {
    return this.#run(() => sendMessage(this.#options.suite, this.#mine(), message));
  }

  /** Something for one member alone. */
  sendPrivate(participant: string, payload: Bytes): Promise<Output> {
    return this.#run(() => sendPrivate(this.#options.suite, this.#mine(), participant, payload));
  }

  /** Forgets everything. */
  close(): Promise<void> {
    return this.#queue.run(() => {
      this.#forgetAll();
      return Promise.resolve();
    });
  }

  #run(step: () => Promise<Output>): Promise<Output> {
    return this.#queue.run(() => orRefused(async () => step()));
  }

  #mine(): MlsGroup {
    invariant(this.#membership !== null, 'nothing is sent before the checks are passed');
    return this.#membership.member.group;
  }

  #makeKeyPackage(): Promise<OwnKeyPackage> {
    const { suite, signer, room, clock } = this.#options;
    const nowS = Math.floor(clock.nowMs() / 1000);
    return makeKeyPackage(suite, signer, { role: 'guest', room, nowS });
  }

  #setKnocking(knocking: Knocking | null): void {
    if (this.#knocking) wipeKeyPackage(this.#knocking.own, 'all');
    this.#knocking = knocking;
  }

  #terms(): TreeTerms {
    const { room, therapistFingerprint, clock } = this.#options;
    return { room, therapistFingerprint, nowS: Math.floor(clock.nowMs() / 1000) };
  }

  /** A KeyPackage has one Welcome: whatever comes of it, its init key is erased (e2ee.md, Joining 3). */
  async #welcome(welcome: Welcome): Promise<Output> {
    const knocking = this.#knocking;
    this.#abortJoining();
    if (!knocking) throw new Refused('unexpected-welcome');
    this.#knocking = null;
    const { suite, keys } = this.#options;
    try {
      const { state, hadPath } = await joinByWelcome(suite, welcome, knocking.own, keys);
      const group = new MlsGroup(suite, state, () => this.#terms());
      const { baseKey, epochAuthenticator } = await group.secrets();
      baseKey.wipe();
      this.#joining = {
        member: new MemberGroup(suite, group, !hadPath),
        nonce: knocking.nonce,
        joinEpoch: group.epoch,
        epochAuthenticator,
      };
      wipeKeyPackage(knocking.own, 'init');
      return nothingToDo;
    } catch (error) {
      wipeKeyPackage(knocking.own, 'all');
      throw error;
    }
  }

  #route(message: PrivateMessage): Promise<Output> {
    const joining = this.#joining;
    if (joining?.member.canOpen(message)) return this.#whileJoining(joining, message);
    const membership = this.#membership;
    if (membership?.member.canOpen(message)) return this.#asMember(membership, message);
    const isKnownGroup = [joining, membership].some((one) => one?.member.isGroupOf(message));
    throw new Refused(isKnownGroup ? 'wrong-epoch' : 'wrong-group');
  }

  async #whileJoining(joining: Joining, message: PrivateMessage): Promise<Output> {
    const step = await joining.member.receive(message);
    switch (step.kind) {
      case 'removed':
        this.#joining = null;
        return tell({ kind: 'removed' });
      case 'epoch':
        return nothingToDo;
      case 'application':
        // Others may speak before the therapist's first message is here; they are not heard yet.
        return step.received.sender === 0
          ? this.#firstMessage(joining, step.received)
          : nothingToDo;
    }
  }

  /** e2ee.md, Joining 4: the therapist's first message of the epoch that we joined in, from leaf 0. */
  async #firstMessage(joining: Joining, received: Application): Promise<Output> {
    try {
      const { message } = readMessage(joining.member.group, received);
      const isFirst = received.epoch === joining.joinEpoch && received.generation === 0;
      if (message.type !== 'hello' || !isFirst) throw new Refused('bad-hello');
      this.#checkNewer(joining, message);
      return await this.#enter(joining, message);
    } catch (error) {
      this.#abortJoining();
      throw error;
    }
  }

  /** The server cannot announce a restart: only a later session of the therapist's replaces the one we are in. */
  #checkNewer({ member }: Joining, { startedMs }: Hello): void {
    if (!this.#membership) return;
    const isSameGroup = this.#membership.member.group.id === member.group.id;
    const isNewer = isSameGroup
      ? startedMs === this.#membership.startedMs
      : startedMs > this.#membership.startedMs;
    refuseUnless(isNewer, 'not-newer');
  }

  async #enter(joining: Joining, hello: Hello): Promise<Output> {
    const { member, nonce, joinEpoch } = joining;
    const { group } = member;
    const old = this.#membership?.member.group;
    this.#joining = null;
    this.#membership?.member.wipe();
    this.#membership = { member, startedMs: hello.startedMs, joinEpoch };
    const events: SessionEvent[] = [];
    if (old && old.id !== group.id) events.push({ kind: 'group-left', groupId: old.id });
    events.push(await epochEvent(group, old?.roster ?? [], member.isTransitional));
    if (!nonce) {
      joining.epochAuthenticator.fill(0);
      return { outgoing: [], events };
    }
    events.push(this.#words(joining, nonce, hello));
    const reveal = await sendMessage(this.#options.suite, group, { type: 'reveal', nonce });
    return { outgoing: reveal.outgoing, events };
  }

  #words({ member, epochAuthenticator }: Joining, guestNonce: Bytes, hello: Hello): SessionEvent {
    const therapist = member.group.memberAt(0, member.group.epoch);
    invariant(therapist !== undefined, 'the walked tree has a therapist');
    const words = safetyWords({
      epochAuthenticator,
      guestNonce,
      therapistNonce: hello.nonce,
      therapistKey: therapist.identityKey,
      guestKey: this.#options.signer.publicKey,
    });
    epochAuthenticator.fill(0);
    return { kind: 'words', participant: therapist.participant, words };
  }

  async #asMember(membership: Membership, message: PrivateMessage): Promise<Output> {
    const { member } = membership;
    const step = await member.receive(message);
    switch (step.kind) {
      case 'removed':
        this.#membership = null;
        // The Commit that lets us back in takes our old leaf out.
        if (this.#joining || this.#knocking?.nonce === null) return nothingToDo;
        this.#forgetAll();
        return tell({ kind: 'removed' });
      case 'epoch':
        return tell(await epochEvent(member.group, step.before, member.isTransitional));
      case 'application':
        return this.#hear(membership, step.received);
    }
  }

  async #hear({ member, joinEpoch }: Membership, received: Application): Promise<Output> {
    const heard = readMessage(member.group, received);
    const { message } = heard;
    if (message.type === 'join-psk') {
      const { pskId, pskNonce, joinPsk } = message;
      member.announce({ pskId, pskNonce, secret: new SecretBytes(joinPsk) });
      return nothingToDo;
    }
    // A hello of a later epoch greets somebody else.
    if (message.type === 'hello' && received.epoch === joinEpoch) {
      this.#forgetAll();
      return tell(
        { kind: 'refused', reason: 'bad-hello', from: heard.from.participant },
        { kind: 'removed' },
      );
    }
    return deliver(this.#options.suite, member.group, heard);
  }

  #abortJoining(): void {
    this.#joining?.member.wipe();
    this.#joining?.epochAuthenticator.fill(0);
    this.#joining = null;
  }

  #forgetAll(): void {
    this.#setKnocking(null);
    this.#abortJoining();
    this.#membership?.member.wipe();
    this.#membership = null;
  }
}

function tell(...events: readonly SessionEvent[]): Output {
  return { outgoing: [], events };
}
