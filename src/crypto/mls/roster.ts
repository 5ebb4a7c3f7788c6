import type { LeafNode } from 'ts-mls/leafNode.js';
import type { RatchetTree } from 'ts-mls/ratchetTree.js';
import { toBase64Url } from '../../base/base64url.ts';
import { equalBytes, type Bytes } from '../../base/bytes.ts';
import { maxLeafIndex } from '../frames/kid.ts';
import { parseCredential, verifyCredential } from '../identity/credential.ts';
import { fingerprintOfKey } from '../identity/fingerprint.ts';
import type { Role } from '../identity/identity-statement.ts';
import { plainBytes } from './plain-bytes.ts';
import { capabilities, clockToleranceS, credentialValidForS } from './policy.ts';
import { Refused, refuseUnless } from './refused.ts';

// e2ee.md, Joining, last paragraph: after every epoch our code walks the tree itself. The library's callback is not told
// which leaf it judges, and its default accepts everything.

/** Somebody in the group, as the tree proves it. */
export interface Member {
  readonly leaf: number;
  readonly role: Role;
  readonly identityKey: Bytes;
  /** The identity key in base64url: who somebody is, whatever the leaf. */
  readonly participant: string;
  /** Public HPKE key of the leaf, for private items. */
  readonly hpkeKey: Bytes;
  /** What the identity key has vouched for here: its credential, and the MLS key that it is about. */
  readonly vouched: { readonly credential: Bytes; readonly signatureKey: Bytes };
}

/** Everybody in one epoch, by leaf. */
export type Roster = readonly Member[];

/** What a tree has to prove. */
export interface TreeTerms {
  readonly room: Bytes;
  /** FP of the invite; the therapist computes its own. */
  readonly therapistFingerprint: Bytes;
  readonly nowS: number;
}

/**
 * Walks every leaf: each valid and unexpired, the therapist at leaf 0 and nowhere else, and matching the fingerprint;
 * nobody twice. A credential that `known` members have byte for byte, about the same key, is not verified once more.
 * @throws Refused
 */
export function walkTree(tree: RatchetTree, terms: TreeTerms, known: Roster = []): Roster {
  const members: Member[] = [];
  const seen = new Set<string>();
  for (const [index, node] of tree.entries()) {
    if (node?.nodeType !== 'leaf') continue;
    const member = readLeaf(node.leaf, index / 2, terms, known);
    refuseUnless(!seen.has(member.participant), 'duplicate-identity');
    seen.add(member.participant);
    members.push(member);
  }
  const [first] = members;
  refuseUnless(first?.leaf === 0, 'wrong-therapist');
  return members;
}

/** Judges one leaf at its place. @throws Refused */
export function readLeaf(
  leaf: LeafNode,
  leafIndex: number,
  terms: TreeTerms,
  known: Roster = [],
): Member {
  refuseUnless(leafIndex <= maxLeafIndex, 'leaf-out-of-range');
  refuseUnless(hasOurCapabilities(leaf), 'bad-capabilities');
  if (leaf.credential.credentialType !== 'basic') throw new Refused('bad-credential');
  const vouched = {
    credential: plainBytes(leaf.credential.identity),
    signatureKey: plainBytes(leaf.signaturePublicKey),
  };
  const credential = parseCredential(vouched.credential);
  if (!credential) throw new Refused('bad-credential');
  const { role, identityKey, notAfterS } = credential;
  refuseUnless(equalBytes(credential.room, terms.room), 'wrong-room');
  checkTimes(leaf, notAfterS, terms.nowS);
  if (leafIndex === 0) {
    const isTherapist =
      role === 'therapist' && equalBytes(fingerprintOfKey(identityKey), terms.therapistFingerprint);
    refuseUnless(isTherapist, 'wrong-therapist');
  } else {
    refuseUnless(role === 'guest', 'second-therapist');
  }
  const isKnown = known.some((member) => isSameVoucher(member.vouched, vouched));
  refuseUnless(isKnown || verifyCredential(credential, vouched.signatureKey), 'bad-credential');
  const participant = toBase64Url(identityKey);
  return {
    leaf: leafIndex,
    role,
    identityKey,
    participant,
    hpkeKey: plainBytes(leaf.hpkePublicKey),
    vouched,
  };
}

function isSameVoucher(a: Member['vouched'], b: Member['vouched']): boolean {
  return equalBytes(a.credential, b.credential) && equalBytes(a.signatureKey, b.signatureKey);
}

function checkTimes(leaf: LeafNode, notAfterS: number, nowS: number): void {
  refuseUnless(notAfterS >= nowS, 'expired');
  refuseUnless(notAfterS <= nowS + credentialValidForS + clockToleranceS, 'too-long-lived');
  // Only a leaf from a KeyPackage has a lifetime; a Commit gives the therapist's leaf none (RFC 9420 §7.2).
  if (leaf.leafNodeSource === 'key_package') {
    refuseUnless(leaf.lifetime.notAfter === BigInt(notAfterS), 'bad-credential');
  }
}

function hasOurCapabilities(leaf: LeafNode): boolean {
  const lists = ['versions', 'ciphersuites', 'extensions', 'proposals', 'credentials'] as const;
  const isExact = lists.every((list) => {
    const [theirs, ours] = [leaf.capabilities[list], capabilities[list]];
    return theirs.length === ours.length && theirs.every((value, at) => value === ours[at]);
  });
  // Nobody updates a leaf by proposal here.
  return isExact && leaf.extensions.length === 0 && leaf.leafNodeSource !== 'update';
}
