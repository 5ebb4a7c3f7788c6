import { joinGroup, type ClientState } from 'ts-mls/clientState.js';
import { ratchetTreeFromExtension, type GroupInfo } from 'ts-mls/groupInfo.js';
import type { GroupSecrets } from 'ts-mls/groupSecrets.js';
import { accumulatePskSecret } from 'ts-mls/pskIndex.js';
import { decryptGroupInfo, decryptGroupSecrets, type Welcome } from 'ts-mls/welcome.js';
import { equalBytes, type Bytes } from '../../base/bytes.ts';
import type { SecretBytes } from '../../base/secret-bytes.ts';
import { maxLeafIndex } from '../frames/kid.ts';
import { deriveJoinPsk } from '../join/join-psk.ts';
import { JoinPskIndex } from './join-psks.ts';
import type { OwnKeyPackage } from './key-package.ts';
import { openedOnce } from './opened-once.ts';
import { plainBytes } from './plain-bytes.ts';
import { clientConfig } from './policy.ts';
import { refuseUnless, refusing } from './refused.ts';
import { groupIdSizeBytes, suiteName } from './suite-name.ts';
import { suiteHashSizeBytes, type Suite } from './suite.ts';

/** What one's seat contributes to a join. */
export interface SeatPsk {
  readonly psk: SecretBytes;
  readonly pskId: Bytes;
}

/** A Welcome that passed everything that can be checked before the therapist's first message. */
export interface Joined {
  readonly state: ClientState;
  /** Whether the Commit had a path: else media keys come with the empty Commit that follows. */
  readonly hadPath: boolean;
}

/**
 * Joins by a Welcome (e2ee.md, Joining 4). The library by itself takes any signer and any PSKs, none included; so the
 * secrets and the group's description are opened and judged here first.
 * @throws Refused
 */
export async function joinByWelcome(
  suite: Suite,
  welcome: Welcome,
  own: OwnKeyPackage,
  seat: SeatPsk,
): Promise<Joined> {
  // Our reading and the library's open the same bytes under the same key.
  const once = openedOnce(suite);
  try {
    return await readWelcome(once.suite, welcome, own, seat);
  } finally {
    once.forget();
  }
}

async function readWelcome(
  suite: Suite,
  welcome: Welcome,
  own: OwnKeyPackage,
  seat: SeatPsk,
): Promise<Joined> {
  const secrets = await openSecrets(suite, welcome, own);
  const psks = joinPsks(secrets, own, seat);
  const index = new JoinPskIndex(psks);
  try {
    const info = await openGroupInfo(suite, welcome, secrets, psks);
    await refusing('malformed', () => Promise.resolve(checkGroupInfo(info)));
    const state = await refusing('not-authentic', () =>
      joinGroup(
        welcome,
        own.keyPackage,
        own.privateKeys,
        index,
        suite,
        undefined,
        undefined,
        clientConfig,
      ),
    );
    // The library read the same bytes once more: what it used is what was judged.
    refuseUnless(index.asked.length === 1, 'wrong-psk');
    return { state, hadPath: secrets.pathSecret !== undefined };
  } finally {
    for (const { secret } of psks) secret.wipe();
    secrets.joinerSecret.fill(0);
    secrets.pathSecret?.fill(0);
  }
}

async function openSecrets(
  suite: Suite,
  welcome: Welcome,
  own: OwnKeyPackage,
): Promise<GroupSecrets> {
  const [entry, ...others] = welcome.secrets;
  const isForUs = entry !== undefined && equalBytes(entry.newMember, own.ref);
  refuseUnless(isForUs && others.length === 0, 'unexpected-welcome');
  refuseUnless(welcome.cipherSuite === suiteName, 'bad-capabilities');
  const secrets = await refusing('not-authentic', async () => {
    const initKey = await suite.hpke.importPrivateKey(own.privateKeys.initPrivateKey);
    return decryptGroupSecrets(initKey, own.ref, welcome, suite.hpke);
  });
  refuseUnless(secrets !== undefined, 'malformed');
  return secrets;
}

/** The PSK list is exactly our seat's. */
function joinPsks(secrets: GroupSecrets, own: OwnKeyPackage, seat: SeatPsk) {
  const [id, ...others] = secrets.psks;
  const isOurs =
    id?.psktype === 'external' &&
    others.length === 0 &&
    equalBytes(id.pskId, seat.pskId) &&
    id.pskNonce.length === suiteHashSizeBytes;
  refuseUnless(isOurs, 'wrong-psk');
  const pskNonce = plainBytes(id.pskNonce);
  const secret = deriveJoinPsk(seat.psk, own.ref, pskNonce);
  return [{ pskId: seat.pskId, pskNonce, secret }];
}

async function openGroupInfo(
  suite: Suite,
  welcome: Welcome,
  secrets: GroupSecrets,
  psks: ReturnType<typeof joinPsks>,
): Promise<GroupInfo> {
  const info = await refusing('not-authentic', async () => {
    const zeroes = new Uint8Array(suite.kdf.size);
    const index = new JoinPskIndex(psks);
    const [pskSecret] = await accumulatePskSecret(secrets.psks, index, suite, zeroes);
    return decryptGroupInfo(welcome, secrets.joinerSecret, pskSecret, suite);
  });
  refuseUnless(info !== undefined, 'malformed');
  return info;
}

function checkGroupInfo(info: GroupInfo): void {
  const { signer, extensions, groupContext } = info;
  refuseUnless(signer === 0, 'wrong-signer');
  const [tree, ...others] = extensions;
  refuseUnless(tree?.extensionType === 'ratchet_tree' && others.length === 0, 'not-in-protocol');
  // Before the library makes two ratchets for every node: blank nodes cost their sender one byte each.
  const nodes = ratchetTreeFromExtension(info)?.length ?? 0;
  refuseUnless(nodes <= 2 * maxLeafIndex + 1, 'leaf-out-of-range');
  refuseUnless(groupContext.extensions.length === 0, 'not-in-protocol');
  refuseUnless(groupContext.groupId.length === groupIdSizeBytes, 'not-in-protocol');
  refuseUnless(groupContext.cipherSuite === suiteName, 'bad-capabilities');
}
