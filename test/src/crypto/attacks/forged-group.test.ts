import { createCommit } from 'ts-mls/createCommit.js';
import type { Credential } from 'ts-mls/credential.js';
import { encodeRatchetTree } from 'ts-mls/ratchetTree.js';
import { generateKeyPackageWithKey } from 'ts-mls/keyPackage.js';
import type { LeafNode } from 'ts-mls/leafNode.js';
import type { Proposal } from 'ts-mls/proposal.js';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { utf8, type Bytes } from '../../../../src/base/bytes.ts';
import { SecretBytes } from '../../../../src/base/secret-bytes.ts';
import { parseCredential } from '../../../../src/crypto/identity/credential.ts';
import { deriveJoinPsk } from '../../../../src/crypto/join/join-psk.ts';
import { openKnock } from '../../../../src/crypto/join/knock.ts';
import { decodeBareKeyPackage } from '../../../../src/crypto/mls/codec.ts';
import type { JoinPsk } from '../../../../src/crypto/mls/join-psks.ts';
import { capabilities } from '../../../../src/crypto/mls/policy.ts';
import { makeKeyPackage, type OwnKeyPackage } from '../../../../src/crypto/mls/key-package.ts';
import type { IdentitySigner, Role } from '../../../../src/crypto/identity/identity-statement.ts';
import { forgeGroup, forgeWelcome } from '../../../support/forge-group.ts';
import { newSigner, realRandom } from '../../../support/identity.ts';
import { admitRaw } from '../../../support/raw-session.ts';
import { refusalsOf, World, type Guest } from '../../../support/session-world.ts';

// A join is ten signatures and four encapsulations: quick alone, slow beside everything else.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

// Somebody who has the invite (the server, if an https link was opened in a browser) plays the therapist. It lacks one
// thing only: the therapist's keys.

let world: World;
let anna: Guest;
let victim: OwnKeyPackage['keyPackage'];
let victimRef: Bytes;

beforeEach(async () => {
  world = await World.create();
  anna = await world.newGuest('anna');
  const sealed = await anna.session.knock(new Uint8Array());
  const knock = await openKnock(anna.seat.keys.knockKey, world.room, sealed);
  if (!knock) throw new Error('the invite opens the knock');
  victim = decodeBareKeyPackage(knock.keyPackage);
  const checked = await world.host.readKnock(anna.seat.keys, anna.seat.state, sealed);
  if (typeof checked === 'string') throw new Error(checked);
  victimRef = checked.keyPackage.ref;
});

function newKeyPackage(role: Role, signer: IdentitySigner = newSigner()): Promise<OwnKeyPackage> {
  const nowS = Math.floor(world.clock.now / 1000);
  return makeKeyPackage(world.suite, signer, { role, room: world.room, nowS });
}

/** A KeyPackage under somebody else's credential, well signed with an MLS key that the credential is not about. */
async function withCredential(credential: Credential): Promise<OwnKeyPackage> {
  const { suite, clock } = world;
  const own = await newKeyPackage('guest');
  const { publicPackage, privatePackage } = await generateKeyPackageWithKey(
    credential,
    capabilities,
    lifetimeOf(credential, Math.floor(clock.now / 1000)),
    [],
    {
      publicKey: own.keyPackage.leafNode.signaturePublicKey,
      signKey: own.privateKeys.signaturePrivateKey,
    },
    suite,
  );
  return { ...own, keyPackage: publicPackage, privateKeys: privatePackage };
}

/** As a leaf has it: to the end of its credential. */
function lifetimeOf(credential: Credential, nowS: number) {
  if (credential.credentialType !== 'basic') throw new Error('not basic');
  const notAfterS = parseCredential(new Uint8Array(credential.identity))?.notAfterS ?? 0;
  return { notBefore: BigInt(nowS - 3600), notAfter: BigInt(notAfterS) };
}

/** The right PSK for this join: the forger has the invite. */
function rightPsk(): JoinPsk {
  const pskNonce = realRandom.bytes(64);
  const { psk, pskId } = anna.seat.keys;
  return { pskId, pskNonce, secret: deriveJoinPsk(psk, victimRef, pskNonce) };
}

/** The therapist's own leaf, as any former member has seen it. */
async function therapistsLeaf(): Promise<LeafNode> {
  const mallory = await admitRaw(world, 'mallory');
  const node = mallory.raw.state.ratchetTree[0];
  if (node?.nodeType !== 'leaf') throw new Error('no leaf');
  return node.leaf;
}

