import type { Bytes } from '../../base/bytes.ts';
import type { OwnKeyPackage } from '../mls/key-package.ts';
import type { MemberGroup } from '../mls/member-group.ts';

// The stages of a guest's way in (e2ee.md, Joining).

/** Knocked, and waiting for the one Welcome that this KeyPackage is good for. */
export interface Knocking {
  readonly own: OwnKeyPackage;
  /** nonce_G of a first join; null in a rejoin, which gives no words. */
  readonly nonce: Bytes | null;
}

/** Welcomed, and waiting for the therapist's first message: nothing is trusted and nothing sent yet. */
export interface Joining {
  readonly member: MemberGroup;
  readonly nonce: Bytes | null;
  readonly joinEpoch: bigint;
  /** Of the epoch that our Add opened: the words are made of it. */
  readonly epochAuthenticator: Bytes;
}

/** In: the therapist's first message has opened. */
export interface Membership {
  readonly member: MemberGroup;
  readonly startedMs: number;
  readonly joinEpoch: bigint;
}

/** Overwrites the private keys of a KeyPackage; `all` also those that a group would go on using. */
export function wipeKeyPackage({ privateKeys }: OwnKeyPackage, which: 'init' | 'all'): void {
  privateKeys.initPrivateKey.fill(0);
  if (which === 'init') return;
  privateKeys.hpkePrivateKey.fill(0);
  privateKeys.signaturePrivateKey.fill(0);
}
