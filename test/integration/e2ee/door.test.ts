import { beforeEach, describe, expect, it } from 'vitest';
import type { KnockView } from '../../../renderer/view-models/encryption-model.ts';
import { toBase64Url } from '../../../src/base/base64url.ts';
import type { InviteId } from '../../../src/contract/ids.ts';
import { deriveAdmission, parseInviteLink } from '../../../src/crypto/invite.ts';
import { decodeChecked } from '../../../src/contract/schema.ts';
import { sealRejoin } from '../../../src/crypto/join/knock.ts';
import { skipNote } from '../../../tools/test/skip-reason.ts';
import { settle } from '../../support/fake-clock.ts';
import { missingWorker } from '../../support/call-stage.ts';
import { GuestDevice, type GuestBench } from '../../support/hostile/guest-bench.ts';
import { newFrame, type HostileRoom } from '../../support/hostile/hostile-room.ts';
import { RawGuest } from '../../support/hostile/raw-guest.ts';
import { roomsOfFile } from '../../support/hostile/rooms-of-file.ts';
import { doorOf, keptOutOf, statusOf } from '../../support/hostile/what-is-said.ts';
import { realRandom } from '../../support/identity.ts';
import { makeInvite } from '../../support/test-session.ts';

// e2ee.md, Proof wanted: a hostile server at the door. The real server and the real pages, and in between what a server can do.

const reason = missingWorker();