async function offer(welcome: Bytes): Promise<readonly string[]> {
  const { events } = await anna.session.receive(welcome);
  await expect(anna.session.send({ type: 'app', payload: utf8('x') })).rejects.toThrow('checks');
  return refusalsOf(events);
}

describe('a forged group', () => {
  it('of somebody who calls himself therapist is refused: the invite names the key', async () => {
    const state = await forgeGroup(world.suite, await newKeyPackage('therapist'), null);
    const { bytes } = await forgeWelcome(world.suite, state, victim, [rightPsk()]);
    expect(await offer(bytes)).toEqual(['wrong-therapist']);
  });

  it('of a guest who plays therapist is refused', async () => {
    const state = await forgeGroup(world.suite, await newKeyPackage('guest'), null);
    const { bytes } = await forgeWelcome(world.suite, state, victim, [rightPsk()]);
    expect(await offer(bytes)).toEqual(['wrong-therapist']);
  });

  it('of the therapist’s own key that calls itself a guest is refused', async () => {
    const own = await newKeyPackage('guest', world.therapist);
    const state = await forgeGroup(world.suite, own, null);
    const { bytes } = await forgeWelcome(world.suite, state, victim, [rightPsk()]);
    expect(await offer(bytes)).toEqual(['wrong-therapist']);
  });

  it('of somebody who copied the therapist’s credential into a leaf of their own is refused', async () => {
    const { keyPackage } = await newKeyPackage('therapist', world.therapist);
    const { credential } = keyPackage.leafNode;
    const state = await forgeGroup(world.suite, await withCredential(credential), null);
    const { bytes } = await forgeWelcome(world.suite, state, victim, [rightPsk()]);
    expect(await offer(bytes)).toEqual(['bad-credential']);
  });

  it('with the therapist’s copied leaf is refused: another leaf signed the Welcome', async () => {
    const holder = {
      role: 'therapist',
      room: world.room,
      nowS: Math.floor(world.clock.now / 1000),
    };
    const copied = (
      await makeKeyPackage(world.suite, world.therapist, { ...holder, role: 'therapist' })
    ).keyPackage.leafNode;
    const state = await forgeGroup(world.suite, await newKeyPackage('guest'), copied);
    const { bytes } = await forgeWelcome(world.suite, state, victim, [rightPsk()]);
    expect(await offer(bytes)).toEqual(['wrong-signer']);
  });

  it('with a leaf that the therapist made for another group is refused', async () => {
    const state = await forgeGroup(
      world.suite,
      await newKeyPackage('guest'),
      await therapistsLeaf(),
    );
    const { bytes } = await forgeWelcome(world.suite, state, victim, [rightPsk()]);
    expect(await offer(bytes)).toEqual(['wrong-signer']);
  });

  it('whose signer claims to be leaf 0 is refused: the signature is not that leaf’s', async () => {
    const copied = (await newKeyPackage('therapist', world.therapist)).keyPackage.leafNode;
    const forger = await newKeyPackage('guest');
    const state = await forgeGroup(world.suite, forger, copied);
    // The library signs as the leaf that the state names, with the only key that the forger has.
    const posing = { ...state, privatePath: { ...state.privatePath, leafIndex: 0 } };
    const { bytes } = await forgeWelcome(world.suite, posing, victim, [rightPsk()]);
    expect(await offer(bytes)).toEqual(['not-authentic']);
  });

  it('that welcomes two at a time is refused', async () => {
    const own = await newKeyPackage('therapist', world.therapist);
    const state = await forgeGroup(world.suite, own, null);
    const { keyPackage } = await newKeyPackage('guest');
    // Behind the victim: in front, the Welcome is refused as somebody else's already.
    const behind: Proposal[] = [{ proposalType: 'add', add: { keyPackage } }];
    const { bytes } = await forgeWelcome(world.suite, state, victim, [rightPsk()], { behind });
    expect(await offer(bytes)).toEqual(['unexpected-welcome']);
  });
});

