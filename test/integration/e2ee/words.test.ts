import { beforeEach, describe, expect, it } from 'vitest';
import { encodeEnvelope } from '../../../src/crypto/messages/relay-envelope.ts';
import { skipNote } from '../../../tools/test/skip-reason.ts';
import { missingWorker } from '../../support/call-stage.ts';
import { GuestDevice, type GuestBench } from '../../support/hostile/guest-bench.ts';
import type { HostileRoom } from '../../support/hostile/hostile-room.ts';
import { RawGuest } from '../../support/hostile/raw-guest.ts';
import { kindOf } from '../../support/hostile/relayed.ts';
import { roomsOfFile } from '../../support/hostile/rooms-of-file.ts';
import { doorOf, keptOutOf, statusOf } from '../../support/hostile/what-is-said.ts';
import { makeInvite } from '../../support/test-session.ts';

// e2ee.md, Joining 5: what a hostile server, a guest and a thief of a link can do to the safety words. Whatever it is, nobody is
// told that only two can see and hear the call before the words of a new device were compared.

const reason = missingWorker();

describe.skipIf(reason !== null)(`the safety words${skipNote(reason)}`, () => {
  const openRoom = roomsOfFile();
  let room: HostileRoom;

  beforeEach(async () => {
    room = await openRoom();
  });

  const wordsAt = (page: GuestBench | HostileRoom['host']) =>
    (room.callOf(page).encryption?.words ?? []).map(({ words, verdict }) => ({ words, verdict }));

  it('are asked for of every device that is new, and that is all there is to ask', async () => {
    const anna = await room.admit('anna');
    expect(statusOf(room.host)).toEqual({ level: 'know', says: 'compare' });
    expect(wordsAt(room.host)).toEqual(wordsAt(anna));
    room.host.model.call.judgeWords(anna.seatId, 'same');
    expect(statusOf(room.host)).toEqual({ level: 'quiet', says: 'only', people: 2 });
  });

  it('stop everything when they differ', async () => {
    const anna = await room.admit('anna');
    room.host.model.call.judgeWords(anna.seatId, 'different');
    expect(statusOf(room.host)).toEqual({ level: 'stop', says: 'differ' });
  });

  it('are not done without by holding back the guest’s part in them', async () => {
    const anna = await room.knock(await room.newDevice('anna'));
    let isHeld = false;
    room.wire.onPush('relay.message', (who, message) => {
      if (who !== 'host' || isHeld || kindOf(message.payload) !== 'message') return message;
      isHeld = true;
      return null;
    });
    room.host.model.admit(anna.seatId);
    await room.untilSealed(anna);
    expect(isHeld).toBe(true);
    expect(wordsAt(room.host)).toEqual([]);
    expect(statusOf(room.host)).toEqual({ level: 'know', says: 'compare' });
  });

  it('are not done without by a guest who does not do their part', async () => {
    const mallory = await RawGuest.knock(room, 'mallory');
    mallory.raw.revealNonce = new Uint8Array(32).fill(9);
    await mallory.comeIn();
    expect(room.host.refusals).toEqual(['commitment-mismatch']);
    expect(keptOutOf(room.host)).toBe(1);
    expect(wordsAt(room.host)).toEqual([]);
    expect(statusOf(room.host)).toEqual({ level: 'know', says: 'compare' });
    expect(room.mainSide.seat(mallory.device.seat.inviteId).state).toEqual({ state: 'open' });
    // Nor by doing it a second time.
    await mallory.post(await mallory.raw.send({ type: 'reveal', nonce: mallory.raw.nonce }));
    expect(room.host.refusals).toEqual(['commitment-mismatch', 'not-entitled']);
    expect(wordsAt(room.host)).toEqual([]);
  });

  it('stay to be compared when the server moves somebody to another seat', async () => {
    const anna = await room.admit('anna');
    const [words] = wordsAt(anna);
    const before = anna.seatId;
    // Her seat is not known any more, says the server; it opens a door of its own for her, and lets her in itself.
    const { admission, request } = makeInvite({ opensInMs: -3_600_000, expiresInMs: 3_600_000 });
    const { wire } = room;
    await wire.call('host', 'invite.create', request);
    wire.onCall('seat.resume', (_, data) => ({ ...data, resumeToken: admission }));
    wire.onCall('seat.redeem', (_, data) => ({ ...data, admission }));
    wire.onPush('lobby.waiting', () => null);
    wire.onPush('seat.left', () => null);
    wire.cut('anna');
    await room.pass(2_000);
    await room.until('another seat', () => anna.seatId !== before);
    await room.quiet();
    await wire.call('host', 'lobby.admit', { seatId: anna.seatId });
    await room.until('the call', () => anna.model.call.state.get().phase === 'live');
    await room.quiet();
    wire.relay('anna', room.host.seatId, encodeEnvelope({ kind: 'come-back' }));
    await room.quiet();
    for (const who of ['host', 'anna']) wire.push(who, 'seat.left', { seatId: before });
    await room.untilSealed(anna);
    expect(wordsAt(room.host)).toEqual([words]);
    expect(statusOf(room.host)).toEqual({ level: 'know', says: 'compare' });
    room.host.model.call.judgeWords(anna.seatId, 'same');
    expect(statusOf(room.host)).toEqual({ level: 'quiet', says: 'only', people: 2 });
  });

  it('are still owed after the therapist’s app was started again, unless they were the same', async () => {
    const anna = await room.admit('anna');
    await room.restartHost();
    await room.untilSealed(anna);
    expect(wordsAt(room.host)).toEqual([]);
    expect(statusOf(room.host)).toEqual({ level: 'know', says: 'compare' });
    const ben = await room.admit('ben');
    room.host.model.call.judgeWords(ben.seatId, 'same');
    room.host.model.remove(anna.seatId);
    await room.quiet();
    await room.restartHost();
    await room.untilSealed(ben);
    expect(statusOf(room.host)).toEqual({ level: 'quiet', says: 'only', people: 2 });
  });

  it('differ still after the therapist’s app was started again, and in its record', async () => {
    const anna = await room.admit('anna');
    room.host.model.call.judgeWords(anna.seatId, 'different');
    await room.restartHost();
    await room.untilSealed(anna);
    expect(statusOf(room.host)).toEqual({ level: 'stop', says: 'differ' });
    room.host.model.end();
    await room.until('the end', () => room.host.model.state.get().phase === 'ended');
    expect(room.host.model.state.get()).toMatchObject({
      slip: { isClean: false, blemishes: ['words-differ'] },
    });
  });

  it('are asked for of whoever found the link first, and the one whom it was for is told', async () => {
    const device = await room.newDevice('anna');
    const { link, seat } = device;
    const thief = await room.knock(new GuestDevice({ who: 'thief', link, seat, kind: 'app' }));
    expect(doorOf(room.host, thief.seatId)).toContainEqual({ level: 'know', says: 'new' });
    room.host.model.admit(thief.seatId);
    await room.untilSealed(thief);
    expect(statusOf(room.host)).toEqual({ level: 'know', says: 'compare' });
    const anna = room.openPage(device);
    await room.until('the end of it', () => anna.model.state.get().phase === 'failed');
    expect(anna.model.state.get()).toMatchObject({ code: 'invite-used' });
  });
});
