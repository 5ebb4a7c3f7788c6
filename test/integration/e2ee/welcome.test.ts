import { beforeEach, describe, expect, it } from 'vitest';
import type { LeafNode } from 'ts-mls/leafNode.js';
import type { SecretBytes } from '../../../src/base/secret-bytes.ts';
import type { Bytes } from '../../../src/base/bytes.ts';
import { decodeChecked } from '../../../src/contract/schema.ts';
import { parseInviteLink } from '../../../src/crypto/invite.ts';
import { deriveInviteKeys } from '../../../src/crypto/invite-keys.ts';
import { deriveJoinPsk } from '../../../src/crypto/join/join-psk.ts';
import { openKnock } from '../../../src/crypto/join/knock.ts';
import { decodeBareKeyPackage } from '../../../src/crypto/mls/codec.ts';
import { makeKeyPackage, readKeyPackage } from '../../../src/crypto/mls/key-package.ts';
import type { Refusal } from '../../../src/crypto/mls/refused.ts';
import { makeSuite } from '../../../src/crypto/mls/suite.ts';
import { fingerprintOfKey } from '../../../src/crypto/identity/fingerprint.ts';
import { skipNote } from '../../../tools/test/skip-reason.ts';
import { missingWorker } from '../../support/call-stage.ts';
import { forgeGroup, forgeWelcome } from '../../support/forge-group.ts';
import type { GuestBench } from '../../support/hostile/guest-bench.ts';
import { newFrame, type HostileRoom } from '../../support/hostile/hostile-room.ts';
import { RawGuest } from '../../support/hostile/raw-guest.ts';
import { kindOf, mlsPayload, turned } from '../../support/hostile/relayed.ts';
import { roomsOfFile } from '../../support/hostile/rooms-of-file.ts';
import { keptOutOf, statusOf } from '../../support/hostile/what-is-said.ts';
import { newSigner, realRandom } from '../../support/identity.ts';

// e2ee.md, Proof wanted: Welcome, tree, identity. What a hostile server does with what leads into a group.

const reason = missingWorker();

