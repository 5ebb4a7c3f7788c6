import { createGroup } from 'ts-mls/clientState.js';
import type { Bytes } from '../../base/bytes.ts';
import type { Clock, Random } from '../../base/ports.ts';
import { maxLeafIndex } from '../frames/kid.ts';
import { fingerprintOfKey } from '../identity/fingerprint.ts';
import type { IdentitySigner } from '../identity/identity-statement.ts';
import type { InviteKeys } from '../invite-keys.ts';
import { wordNonceSizeBytes } from '../join/commitment.ts';
import { seatVerdict, type SeatState } from '../join/seat.ts';
import type { SessionMessage } from '../messages/session-message.ts';
import { decodeMls } from '../mls/codec.ts';
import { makeKeyPackage } from '../mls/key-package.ts';
import { MlsGroup } from '../mls/mls-group.ts';
import { clientConfig } from '../mls/policy.ts';
import { plainBytes } from '../mls/plain-bytes.ts';
import { Refused, refuseUnless, refusing, type Refusal } from '../mls/refused.ts';
import type { TreeTerms } from '../mls/roster.ts';
import { SerialQueue } from '../../base/serial-queue.ts';
import { commit, receive } from '../mls/steps.ts';
import type { Suite } from '../mls/suite.ts';
import { groupIdSizeBytes } from '../mls/suite-name.ts';
import type { SeatPsk } from '../mls/welcome.ts';
import { epochEvent } from './epoch-event.ts';
import {
  deliver,
  readMessage,
  sendMessage,
  sendPrivate,
  type FromMember,
} from './group-messages.ts';
import { HostDoor, type CheckedKnock, type CheckedRejoin } from './host-door.ts';
import { prepareJoin, type PreparedJoin } from './host-joins.ts';
import { nothingToDo, orRefused, refusedOutput, type EpochEvent, type Output } from './output.ts';
import { PendingAdmissions } from './pending-admissions.ts';
import { PreparedJoins, type JoinInStore } from './prepared-joins.ts';

/** What a therapist's session is made of. */
export interface HostOptions {
  readonly suite: Suite;
  readonly signer: IdentitySigner;
  /** 16 bytes. */
  readonly room: Bytes;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly random: Random;
}

/** A seat as the vault has it: its psk, and who may take it. */
export interface HostSeat extends SeatPsk {
  readonly seat: SeatState;
}

/**
 * The therapist's side: creates the group, and is the only one who commits. Every call runs after the one before has
 * stored its state. What it returns is sent in order, and sent again byte by byte if need be.
 */
export class HostSession {
  readonly startedMs: number;
  readonly #options: HostOptions;
  readonly #group: MlsGroup;
  readonly #door: HostDoor;
  readonly #pending: PendingAdmissions;
  readonly #prepared: PreparedJoins;
  readonly #queue = new SerialQueue();

  private constructor(options: HostOptions, group: MlsGroup, startedMs: number) {
    this.startedMs = startedMs;
    this.#options = options;
    this.#group = group;
    this.#door = new HostDoor(options.suite, options.random, () => termsOf(options));
    this.#pending = new PendingAdmissions(options.signer.publicKey);
    this.#prepared = new PreparedJoins(group);
  }

  /** A new group with a random id, and its first epoch. */
  static async create(options: HostOptions): Promise<{ session: HostSession; first: EpochEvent }> {
    const { suite, signer, room, clock, random } = options;
    const startedMs = clock.nowMs();
    const holder = { role: 'therapist', room, nowS: Math.floor(startedMs / 1000) } as const;
    const { keyPackage, privateKeys } = await makeKeyPackage(suite, signer, holder);
    const id = random.bytes(groupIdSizeBytes);
    const state = await createGroup(id, keyPackage, privateKeys, [], suite, clientConfig);
    privateKeys.initPrivateKey.fill(0);
    const group = new MlsGroup(suite, state, () => termsOf(options));
    const session = new HostSession(options, group, startedMs);
    return { session, first: await epochEvent(group, [], false) };
  }

  get groupId(): string {
    return this.#group.id;
  }

  /** A challenge for a seat's rejoin. */
  challenge(pskId: Bytes): Bytes {
    return this.#door.challenge(pskId);
  }

