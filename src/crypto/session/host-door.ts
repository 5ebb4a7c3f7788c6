import { toBase64Url } from '../../base/base64url.ts';
import type { Bytes } from '../../base/bytes.ts';
import type { Random } from '../../base/ports.ts';
import { verifyEd25519 } from '../ed25519.ts';
import { encodeStatement } from '../identity/identity-statement.ts';
import type { InviteKeys } from '../invite-keys.ts';
import { openKnock, openRejoin, type GuestKind } from '../join/knock.ts';
import { seatVerdict, type SeatState } from '../join/seat.ts';
import { readKeyPackage, type ForeignKeyPackage } from '../mls/key-package.ts';
import { Refused, refuseUnless } from '../mls/refused.ts';
import type { TreeTerms } from '../mls/roster.ts';
import type { Suite } from '../mls/suite.ts';

const challengeSizeBytes = 32;

/** Somebody at the door whose knock opened and whose KeyPackage holds. */
export interface CheckedKnock {
  readonly kind: 'knock';
  readonly keyPackage: ForeignKeyPackage;
  readonly guestKind: GuestKind;
  readonly report: Bytes;
  readonly commitment: Bytes;
}

/** Somebody who was here before, on the device that the seat is bound to. */
export interface CheckedRejoin extends Omit<CheckedKnock, 'kind' | 'commitment'> {
  readonly kind: 'rejoin';
}

/** Judges who stands at the door. Remembers challenges that were given out, and KeyPackages that were used. */
export class HostDoor {
  readonly #suite: Suite;
  readonly #random: Random;
  readonly #terms: () => TreeTerms;
  /** By psk id: the challenge given to that seat, until it is used. */
  readonly #challenges = new Map<string, Bytes>();
  readonly #usedRefs = new Set<string>();

  constructor(suite: Suite, random: Random, terms: () => TreeTerms) {
    this.#suite = suite;
    this.#random = random;
    this.#terms = terms;
  }

  /**
   * A challenge for a seat, good for one rejoin. The same one until then: members know each other's psk ids, and one who asks
   * in another's place must not make that one's answer worthless.
   */
  challenge(pskId: Bytes): Bytes {
    const key = toBase64Url(pskId);
    const challenge = this.#challenges.get(key) ?? this.#random.bytes(challengeSizeBytes);
    this.#challenges.set(key, challenge);
    return challenge;
  }

  /** e2ee.md, Joining 1. @throws Refused */
  async readKnock(keys: InviteKeys, seat: SeatState, sealed: Bytes): Promise<CheckedKnock> {
    const knock = await openKnock(keys.knockKey, this.#terms().room, sealed);
    if (!knock) throw new Refused('not-authentic');
    const keyPackage = await this.#readKeyPackage(knock.keyPackage);
    checkSeat(seat, keyPackage);
    const { guestKind, report, commitment } = knock;
    return { kind: 'knock', keyPackage, guestKind, report, commitment };
  }

  /** e2ee.md, Rejoin: the same device, over our challenge. @throws Refused */
  async readRejoin(keys: InviteKeys, seat: SeatState, sealed: Bytes): Promise<CheckedRejoin> {
    const { room } = this.#terms();
    const request = await openRejoin(keys.knockKey, room, sealed);
    if (!request) throw new Refused('not-authentic');
    const keyPackage = await this.#readKeyPackage(request.keyPackage);
    checkSeat(seat, keyPackage);
    refuseUnless(seat.state === 'bound', 'not-the-same-device');
    const challenge = this.#takeChallenge(keys.pskId);
    const statement = encodeStatement({
      kind: 'rejoin',
      room,
      challenge,
      keyPackageRef: keyPackage.ref,
    });
    const isSigned = verifyEd25519(keyPackage.owner.identityKey, statement, request.signature);
    refuseUnless(isSigned, 'not-the-same-device');
    return { kind: 'rejoin', keyPackage, guestKind: request.guestKind, report: request.report };
  }

  /** Takes a KeyPackage out of use, because a Welcome for it was made. @throws Refused when one was made before. */
  use(keyPackage: ForeignKeyPackage): void {
    this.#refuseUsed(keyPackage);
    this.#usedRefs.add(toBase64Url(keyPackage.ref));
  }

  async #readKeyPackage(bytes: Bytes): Promise<ForeignKeyPackage> {
    const keyPackage = await readKeyPackage(this.#suite, bytes, this.#terms());
    this.#refuseUsed(keyPackage);
    return keyPackage;
  }

  #refuseUsed({ ref }: ForeignKeyPackage): void {
    refuseUnless(!this.#usedRefs.has(toBase64Url(ref)), 'key-package-reused');
  }

  #takeChallenge(pskId: Bytes): Bytes {
    const key = toBase64Url(pskId);
    const challenge = this.#challenges.get(key);
    this.#challenges.delete(key);
    if (!challenge) throw new Refused('not-the-same-device');
    return challenge;
  }
}

function checkSeat(seat: SeatState, { owner }: ForeignKeyPackage): void {
  const verdict = seatVerdict(seat, owner.identityKey);
  if (verdict !== 'ok') throw new Refused(verdict);
}