describe.skipIf(reason !== null)(`a hostile server with a Welcome${skipNote(reason)}`, () => {
  const openRoom = roomsOfFile();
  let room: HostileRoom;

  beforeEach(async () => {
    room = await openRoom();
  });

  /** What somebody reads and sends after something was kept out. */
  async function outcomeOf(guest: GuestBench) {
    return {
      reason: guest.refusals[0],
      isShown: keptOutOf(guest) > 0,
      status: statusOf(guest),
      sent: await guest.send('camera', newFrame()),
    };
  }

  /** Says that there are no keys, shows that something was kept out, and sends nothing. */
  function keptOutBy(reason: Refusal) {
    return { reason, isShown: true, status: { level: 'know', says: 'agreeing' }, sent: null };
  }

  async function letIn(guest: GuestBench): Promise<void> {
    room.host.model.admit(guest.seatId);
    await room.until('the call', () => guest.model.state.get().phase === 'in-call');
    await room.quiet();
  }

  /** After its Welcome was lost: asks, knocks from inside, and is let in by hand once more. */
  async function expectSecondAdmission(guest: GuestBench): Promise<void> {
    room.wire.behave();
    await room.pass(3_500);
    await room.until('a knock from inside', () => room.host.waitingAt(guest.seatId) !== undefined);
    room.host.model.admit(guest.seatId);
    await room.untilSealed(guest);
    expect(await room.sees(guest, room.host)).toBe(true);
  }

  it('changes none: it is kept out, and the guest gets in by another one', async () => {
    const anna = await room.knock(await room.newDevice('anna'));
    room.wire.onPush('relay.message', (_, message) =>
      kindOf(message.payload) === 'welcome'
        ? { ...message, payload: turned(message.payload) }
        : message,
    );
    await letIn(anna);
    expect(await outcomeOf(anna)).toEqual(keptOutBy('not-authentic'));
    await expectSecondAdmission(anna);
  });

  it('hands none to somebody else', async () => {
    const anna = await room.knock(await room.newDevice('anna'));
    const ben = await room.knock(await room.newDevice('ben'));
    await room.wire.call('host', 'lobby.admit', { seatId: ben.seatId });
    await room.until('the call', () => ben.model.state.get().phase === 'in-call');
    room.wire.onPush('relay.message', (who, message) => {
      if (who !== 'anna' || kindOf(message.payload) !== 'welcome') return message;
      room.wire.relay(
        'ben',
        message.from,
        new Uint8Array(Buffer.from(message.payload, 'base64url')),
      );
      return null;
    });
    await letIn(anna);
    // What the others of the group say to each other may come before: nobody has told Ben of that group.
    const reasons = ben.refusals.filter((one) => one !== 'wrong-group');
    expect({ ...(await outcomeOf(ben)), reason: reasons[0] }).toEqual(
      keptOutBy('unexpected-welcome'),
    );
    expect(statusOf(anna)).toMatchObject({ says: 'agreeing' });
  });

  it('brings none twice: the second one is kept out, and the call goes on', async () => {
    const anna = await room.admit('anna');
    const welcome = room.wire.relayed.find(({ payload }) => kindOf(payload) === 'welcome');
    room.wire.relay('anna', room.host.seatId, welcome?.payload ?? new Uint8Array());
    await room.quiet();
    expect(keptOutOf(anna)).toBe(1);
    expect(statusOf(anna)).toMatchObject({ says: 'only', people: 2 });
    expect(await room.sees(anna, room.host)).toBe(true);
  });

  it('brings none twice before the therapist’s hello: the join breaks off', async () => {
    const anna = await room.knock(await room.newDevice('anna'));
    room.wire.onPush('relay.message', (who, message) => {
      if (who === 'anna' && kindOf(message.payload) === 'welcome') {
        const payload = new Uint8Array(Buffer.from(message.payload, 'base64url'));
        room.wire.relay('anna', message.from, payload);
      }
      return message;
    });
    await letIn(anna);
    expect(await outcomeOf(anna)).toEqual(keptOutBy('unexpected-welcome'));
    await expectSecondAdmission(anna);
  });

  it.each([
    ['the therapist’s hello', 1],
    ['the empty Commit behind it', 2],
  ])('makes nobody send by holding back %s', async (_what, index) => {
    const anna = await room.knock(await room.newDevice('anna'));
    let messages = 0;
    room.wire.onPush('relay.message', (who, message) => {
      if (who !== 'anna' || kindOf(message.payload) !== 'message') return message;
      messages += 1;
      return messages === index ? null : message;
    });
    await letIn(anna);
    expect(await anna.send('camera', newFrame())).toBeNull();
    expect(statusOf(anna)).not.toMatchObject({ says: 'only' });
    // The therapist sees it as well, at the latest when nobody has answered for a while.
    await room.pass(16_000);
    expect(room.person(room.host, anna.seatId).keys).toBe('waiting');
    expect(statusOf(room.host)).toMatchObject({ says: 'waiting' });
  });

  it('shows nobody’s picture by holding back who sits where', async () => {
    const anna = await room.knock(await room.newDevice('anna'));
    let messages = 0;
    room.wire.onPush('relay.message', (who, message) => {
      if (who !== 'anna' || kindOf(message.payload) !== 'message') return message;
      messages += 1;
      // After the hello and the empty Commit.
      return messages === 3 ? null : message;
    });
    await letIn(anna);
    await room.pass(2_000);
    expect(await room.sees(room.host, anna)).toBe(true);
    expect(room.callOf(anna).people).toHaveLength(1);
    expect(room.person(anna, room.host.seatId).keys).toBe('waiting');
    expect(statusOf(anna)).toMatchObject({ says: 'waiting', seatIds: [room.host.seatId] });
    // The first picture of nobody's seat is held for a second.
    const seen = room.sees(anna, room.host);
    await room.pass(2_000);
    expect(await seen).toBe(false);
  });

  describe('of a group that it made up, knowing the whole link', () => {
    interface Forgery {
      /** Leaf 0 of the made-up tree; null: the forger's own. */
      readonly leaf: LeafNode | null;
      readonly role: 'therapist' | 'guest';
    }

    /** Anna is let in by the server alone, and gets a Welcome of somebody who has the link and plays therapist. */
    async function forge({ leaf, role }: Forgery): Promise<GuestBench> {
      let sealed: Bytes = new Uint8Array();
      room.wire.onCall('seat.knock', (_, data) => {
        sealed = new Uint8Array(Buffer.from(data.sealed, 'base64url'));
        return data;
      });
      const anna = await room.knock(await room.newDevice('anna'));
      await room.wire.call('host', 'lobby.admit', { seatId: anna.seatId });
      await room.until('the call', () => anna.model.state.get().phase === 'in-call');
      const suite = await makeSuite(realRandom);
      const invite = parseInviteLink(anna.device.link);
      if (!invite) throw new Error('no invite');
      const keys = await deriveInviteKeys(invite.secret);
      const roomId = decodeChecked(invite.room);
      const nowS = Math.floor(room.clock.nowMs() / 1000);
      const knock = await openKnock(keys.knockKey, roomId, sealed);
      if (!knock) throw new Error('the invite opens the knock');
      const terms = { room: roomId, therapistFingerprint: invite.therapistFingerprint, nowS };
      const { ref } = await readKeyPackage(suite, knock.keyPackage, terms);
      const own = await makeKeyPackage(suite, newSigner(), { role, room: roomId, nowS });
      const state = await forgeGroup(suite, own, leaf);
      const pskNonce = realRandom.bytes(64);
      const secret: SecretBytes = deriveJoinPsk(keys.psk, ref, pskNonce);
      const psk = { pskId: keys.pskId, pskNonce, secret };
      const victim = decodeBareKeyPackage(knock.keyPackage);
      const { bytes } = await forgeWelcome(suite, state, victim, [psk]);
      room.wire.relay('anna', room.host.seatId, mlsPayload(bytes));
      await room.quiet();
      return anna;
    }

    it('is kept out when its therapist has another key than the link names', async () => {
      const anna = await forge({ leaf: null, role: 'therapist' });
      expect(await outcomeOf(anna)).toEqual(keptOutBy('wrong-therapist'));
    });

    it('is kept out when a guest plays therapist', async () => {
      const anna = await forge({ leaf: null, role: 'guest' });
      expect(await outcomeOf(anna)).toEqual(keptOutBy('wrong-therapist'));
    });

    it('is kept out when it has the therapist’s copied leaf: another one signed the Welcome', async () => {
      // Every member has seen that leaf.
      const mallory = await RawGuest.join(room, 'mallory');
      const node = mallory.raw.state.ratchetTree[0];
      if (node?.nodeType !== 'leaf') throw new Error('no leaf');
      const { identityKey } = therapistOf(node.leaf);
      const invite = parseInviteLink(mallory.device.link);
      expect(fingerprintOfKey(identityKey)).toEqual(invite?.therapistFingerprint);
      const anna = await forge({ leaf: node.leaf, role: 'guest' });
      expect(await outcomeOf(anna)).toEqual(keptOutBy('wrong-signer'));
    });
  });
});

/** The identity key in a leaf's credential: u8 version ‖ u8 role ‖ key(32) ‖ … */
function therapistOf({ credential }: LeafNode): { identityKey: Bytes } {
  if (credential.credentialType !== 'basic') throw new Error('not basic');
  return { identityKey: new Uint8Array(credential.identity.slice(2, 34)) };
}