  /** Opens and checks a knock. Only what this returns may be admitted. */
  readKnock(keys: InviteKeys, seat: SeatState, sealed: Bytes): Promise<CheckedKnock | Refusal> {
    return reasonOf(() => this.#door.readKnock(keys, seat, sealed));
  }

  /** Opens and checks a request to come back. */
  readRejoin(keys: InviteKeys, seat: SeatState, sealed: Bytes): Promise<CheckedRejoin | Refusal> {
    return reasonOf(() => this.#door.readRejoin(keys, seat, sealed));
  }

  /**
   * Computes what letting this guest in would take, so that it is there when the therapist says yes. Nothing of it leaves
   * before `admit`, and the group stays as it is. Not while others are here: each beat would make it worthless.
   */
  async prepare(knock: CheckedKnock, seat: HostSeat): Promise<void> {
    await this.#run(async () => {
      const { keyPackage } = knock;
      if (this.#group.roster.length > 1 || this.#prepared.has(keyPackage)) return nothingToDo;
      this.#check(keyPackage, seat);
      this.#prepared.put(keyPackage, await this.#compute(keyPackage, seat));
      return nothingToDo;
    });
  }

  /** The guest of this knock waits no longer: what was prepared is overwritten. */
  async forget(knock: CheckedKnock): Promise<void> {
    await this.#queue.run(() => {
      this.#prepared.drop(knock.keyPackage);
      return Promise.resolve();
    });
  }

  /** Lets somebody in, whom the therapist has seen at the door and let in by hand. */
  admit(knock: CheckedKnock, seat: HostSeat): Promise<Output> {
    return this.#run(async () => {
      const { owner, bytes } = knock.keyPackage;
      const { output, epochAuthenticator, nonce } = await this.#join(knock, seat);
      this.#pending.add(owner.participant, {
        commitment: knock.commitment,
        keyPackage: bytes,
        guestKey: owner.identityKey,
        therapistNonce: nonce,
        epochAuthenticator,
      });
      return output;
    });
  }

  /** Lets somebody back in on the same device: no admission by hand, and no new words. */
  rejoin(request: CheckedRejoin, seat: HostSeat): Promise<Output> {
    return this.#run(async () => {
      const { output, epochAuthenticator } = await this.#join(request, seat);
      epochAuthenticator.fill(0);
      return output;
    });
  }

  /** Takes somebody out. From the next epoch on this person gets nothing. */
  remove(participant: string): Promise<Output> {
    return this.#run(async () => {
      const member = this.#group.memberOf(participant);
      refuseUnless(member !== undefined && member.leaf !== 0, 'not-entitled');
      this.#pending.drop(participant);
      const remove = { proposalType: 'remove', remove: { removed: member.leaf } } as const;
      const step = await commit(this.#options.suite, this.#group.state, [remove]);
      return this.#adoptCommit(step, 'none');
    });
  }

  /** A new epoch with nobody coming or going: hourly. */
  update(): Promise<Output> {
    return this.#run(async () => {
      const step = await commit(this.#options.suite, this.#group.state, []);
      return this.#adoptCommit(step, 'one');
    });
  }

  send(message: SessionMessage): Promise<Output> {
    return this.#run(() => sendMessage(this.#options.suite, this.#group, message));
  }

  /** Something for one member alone. */
  sendPrivate(participant: string, payload: Bytes): Promise<Output> {
    return this.#run(() => sendPrivate(this.#options.suite, this.#group, participant, payload));
  }

  /** Takes what the relay brought. */
  receive(bytes: Bytes): Promise<Output> {
    return this.#run(async () => {
      const incoming = decodeMls(bytes);
      refuseUnless(incoming.kind === 'private', 'unexpected-welcome');
      const { suite } = this.#options;
      const received = await receive(suite, this.#group.state, incoming.message, []);
      // `receive` lets only Commits of leaf 0 through, and those are ours.
      refuseUnless(received.kind === 'application', 'foreign-commit');
      this.#group.adopt([received], 'unchanged');
      const message = readMessage(this.#group, received);
      return message.message.type === 'reveal'
        ? this.#reveal(message, message.message.nonce)
        : deliver(suite, this.#group, message);
    });
  }

  /** Forgets everything. Nothing works afterwards. */
  close(): Promise<void> {
    return this.#queue.run(() => {
      this.#group.wipe();
      this.#prepared.dropStale();
      return Promise.resolve();
    });
  }

  #run(step: () => Promise<Output>): Promise<Output> {
    return this.#queue.run(async () => {
      try {
        return await orRefused(step);
      } finally {
        this.#prepared.dropStale();
      }
    });
  }

  /** Adds somebody; a leaf that this person still has from before goes in the same Commit. */
  async #join(
    { keyPackage }: Pick<CheckedKnock, 'keyPackage'>,
    seat: HostSeat,
  ): Promise<{ output: Output; epochAuthenticator: Bytes; nonce: Bytes }> {
    const group = this.#group;
    const before = group.roster;
    this.#check(keyPackage, seat);
    this.#door.use(keyPackage);
    const { join, nonce } =
      this.#prepared.take(keyPackage, seat.pskId) ?? (await this.#compute(keyPackage, seat));
    const epochAuthenticator = plainBytes(join.added.state.keySchedule.epochAuthenticator.slice());
    group.adopt(join.steps, join.isTransitional ? 'through-a-join' : 'none');
    const event = await epochEvent(group, before, false);
    return { output: outputOf(join, event), epochAuthenticator, nonce };
  }

  /** Asked at the knock, and again at the admission: the seat may have changed meanwhile. @throws Refused */
  #check({ owner }: CheckedKnock['keyPackage'], { seat }: HostSeat): void {
    const verdict = seatVerdict(seat, owner.identityKey);
    if (verdict !== 'ok') throw new Refused(verdict);
    const isHere = this.#group.memberOf(owner.participant) !== undefined;
    refuseUnless(isHere || this.#group.roster.length <= maxLeafIndex, 'group-full');
  }

  /** Everything for a join, from the state as it is, which it leaves so. @throws Refused */
  async #compute(keyPackage: CheckedKnock['keyPackage'], seat: HostSeat): Promise<JoinInStore> {
    const { suite, random } = this.#options;
    const group = this.#group;
    const replaces = group.memberOf(keyPackage.owner.participant)?.leaf ?? null;
    const nonce = random.bytes(wordNonceSizeBytes);
    const hello = { type: 'hello', nonce, startedMs: this.startedMs } as const;
    const plan = { suite, group, random, keyPackage, seat, hello, replaces };
    const join = await refusing('not-authentic', () => prepareJoin(plan));
    return { pskId: seat.pskId, join, nonce };
  }

  async #adoptCommit(
    step: Awaited<ReturnType<typeof commit>>,
    retention: 'none' | 'one',
  ): Promise<Output> {
    const before = this.#group.roster;
    this.#group.adopt([step], retention);
    const event = await epochEvent(this.#group, before, false);
    return { outgoing: [{ to: 'everybody', bytes: step.bytes }], events: [event] };
  }

  /** e2ee.md, Joining 5: words only once the commitment has opened, and the seat is bound by the same proof. */
  async #reveal({ from }: FromMember, nonce: Bytes): Promise<Output> {
    const { participant, identityKey } = from;
    if (!this.#pending.has(participant)) return refusedOutput('not-entitled', participant);
    const words = await this.#pending.reveal(participant, nonce);
    if (!words) return refusedOutput('commitment-mismatch', participant);
    return {
      ...nothingToDo,
      events: [
        { kind: 'bound', participant, deviceKey: identityKey },
        { kind: 'words', participant, words },
      ],
    };
  }
}

function termsOf({ signer, room, clock }: HostOptions): TreeTerms {
  return {
    room,
    therapistFingerprint: fingerprintOfKey(signer.publicKey),
    nowS: Math.floor(clock.nowMs() / 1000),
  };
}

function outputOf({ outgoing }: PreparedJoin, event: EpochEvent): Output {
  return { outgoing, events: [event] };
}

async function reasonOf<T>(step: () => Promise<T>): Promise<T | Refusal> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof Refused) return error.reason;
    throw error;
  }
}
