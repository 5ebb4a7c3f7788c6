import type { ClientState } from 'ts-mls/clientState.js';
import { createCommit } from 'ts-mls/createCommit.js';
import type { Proposal } from 'ts-mls/proposal.js';
import type { Bytes } from '../../src/base/bytes.ts';
import { deriveJoinPsk } from '../../src/crypto/join/join-psk.ts';
import { encodeMessage } from '../../src/crypto/messages/message-codec.ts';
import type { SessionMessage } from '../../src/crypto/messages/session-message.ts';
import { encodePrivate } from '../../src/crypto/mls/codec.ts';
import { JoinPskIndex, type JoinPsk } from '../../src/crypto/mls/join-psks.ts';
import { makeKeyPackage } from '../../src/crypto/mls/key-package.ts';
import { sealApplication } from '../../src/crypto/mls/steps.ts';
import { forgeGroup, forgeWelcome } from './forge-group.ts';
import { realRandom } from './identity.ts';
import type { Guest, World } from './session-world.ts';

/** The therapist's key in other software: it can do with the group whatever the library lets it. */
export class RawHost {
  readonly #world: World;
  state: ClientState;

  private constructor(world: World, state: ClientState) {
    this.#world = world;
    this.state = state;
  }

  static async create(world: World): Promise<RawHost> {
    const nowS = Math.floor(world.clock.now / 1000);
    const holder = { role: 'therapist', room: world.room, nowS } as const;
    const own = await makeKeyPackage(world.suite, world.therapist, holder);
    return new RawHost(world, await forgeGroup(world.suite, own, null));
  }

  /** Lets a guest in as the protocol says. */
  async admit(guest: Guest): Promise<void> {
    const { suite } = this.#world;
    const sealed = await guest.session.knock(new Uint8Array());
    const { keys, state } = guest.seat;
    const knock = await this.#world.host.readKnock(keys, state, sealed);
    if (typeof knock === 'string') throw new Error(knock);
    const pskNonce = realRandom.bytes(64);
    const secret = deriveJoinPsk(keys.psk, knock.keyPackage.ref, pskNonce);
    const psks: JoinPsk[] = [{ pskId: keys.pskId, pskNonce, secret }];
    const victim = knock.keyPackage.keyPackage;
    const { newState, bytes } = await forgeWelcome(suite, this.state, victim, psks);
    this.state = newState;
    await guest.session.receive(bytes);
    await this.deliver(
      guest,
      await this.send({ type: 'hello', nonce: realRandom.bytes(32), startedMs: 1 }),
    );
    await this.deliver(guest, await this.commit([]));
  }

  async send(message: SessionMessage): Promise<Bytes> {
    const step = await sealApplication(this.#world.suite, this.state, encodeMessage(message));
    this.state = step.state;
    return step.bytes;
  }

  /** Commits anything. `adopt: false` leaves the state where it was: a fork. */
  async commit(
    extraProposals: Proposal[],
    options: { adopt?: boolean; psks?: readonly JoinPsk[] } = {},
  ): Promise<Bytes> {
    const pskIndex = new JoinPskIndex(options.psks ?? []);
    const { commit, newState } = await createCommit(
      { state: this.state, cipherSuite: this.#world.suite, pskIndex },
      { extraProposals },
    );
    if (commit.wireformat !== 'mls_private_message') throw new Error('not private');
    if (options.adopt !== false) this.state = newState;
    return encodePrivate(commit.privateMessage);
  }

  async deliver(guest: Guest, bytes: Bytes): Promise<void> {
    this.#world.note(guest, await guest.session.receive(bytes));
  }
}
