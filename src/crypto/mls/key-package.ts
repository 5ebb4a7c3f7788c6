import {
  generateKeyPackageWithKey,
  makeKeyPackageRef,
  verifyKeyPackage,
  type KeyPackage,
  type PrivateKeyPackage,
} from 'ts-mls/keyPackage.js';
import { verifyLeafNodeSignatureKeyPackage } from 'ts-mls/leafNode.js';
import { equalBytes, type Bytes } from '../../base/bytes.ts';
import { encodeCredential } from '../identity/credential.ts';
import type { IdentitySigner, Role } from '../identity/identity-statement.ts';
import { decodeBareKeyPackage, encodeBareKeyPackage } from './codec.ts';
import { plainBytes } from './plain-bytes.ts';
import { capabilities, clockToleranceS, credentialValidForS } from './policy.ts';
import { refuseUnless } from './refused.ts';
import { readLeaf, type Member, type TreeTerms } from './roster.ts';
import { suiteName } from './suite-name.ts';
import type { Suite } from './suite.ts';

/** A KeyPackage of ours with its private keys. It is good for one Welcome. */
export interface OwnKeyPackage {
  readonly keyPackage: KeyPackage;
  readonly privateKeys: PrivateKeyPackage;
  readonly bytes: Bytes;
  readonly ref: Bytes;
}

/** Makes a KeyPackage for a room, with the identity key's signature over a fresh MLS signature key. */
export async function makeKeyPackage(
  suite: Suite,
  signer: IdentitySigner,
  holder: { readonly role: Role; readonly room: Bytes; readonly nowS: number },
): Promise<OwnKeyPackage> {
  const { publicKey, signKey } = await suite.signature.keygen();
  const notAfterS = holder.nowS + credentialValidForS;
  const claims = {
    role: holder.role,
    identityKey: signer.publicKey,
    room: holder.room,
    notAfterS,
  };
  const mlsSignatureKey = plainBytes(publicKey);
  const signature = await signer.sign({ kind: 'credential', claims, mlsSignatureKey });
  const { publicPackage, privatePackage } = await generateKeyPackageWithKey(
    { credentialType: 'basic', identity: encodeCredential(claims, signature) },
    capabilities,
    { notBefore: BigInt(holder.nowS - clockToleranceS), notAfter: BigInt(notAfterS) },
    [],
    { publicKey, signKey },
    suite,
  );
  return {
    keyPackage: publicPackage,
    privateKeys: privatePackage,
    bytes: encodeBareKeyPackage(publicPackage),
    ref: plainBytes(await makeKeyPackageRef(publicPackage, suite.hash)),
  };
}

/** A KeyPackage of somebody who wants to join, checked. */
export interface ForeignKeyPackage {
  readonly keyPackage: KeyPackage;
  readonly bytes: Bytes;
  readonly ref: Bytes;
  readonly owner: Pick<Member, 'identityKey' | 'participant'>;
}

/** Checks everything that a guest's KeyPackage can be checked for before it is in a tree. @throws Refused */
export async function readKeyPackage(
  suite: Suite,
  bytes: Bytes,
  terms: TreeTerms,
): Promise<ForeignKeyPackage> {
  const keyPackage = decodeBareKeyPackage(bytes);
  const { leafNode, cipherSuite, extensions, initKey } = keyPackage;
  refuseUnless(cipherSuite === suiteName && extensions.length === 0, 'bad-capabilities');
  refuseUnless(!equalBytes(initKey, leafNode.hpkePublicKey), 'not-authentic');
  // At leaf 1, because nobody who joins is the therapist.
  const { identityKey, participant } = readLeaf(leafNode, 1, terms);
  const isSigned =
    (await verifyLeafNodeSignatureKeyPackage(leafNode, suite.signature)) &&
    (await verifyKeyPackage(keyPackage, suite.signature));
  refuseUnless(isSigned, 'not-authentic');
  const ref = plainBytes(await makeKeyPackageRef(keyPackage, suite.hash));
  return { keyPackage, bytes, ref, owner: { identityKey, participant } };
}