describe.skipIf(reason !== null)(`a hostile server at the door${skipNote(reason)}`, () => {
  const openRoom = roomsOfFile();
  let room: HostileRoom;

  beforeEach(async () => {
    room = await openRoom();
  });

  const knockOf = (guest: GuestBench): KnockView | undefined =>
    room.host.waitingAt(guest.seatId)?.knock;

  const membersAtHost = (): number => {
    const call = room.callOf(room.host);
    return call.people.filter(({ keys }) => keys === 'held').length;
  };

  /** Somebody with the same link: a device of their own. */
  function copyOf(device: GuestDevice, who: string): GuestDevice {
    const { link, seat } = device;
    return new GuestDevice({ who, link, seat, kind: 'app' });
  }

  /** The server lets an invite be used once more: by a door of its own, which it says to be the invite's. */
  async function openAgain(inviteId: InviteId, who: string): Promise<void> {
    const { admission, request } = makeInvite({ opensInMs: -3_600_000, expiresInMs: 3_600_000 });
    const { wire } = room;
    await wire.call('host', 'invite.create', request);
    wire.onCall('seat.redeem', (from, data) => (from === who ? { ...data, admission } : data));
    wire.onPush('lobby.waiting', (_, guest) =>
      guest.inviteId === request.inviteId ? { ...guest, inviteId } : guest,
    );
  }

  /** The therapist tries to let somebody in all the same. */
  async function admitAnyway(guest: GuestBench): Promise<void> {
    room.host.model.admit(guest.seatId);
    await room.quiet();
    expect(room.host.open.failed).toBe('not-found');
    expect(guest.model.state.get().phase).toBe('waiting');
  }

  it('does not swap a KeyPackage: the knock is sealed', async () => {
    room.wire.onCall('seat.knock', (_, { sealed }) => ({ sealed: flipped(sealed, 60) }));
    const device = await room.newDevice('anna');
    const anna = await room.knock(device);
    expect(knockOf(anna)).toEqual({ phase: 'refused', reason: 'not-authentic' });
    expect(doorOf(room.host, anna.seatId)).toEqual([
      { level: 'stop', says: 'refused', kind: 'tampered' },
    ]);
    await admitAnyway(anna);
    expect(room.mainSide.seat(device.seat.inviteId).state).toEqual({ state: 'open' });
  });

  it('gets nobody in with a stolen admission token: whoever has it does not know the psk', async () => {
    const device = await room.newDevice('anna');
    const other = await room.newDevice('other');
    const invite = parseInviteLink(device.link);
    const admission = toBase64Url(await deriveAdmission(invite?.secret ?? neverUsed()));
    const thief = new GuestDevice({
      who: 'thief',
      link: other.link,
      seat: other.seat,
      kind: 'app',
    });
    room.wire.onCall('seat.redeem', (_, data) => ({ ...data, admission }));
    const page = await room.knock(thief);
    expect(knockOf(page)).toEqual({ phase: 'refused', reason: 'not-authentic' });
    expect(doorOf(room.host, page.seatId)).toMatchObject([{ says: 'refused', kind: 'tampered' }]);
    await admitAnyway(page);
    // The seat is not burnt: at a server that takes the token once more, Anna gets in.
    expect(room.mainSide.seat(device.seat.inviteId).state).toEqual({ state: 'open' });
    await openAgain(device.seat.inviteId, 'anna');
    const anna = await room.knock(device);
    room.host.model.admit(anna.seatId);
    await room.untilSealed(anna);
  });

  it('brings no burnt seat back: a second person with the same link', async () => {
    const anna = await room.admit('anna');
    await openAgain(anna.device.seat.inviteId, 'thief');
    const thief = await room.knock(copyOf(anna.device, 'thief'));
    expect(knockOf(thief)).toEqual({ phase: 'refused', reason: 'seat-taken' });
    expect(doorOf(room.host, thief.seatId)).toEqual([
      { level: 'stop', says: 'refused', kind: 'copied' },
    ]);
    await admitAnyway(thief);
    expect(membersAtHost()).toBe(1);
  });

  it('brings no revoked seat back, not even for its own device', async () => {
    const anna = await room.admit('anna');
    room.host.model.remove(anna.seatId);
    await room.until('Anna is out', () => anna.model.state.get().phase === 'closed');
    await openAgain(anna.device.seat.inviteId, 'anna-again');
    const { link, seat, signer } = anna.device;
    const device = new GuestDevice({ who: 'anna-again', link, seat, kind: 'app', signer });
    const again = await room.knock(device);
    expect(knockOf(again)).toEqual({ phase: 'refused', reason: 'seat-revoked' });
    expect(doorOf(room.host, again.seatId)).toMatchObject([{ says: 'refused', kind: 'revoked' }]);
    await admitAnyway(again);
  });

  it('uses no old KeyPackage again', async () => {
    let old = '';
    room.wire.onCall('seat.knock', (_, data) => {
      old = data.sealed;
      return data;
    });
    const anna = await room.admit('anna');
    await openAgain(anna.device.seat.inviteId, 'replay');
    room.wire.onCall('seat.knock', () => ({ sealed: old }));
    const replay = await room.knock(copyOf(anna.device, 'replay'));
    expect(knockOf(replay)).toEqual({ phase: 'refused', reason: 'key-package-reused' });
    expect(doorOf(room.host, replay.seatId)).toMatchObject([{ says: 'refused', kind: 'repeated' }]);
    await admitAnyway(replay);
  });

  it('passes no knock off as one by another invite', async () => {
    const ben = await room.newDevice('ben');
    const anna = await room.newDevice('anna');
    room.wire.onPush('lobby.waiting', (_, guest) => ({ ...guest, inviteId: ben.seat.inviteId }));
    const page = await room.knock(anna);
    expect(knockOf(page)).toEqual({ phase: 'refused', reason: 'not-authentic' });
    await admitAnyway(page);
  });

  it('swaps nobody between the therapist’s look and the door: who was seen comes in, or nobody', async () => {
    const ben = await room.newDevice('ben');
    const anna = await room.knock(await room.newDevice('anna'));
    // Ben knocks, and the server shows him nowhere until it lets him stand where Anna was seen.
    let swapped: (() => void) | null = null;
    room.wire.onPush('lobby.waiting', (_, guest) => {
      if (guest.inviteId !== ben.seat.inviteId || !guest.sealedKnock) return null;
      swapped = () => {
        room.wire.push('host', 'lobby.waiting', { ...guest, seatId: anna.seatId });
      };
      return null;
    });
    room.openPage(ben);
    await room.until('Ben’s knock', () => swapped !== null);
    room.wire.onAnswer('lobby.admit', async (_, data) => {
      swapped?.();
      await settle();
      await room.until('it was read', () => room.host.workers.busy + room.host.asked === 0);
      await settle();
      return data;
    });
    room.host.model.admit(anna.seatId);
    await room.until('the end of it', () => room.host.open.failed !== null);
    await room.quiet();
    expect(room.host.open.failed).toBe('not-found');
    expect(membersAtHost()).toBe(0);
  });

  it('has the vault bind no other seat than the one whose psk was proved', async () => {
    const ben = await room.newDevice('ben');
    const anna = await room.knock(await room.newDevice('anna'));
    const { inviteId } = ben.seat;
    room.wire.onAnswer('lobby.admit', (_, data) => {
      const { seatId } = anna;
      const guest = { seatId, inviteId, sinceMs: 1, connected: true, sealedKnock: 'AAAA' };
      room.wire.push('host', 'lobby.waiting', guest);
      return data;
    });
    room.host.model.admit(anna.seatId);
    await room.quiet();
    await room.pass(4_000);
    expect(room.mainSide.seat(inviteId).state).toEqual({ state: 'open' });
    const { state } = room.mainSide.seat(anna.device.seat.inviteId);
    const deviceKey = toBase64Url(anna.device.signer.publicKey);
    expect([{ state: 'open' }, { state: 'bound', deviceKey }]).toContainEqual(state);
  });

  it('lets nobody in by the way back who never was in', async () => {
    const thief = await RawGuest.knock(room, 'thief');
    await room.wire.call('host', 'lobby.admit', { seatId: thief.seatId });
    await room.quiet();
    const { keys, device, raw } = thief;
    const { pskId } = keys;
    await thief.say({ kind: 'return-wanted', pskId }, room.host.seatId);
    expect(thief.heard.map(({ envelope }) => envelope?.kind)).toContain('knock-wanted');
    // Instead of knocking: a request to come back, well signed, over a challenge of its own making.
    const roomId = decodeChecked(room.host.open.session.roomId);
    const { bytes: keyPackage, ref: keyPackageRef } = await raw.makeKeyPackage();
    const challenge = realRandom.bytes(32);
    const statement = { kind: 'rejoin', room: roomId, challenge, keyPackageRef } as const;
    const signature = await device.signer.sign(statement);
    const request = { guestKind: 'app', report: new Uint8Array(), keyPackage, signature } as const;
    const sealed = await sealRejoin(keys.knockKey, roomId, request, realRandom);
    await thief.say({ kind: 'rejoin', pskId, sealed }, room.host.seatId);
    expect(room.host.refusals).toEqual(['not-the-same-device']);
    expect(keptOutOf(room.host)).toBe(1);
    expect(membersAtHost()).toBe(0);
  });

  it('lets somebody into the room by itself, and nobody into the group', async () => {
    const anna = await room.knock(await room.newDevice('anna'));
    await room.wire.call('host', 'lobby.admit', { seatId: anna.seatId });
    await room.until('the call', () => anna.model.state.get().phase === 'in-call');
    await room.quiet();
    // Both say that there are no keys, and neither sends anything.
    expect(statusOf(anna)).toEqual({ level: 'know', says: 'agreeing' });
    expect(statusOf(room.host)).toMatchObject({ says: 'waiting', seatIds: [anna.seatId] });
    expect(room.person(room.host, anna.seatId).keys).toBe('waiting');
    expect(await anna.send('camera', newFrame())).toBeNull();
    await room.pass(2_000);
    expect(room.host.open.waiting).toEqual([]);
    // It asks for a way in, and waits for the therapist’s hand like everybody.
    await room.pass(2_000);
    await room.until('a knock from inside', () => room.host.open.waiting.length === 1);
    await room.pass(2_000);
    expect(membersAtHost()).toBe(0);
    room.host.model.admit(anna.seatId);
    await room.untilSealed(anna);
    expect(keptOutOf(room.host)).toBe(0);
  });
});

function neverUsed(): never {
  throw new Error('no invite');
}

/** A sealed knock with one bit turned. */
function flipped(text: string, at: number): string {
  const bytes = Buffer.from(text, 'base64url');
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes.toString('base64url');
}
