import { createGroup, type ClientState } from 'ts-mls/clientState.js';
import { createCommit, type CreateCommitResult } from 'ts-mls/createCommit.js';
import type { Extension } from 'ts-mls/extension.js';
import { createSecretTree } from 'ts-mls/secretTree.js';
import type { LeafNode } from 'ts-mls/leafNode.js';
import { treeHashRoot } from 'ts-mls/treeHash.js';
import type { Proposal } from 'ts-mls/proposal.js';
import type { Bytes } from '../../src/base/bytes.ts';
import { encodeWelcome } from '../../src/crypto/mls/codec.ts';
import { JoinPskIndex, type JoinPsk } from '../../src/crypto/mls/join-psks.ts';
import type { OwnKeyPackage } from '../../src/crypto/mls/key-package.ts';
import { clientConfig } from '../../src/crypto/mls/policy.ts';
import type { Suite } from '../../src/crypto/mls/suite.ts';
import { realRandom } from './identity.ts';

/** A state of a group that somebody made up: the forger's own leaf beside leaves copied from elsewhere. */
export async function forgeGroup(
  suite: Suite,
  forger: OwnKeyPackage,
  copiedLeaf0: LeafNode | null,
): Promise<ClientState> {
  const id = realRandom.bytes(16);
  const alone = await createGroup(
    id,
    forger.keyPackage,
    forger.privateKeys,
    [],
    suite,
    clientConfig,
  );
  if (!copiedLeaf0) return alone;
  const [own] = alone.ratchetTree;
  const ratchetTree = [{ nodeType: 'leaf', leaf: copiedLeaf0 } as const, undefined, own];
  return {
    ...alone,
    ratchetTree,
    privatePath: { leafIndex: 1, privateKeys: { 2: forger.privateKeys.hpkePrivateKey } },
    secretTree: await createSecretTree(2, realRandom.bytes(64), suite.kdf),
    groupContext: {
      ...alone.groupContext,
      treeHash: await treeHashRoot(ratchetTree, suite.hash),
    },
  };
}

interface ForgeOptions {
  /** Proposals in front of the victim's Add. */
  readonly others?: readonly Proposal[];
  /** Proposals behind it. */
  readonly behind?: readonly Proposal[];
  /** Further extensions of the group's description. */
  readonly extensions?: Extension[];
}

/** Adds a victim to any state, with whatever PSKs and other proposals the forger likes. */
export async function forgeWelcome(
  suite: Suite,
  state: ClientState,
  victim: OwnKeyPackage['keyPackage'],
  psks: readonly JoinPsk[],
  { others = [], behind = [], extensions = [] }: ForgeOptions = {},
): Promise<CreateCommitResult & { bytes: Bytes }> {
  const proposals: Proposal[] = [
    ...others,
    { proposalType: 'add', add: { keyPackage: victim } },
    ...behind,
    ...psks.map(({ pskId, pskNonce }): Proposal => ({
      proposalType: 'psk',
      psk: { preSharedKeyId: { psktype: 'external', pskId, pskNonce } },
    })),
  ];
  const result = await createCommit(
    { state, cipherSuite: suite, pskIndex: new JoinPskIndex(psks) },
    { extraProposals: proposals, ratchetTreeExtension: true, groupInfoExtensions: extensions },
  );
  if (!result.welcome) throw new Error('no Welcome');
  return { ...result, bytes: encodeWelcome(result.welcome) };
}
