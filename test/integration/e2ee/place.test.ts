import { describe, expect, it } from 'vitest';
import { skipNote } from '../../../tools/test/skip-reason.ts';
import { missingWorker } from '../../support/call-stage.ts';
import { GuestDevice } from '../../support/hostile/guest-bench.ts';
import { roomsOfFile } from '../../support/hostile/rooms-of-file.ts';
import { doorOf } from '../../support/hostile/what-is-said.ts';

// Whoever stays away longer than a place is kept: the way back of the one device, and nobody else's.

const reason = missingWorker();

describe.skipIf(reason !== null)(`a place that was given up${skipNote(reason)}`, () => {
  const openRoom = roomsOfFile({ guestGraceMs: 3_000 });

  it('leads its device back to the door, and by hand into the call', async () => {
    const room = await openRoom();
    const device = await room.newDevice('anna');
    const anna = await room.knock(device);
    room.host.model.admit(anna.seatId);
    await room.untilSealed(anna);
    const before = anna.seatId;
    // Out of reach: each attempt is cut off.
    room.wire.onCall('seat.resume', (who) => {
      room.wire.cut(who);
      return null;
    });
    room.wire.cut('anna');
    await room.pass(4_000);
    expect(room.callOf(room.host).people).toEqual([]);
    // Meanwhile somebody tries a copy of the link.
    const { link, seat, kind } = device;
    const thief = room.openPage(new GuestDevice({ who: 'thief', link, seat, kind }));
    await room.until('a no', () => thief.model.state.get().phase === 'failed');
    expect(thief.model.state.get()).toMatchObject({ code: 'invite-used' });
    room.wire.behave();
    await room.pass(4_000);
    expect(anna.model.state.get()).toMatchObject({ phase: 'waiting', isAgain: true });
    expect(anna.seatId).not.toBe(before);
    expect(anna.model.call.state.get()).toEqual({ phase: 'idle' });
    expect(doorOf(room.host, anna.seatId)).not.toContainEqual(
      expect.objectContaining({ level: 'stop' }),
    );
    room.host.model.admit(anna.seatId);
    await room.untilSealed(anna);
    expect(anna.model.state.get()).toEqual({ phase: 'in-call' });
    expect(await room.sees(anna, room.host)).toBe(true);
  });
});