describe('a Welcome of the real therapist’s key', () => {
  const more = { extensionType: 0xf000, extensionData: new Uint8Array() };
  const externalSenders = {
    extensionType: 'external_senders',
    extensionData: new Uint8Array(1),
  } as const;

  async function therapistState() {
    return forgeGroup(world.suite, await newKeyPackage('therapist', world.therapist), null);
  }

  it('without a PSK is refused', async () => {
    const { bytes } = await forgeWelcome(world.suite, await therapistState(), victim, []);
    expect(await offer(bytes)).toEqual(['wrong-psk']);
  });

  it('with a second PSK is refused', async () => {
    const other = { ...rightPsk(), pskId: realRandom.bytes(16) };
    const { bytes } = await forgeWelcome(world.suite, await therapistState(), victim, [
      rightPsk(),
      other,
    ]);
    expect(await offer(bytes)).toEqual(['wrong-psk']);
  });

  it('with another seat’s PSK is refused', async () => {
    const other = { ...rightPsk(), pskId: realRandom.bytes(16) };
    const { bytes } = await forgeWelcome(world.suite, await therapistState(), victim, [other]);
    expect(await offer(bytes)).toEqual(['wrong-psk']);
  });

  it('with the right PSK id and another secret is refused', async () => {
    const wrong = { ...rightPsk(), secret: new SecretBytes(realRandom.bytes(32)) };
    const { bytes } = await forgeWelcome(world.suite, await therapistState(), victim, [wrong]);
    expect(await offer(bytes)).toEqual(['not-authentic']);
  });

  it('with a guest who was here before under the same identity is refused', async () => {
    const state = await therapistState();
    const twin = await newKeyPackage('guest', anna.signer);
    const first = await createCommit(
      { state, cipherSuite: world.suite },
      { extraProposals: [{ proposalType: 'add', add: { keyPackage: twin.keyPackage } }] },
    );
    const { bytes } = await forgeWelcome(world.suite, first.newState, victim, [rightPsk()]);
    expect(await offer(bytes)).toEqual(['duplicate-identity']);
  });

  it('into a tree with a second therapist is refused', async () => {
    const second = await newKeyPackage('therapist');
    const first = await createCommit(
      { state: await therapistState(), cipherSuite: world.suite },
      { extraProposals: [{ proposalType: 'add', add: { keyPackage: second.keyPackage } }] },
    );
    const { bytes } = await forgeWelcome(world.suite, first.newState, victim, [rightPsk()]);
    expect(await offer(bytes)).toEqual(['second-therapist']);
  });

  it('into a tree of blank nodes is refused before it costs anything', async () => {
    const state = await therapistState();
    const { leafNode } = (await newKeyPackage('guest')).keyPackage;
    const ratchetTree: typeof state.ratchetTree = Array.from({ length: 127 }, () => undefined);
    ratchetTree[0] = state.ratchetTree[0];
    ratchetTree[80] = { nodeType: 'leaf', leaf: leafNode };
    const large = { ...state, ratchetTree };
    const { bytes } = await forgeWelcome(world.suite, large, victim, [rightPsk()]);
    const derivations = vi.spyOn(world.suite.kdf, 'expand');
    expect(await offer(bytes)).toEqual(['leaf-out-of-range']);
    // Two ratchets for each of 127 nodes would be 254 and more.
    expect(derivations.mock.calls.length).toBeLessThan(50);
    derivations.mockRestore();
  });

  it('for another room is refused', async () => {
    const nowS = Math.floor(world.clock.now / 1000);
    const holder = { role: 'therapist', room: realRandom.bytes(16), nowS } as const;
    const own = await makeKeyPackage(world.suite, world.therapist, holder);
    const state = await forgeGroup(world.suite, own, null);
    const { bytes } = await forgeWelcome(world.suite, state, victim, [rightPsk()]);
    expect(await offer(bytes)).toEqual(['wrong-room']);
  });

  it.each(['before', 'behind'])(
    'with a group description that carries more %s the tree is refused',
    async (where) => {
      const state = await therapistState();
      // The library puts the tree last: to have something behind it, it goes in twice.
      const { newState } = await forgeWelcome(world.suite, state, victim, [rightPsk()]);
      const extensionData = encodeRatchetTree(newState.ratchetTree);
      const tree = { extensionType: 'ratchet_tree', extensionData } as const;
      const extensions = where === 'before' ? [more] : [tree, more];
      const psks = [rightPsk()];
      const { bytes } = await forgeWelcome(world.suite, state, victim, psks, { extensions });
      expect(await offer(bytes)).toEqual(['not-in-protocol']);
    },
  );

  it.each([
    ['a group id of another length', { groupId: new Uint8Array(15) }],
    ['a group that takes proposals from outside', { extensions: [externalSenders] }],
  ])('into %s is refused', async (_what, change) => {
    const state = await therapistState();
    const groupContext = { ...state.groupContext, ...change };
    const forged = { ...state, groupContext };
    const { bytes } = await forgeWelcome(world.suite, forged, victim, [rightPsk()]);
    expect(await offer(bytes)).toEqual(['not-in-protocol']);
  });
});
