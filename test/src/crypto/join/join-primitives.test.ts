import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8, type Bytes } from '../../../../src/base/bytes.ts';
import { SecretBytes } from '../../../../src/base/secret-bytes.ts';
import { commitTo, opensCommitment } from '../../../../src/crypto/join/commitment.ts';
import { deriveJoinPsk } from '../../../../src/crypto/join/join-psk.ts';
import {
  maxReportBytes,
  openKnock,
  openRejoin,
  sealKnock,
  sealRejoin,
  type Knock,
} from '../../../../src/crypto/join/knock.ts';
import { nextSeat, seatVerdict } from '../../../../src/crypto/join/seat.ts';
import { hex } from '../../../support/hex.ts';
import { realRandom } from '../../../support/identity.ts';

const room = new Uint8Array(16).fill(1);
const key = (): SecretBytes => new SecretBytes(new Uint8Array(32).fill(9));
const knock: Knock = {
  guestKind: 'app',
  report: utf8('report'),
  keyPackage: utf8('a key package'),
  commitment: new Uint8Array(32).fill(5),
};

describe('a knock', () => {
  it('opens to what it was', async () => {
    const sealed = await sealKnock(key(), room, knock, realRandom);
    expect(await openKnock(key(), room, sealed)).toEqual(knock);
    const empty = { ...knock, guestKind: 'browser', report: new Uint8Array() } as const;
    expect(await openKnock(key(), room, await sealKnock(key(), room, empty, realRandom))).toEqual(
      empty,
    );
  });

  it('is sealed differently each time', async () => {
    const [one, two] = [
      await sealKnock(key(), room, knock, realRandom),
      await sealKnock(key(), room, knock, realRandom),
    ];
    expect(hex(one.subarray(0, 12))).not.toBe(hex(two.subarray(0, 12)));
  });

  it('does not open with any bit flipped, cut short, in another room, or under another key', async () => {
    const sealed = await sealKnock(key(), room, knock, realRandom);
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (at) => {
        const changed = sealed.slice();
        const bit = at % (sealed.length * 8);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(await openKnock(key(), room, changed)).toBeNull();
        expect(await openKnock(key(), room, sealed.subarray(0, at % sealed.length))).toBeNull();
      }),
    );
    expect(await openKnock(key(), new Uint8Array(16), sealed)).toBeNull();
    expect(await openKnock(new SecretBytes(new Uint8Array(32)), room, sealed)).toBeNull();
  });

  it('is no request to come back, nor the other way round', async () => {
    const request = { ...knock, signature: new Uint8Array(64).fill(7) };
    const sealed = await sealRejoin(key(), room, request, realRandom);
    const { guestKind, report, keyPackage, signature } = request;
    expect(await openRejoin(key(), room, sealed)).toEqual({
      guestKind,
      report,
      keyPackage,
      signature,
    });
    expect(await openKnock(key(), room, sealed)).toBeNull();
    const first = await sealKnock(key(), room, knock, realRandom);
    expect(await openRejoin(key(), room, first)).toBeNull();
  });

  it('is not sealed with a report that is too large', () => {
    const report = new Uint8Array(maxReportBytes + 1);
    expect(() => sealKnock(key(), room, { ...knock, report }, realRandom)).toThrow(RangeError);
  });
});

describe('a commitment', () => {
  const nonce = new Uint8Array(32).fill(0x22);
  const keyPackage = utf8('KeyPackage');

  it('is the known answer', async () => {
    expect(hex(await commitTo(nonce, keyPackage))).toBe(
      '2ba23643540d9a9c5f42b4649d654d382e17b4634be12e906f2e9c36292867e8',
    );
  });

  it('opens with its nonce and KeyPackage only', async () => {
    const commitment = await commitTo(nonce, keyPackage);
    expect(await opensCommitment(commitment, nonce, keyPackage)).toBe(true);
    expect(await opensCommitment(commitment, new Uint8Array(32), keyPackage)).toBe(false);
    expect(await opensCommitment(commitment, nonce, utf8('another'))).toBe(false);
  });

  it('does not open by moving the border between nonce and KeyPackage', async () => {
    const commitment = await commitTo(nonce, keyPackage);
    const longer: Bytes = new Uint8Array([...nonce, keyPackage[0] ?? 0]);
    expect(await opensCommitment(commitment, longer, keyPackage.slice(1))).toBe(false);
  });
});

describe('a join PSK', () => {
  it('is the known answer', () => {
    const psk = new SecretBytes(new Uint8Array(32).fill(0x55));
    const derived = deriveJoinPsk(
      psk,
      new Uint8Array(64).fill(0x66),
      new Uint8Array(64).fill(0x77),
    );
    expect(derived.expose(hex)).toBe(
      '005ebc17a989bb00b3c2b0773e46edb1ebf85929882dbd04716fd66e5865b4d3',
    );
  });
});

describe('a seat', () => {
  const [mine, other] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
  const bound = nextSeat({ state: 'open' }, { event: 'commitment-opened', deviceKey: mine });

  it('is open to anybody until a commitment has opened, then to that device only', () => {
    expect(seatVerdict({ state: 'open' }, mine)).toBe('ok');
    expect(seatVerdict(bound, mine)).toBe('ok');
    expect(seatVerdict(bound, other)).toBe('seat-taken');
  });

  it.each(['removed', 'revoked'] as const)('is nobody’s once %s', (event) => {
    const revoked = nextSeat(bound, { event });
    expect(seatVerdict(revoked, mine)).toBe('seat-revoked');
    expect(() => nextSeat(revoked, { event: 'commitment-opened', deviceKey: mine })).toThrow(
      'not free',
    );
  });

  it('is not bound to a second device', () => {
    expect(() => nextSeat(bound, { event: 'commitment-opened', deviceKey: other })).toThrow(
      'not free',
    );
  });
});
