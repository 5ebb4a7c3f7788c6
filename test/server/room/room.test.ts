import { describe, expect, it } from 'vitest';
import type { InviteId, SeatId } from '../../../src/contract/ids.ts';
import { limits } from '../../../src/contract/limits.ts';
import { FakeLink } from '../support/fake-link.ts';
import { someRtpCapabilities } from '../support/fake-sfu.ts';
import { guestGraceMs, hostGraceMs, openRoom } from '../support/room-fixture.ts';

describe('the lobby', () => {
  it('tells the host of a guest who waits, and the guest nothing', () => {
    const { knock, hostLink, clock } = openRoom();
    const { seat, inviteId, link } = knock();
    expect(hostLink.all('lobby.waiting')).toEqual([
      { seatId: seat.id, inviteId, sinceMs: clock.nowMs(), connected: true, sealedKnock: null },
    ]);
    expect(link.names).toEqual([]);
  });

  it('hands the last knock of a guest who waits to the host, now and when it comes back', () => {
    const { room, knock, hostLink } = openRoom();
    const { seat } = knock();
    expect(room.knock(seat, 'AAAA')).toBe(true);
    expect(room.knock(seat, 'BBBB')).toBe(true);
    expect(hostLink.all('lobby.waiting').map((waiting) => waiting.sealedKnock)).toEqual([
      null,
      'AAAA',
      'BBBB',
    ]);
    const { answer } = room.attachHost(new FakeLink());
    expect(answer.waiting).toMatchObject([{ sealedKnock: 'BBBB' }]);
  });

  it('takes no knock of a guest who is inside', async () => {
    const { room, comeIn, hostLink } = openRoom();
    const { seat } = await comeIn();
    const before = hostLink.names.length;
    expect(room.knock(seat, 'CCCC')).toBe(false);
    expect(hostLink.names).toHaveLength(before);
  });

  it('opens no transport for a guest who waits, ready or not', async () => {
    const { knock, mediaRoom, room } = openRoom();
    const { seat, link } = knock();
    seat.rtpCapabilities = someRtpCapabilities;
    await room.bringIn(seat);
    expect(mediaRoom.transports).toEqual([]);
    expect(link.names).toEqual([]);
    expect(() => seat.mediaInside).toThrow('not-admitted');
    await expect(room.exchange.enter(seat)).rejects.toMatchObject({ code: 'not-admitted' });
    expect(mediaRoom.transports).toEqual([]);
  });

  it('tells a host who opens the room who waits', () => {
    const { room, knock } = openRoom();
    const { seat } = knock();
    const { answer } = room.attachHost(new FakeLink());
    expect(answer.waiting).toMatchObject([{ seatId: seat.id, connected: true }]);
  });

  it('sends a refused guest away and forgets the seat', () => {
    const { room, knock, hostLink } = openRoom();
    const { seat, link, ticket } = knock();
    room.refuse(seat.id);
    expect(link.all('room.closed')).toEqual([{ reason: 'refused' }]);
    expect(link.closedWith).toEqual(['room-closed']);
    expect(hostLink.all('lobby.gone')).toEqual([{ seatId: seat.id }]);
    expect(() => room.resume(new FakeLink(), ticket.resumeToken)).toThrow('invite-invalid');
  });

  it('lets the host refuse only who waits, and remove only who is inside', async () => {
    const { room, knock, comeIn, host } = openRoom();
    const waiting = knock();
    const inside = await comeIn();
    expect(() => {
      room.refuse(inside.seat.id);
    }).toThrow('not-found');
    expect(() => {
      room.remove(waiting.seat.id);
    }).toThrow('not-found');
    expect(() => {
      room.remove(host.id);
    }).toThrow('not-found');
    for (const seatId of [inside.seat.id, 'stranger' as SeatId]) {
      expect(() => room.admit(seatId)).toThrow('not-found');
    }
  });

  it('holds a waiting guest through a drop, for the grace time', async () => {
    const { room, knock, hostLink, clock } = openRoom();
    const { seat, link, ticket } = knock();
    room.drop(seat, link);
    expect(hostLink.all('lobby.waiting').at(-1)).toMatchObject({ connected: false });
    await clock.advance(guestGraceMs - 1);
    room.resume(new FakeLink(), ticket.resumeToken);
    expect(hostLink.all('lobby.waiting').at(-1)).toMatchObject({ connected: true });
    await clock.advance(10 * guestGraceMs);
    expect(hostLink.all('lobby.gone')).toEqual([]);
  });

  it('gives a seat up whose guest stays away, who waits again on coming back', async () => {
    const { room, knock, hostLink, clock } = openRoom();
    const { seat, link, ticket, inviteId } = knock();
    room.drop(seat, link);
    await clock.advance(guestGraceMs);
    expect(hostLink.all('lobby.gone')).toEqual([{ seatId: seat.id }]);
    const { seat: next } = room.resume(new FakeLink(), ticket.resumeToken);
    expect(hostLink.all('lobby.waiting').at(-1)).toMatchObject({ seatId: next.id, inviteId });
  });

  it('has who was inside and stayed away too long wait again, and nobody with a copy of the link', async () => {
    const { room, invite, clock, mediaRoom } = openRoom();
    const { admissionHash } = invite();
    const link = new FakeLink();
    const { seat, ticket } = room.redeem(link, admissionHash);
    seat.rtpCapabilities = someRtpCapabilities;
    await room.bringIn(room.admit(seat.id));
    room.drop(seat, link);
    await clock.advance(guestGraceMs);
    expect(() => room.redeem(new FakeLink(), admissionHash)).toThrow('invite-used');
    const back = room.resume(new FakeLink(), ticket.resumeToken);
    expect(back.seat.id).not.toBe(seat.id);
    expect(back.seat.isWaiting).toBe(true);
    expect(back.ticket.resumeToken).toBe(ticket.resumeToken);
    expect(mediaRoom.transportCount).toBe(0);
    // Once: after that the token is of this seat.
    expect(room.resume(new FakeLink(), ticket.resumeToken).seat).toBe(back.seat);
    room.leave(back.seat);
    expect(() => room.resume(new FakeLink(), ticket.resumeToken)).toThrow('invite-invalid');
  });

  it.each(['refused', 'removed', 'revoked'] as const)(
    'has nobody wait again who was %s while away',
    async (how) => {
      const { room, knock, comeIn, clock } = openRoom();
      const { seat, link, ticket, inviteId } = how === 'refused' ? knock() : await comeIn();
      room.drop(seat, link);
      if (how === 'refused') room.refuse(seat.id);
      if (how === 'removed') room.remove(seat.id);
      await clock.advance(guestGraceMs);
      if (how === 'revoked') room.revokeInvite(inviteId);
      expect(() => room.resume(new FakeLink(), ticket.resumeToken)).toThrow('invite-invalid');
    },
  );
});

describe('admission', () => {
  it('brings everything in one push to a guest who is ready', async () => {
    const { comeIn, enterHost, host } = openRoom();
    await enterHost();
    const { seat, link } = await comeIn();
    expect(link.names).toEqual(['seat.admitted']);
    const [presence] = link.all('seat.admitted');
    expect(presence?.seatId).toBe(seat.id);
    expect(presence?.seats.map(({ seatId }) => seatId)).toEqual([host.id, seat.id]);
  });

  it('waits for the readiness of a guest who is not', async () => {
    const { room, knock } = openRoom();
    const { seat, link } = knock();
    await room.bringIn(room.admit(seat.id));
    expect(link.names).toEqual([]);
    seat.rtpCapabilities = someRtpCapabilities;
    await room.bringIn(seat);
    expect(link.names).toEqual(['seat.admitted']);
  });

  it('tells those inside, and nobody who waits', async () => {
    const { comeIn, knock, hostLink } = openRoom();
    const waiting = knock();
    const first = await comeIn();
    const second = await comeIn();
    const came = [{ seatId: second.seat.id, role: 'guest', connected: true }];
    expect(first.link.all('seat.changed')).toEqual(came);
    expect(hostLink.all('seat.changed')).toHaveLength(2);
    expect(waiting.link.names).toEqual([]);
  });

  it('stops at the seats of a room', async () => {
    const { comeIn, knock, room } = openRoom();
    for (let inside = 1; inside < limits.seatsPerRoom; inside += 1) await comeIn();
    const { seat } = knock();
    expect(() => room.admit(seat.id)).toThrow('room-full');
    expect(seat.isWaiting).toBe(true);
  });

  it('counts transports that were there for nobody admitted', async () => {
    const { comeIn, enterHost, mediaRoom, room } = openRoom();
    await enterHost();
    await comeIn();
    expect(room.inspect().transportsBeforeAdmission).toBe(0);
    await mediaRoom.openTransport('recv');
    await comeIn();
    expect(room.inspect().transportsBeforeAdmission).toBe(1);
  });

  it('gives up what it was making when the guest is removed meanwhile', async () => {
    const { room, knock, mediaRoom } = openRoom();
    const { seat, link } = knock();
    seat.rtpCapabilities = someRtpCapabilities;
    const opened = Promise.withResolvers<void>();
    mediaRoom.pause = () => opened.promise;
    const admitting = room.bringIn(room.admit(seat.id));
    room.remove(seat.id);
    opened.resolve();
    await admitting;
    expect(link.names).toEqual(['room.closed']);
    expect(mediaRoom.transportCount).toBe(0);
  });
});

describe('a guest inside', () => {
  it('comes back with fresh media, and the older connection is closed', async () => {
    const { room, comeIn, mediaRoom } = openRoom();
    const { seat, link, ticket } = await comeIn();
    const again = new FakeLink();
    room.resume(again, ticket.resumeToken);
    expect(link.closedWith).toEqual(['replaced']);
    expect(mediaRoom.transportCount).toBe(0);
    seat.rtpCapabilities = someRtpCapabilities;
    await room.bringIn(seat);
    room.answered(seat, again);
    expect(again.names).toEqual(['seat.admitted']);
    expect(mediaRoom.transportCount).toBe(2);
  });

  it('is not dropped by the end of a connection that was replaced', async () => {
    const { room, comeIn } = openRoom();
    const { seat, link, ticket } = await comeIn();
    room.resume(new FakeLink(), ticket.resumeToken);
    room.drop(seat, link);
    expect(seat.isConnected).toBe(true);
  });

  it('keeps media through a drop and loses it with the grace time', async () => {
    const { room, comeIn, mediaRoom, hostLink, clock } = openRoom();
    const { seat, link } = await comeIn();
    hostLink.clear();
    room.drop(seat, link);
    expect(mediaRoom.transportCount).toBe(2);
    expect(hostLink.all('seat.changed')).toMatchObject([{ connected: false }]);
    await clock.advance(guestGraceMs);
    expect(mediaRoom.transportCount).toBe(0);
    expect(hostLink.all('seat.left')).toEqual([{ seatId: seat.id }]);
  });

  it('leaves for good', async () => {
    const { room, comeIn, hostLink } = openRoom();
    const { seat, link, ticket } = await comeIn();
    room.leave(seat);
    expect(link.all('room.closed')).toEqual([{ reason: 'ended' }]);
    expect(hostLink.all('seat.left')).toEqual([{ seatId: seat.id }]);
    expect(() => room.resume(new FakeLink(), ticket.resumeToken)).toThrow('invite-invalid');
  });

  it('goes with the invite that it came in by', async () => {
    const { room, comeIn, knock } = openRoom();
    const inside = await comeIn();
    const waiting = knock();
    room.revokeInvite(inside.inviteId);
    expect(inside.link.all('room.closed')).toEqual([{ reason: 'removed' }]);
    expect(waiting.link.names).toEqual([]);
    expect(() => {
      room.revokeInvite('stranger' as InviteId);
    }).toThrow('not-found');
  });

  it('gets relayed messages after its presence, not before', async () => {
    const { room, knock, enterHost, host } = openRoom();
    await enterHost();
    const { seat, link } = knock();
    room.admit(seat.id);
    room.relay.send(host.id, { messageId: 'A'.repeat(22), to: seat.id, payload: 'AAAA' });
    expect(link.names).toEqual([]);
    seat.rtpCapabilities = someRtpCapabilities;
    await room.bringIn(seat);
    expect(link.names).toEqual(['seat.admitted', 'relay.message']);
  });
});

describe('the host', () => {
  it('re-enters the room after a drop; everybody is still there', async () => {
    const { room, host, hostLink, comeIn, knock, enterHost, clock } = openRoom();
    await enterHost();
    const inside = await comeIn();
    const waiting = knock();
    room.drop(host, hostLink);
    await clock.advance(hostGraceMs - 1);
    const again = new FakeLink();
    const { seat, answer } = room.attachHost(again);
    expect(seat).toBe(host);
    expect(answer.waiting).toMatchObject([{ seatId: waiting.seat.id }]);
    await clock.advance(10 * hostGraceMs);
    expect(room.isClosed).toBe(false);
    const presence = await room.enterAsHost(host, someRtpCapabilities);
    expect(presence.seats.map(({ seatId }) => seatId)).toContain(inside.seat.id);
    expect(inside.link.all('seat.changed')).toMatchObject([
      { seatId: host.id, connected: false },
      { seatId: host.id, connected: true },
    ]);
  });

  it('who stays away ends the room', async () => {
    const { room, host, hostLink, comeIn, clock, closedCount } = openRoom();
    const { link } = await comeIn();
    room.drop(host, hostLink);
    await clock.advance(hostGraceMs);
    expect(link.all('room.closed')).toEqual([{ reason: 'host-gone' }]);
    expect(closedCount()).toBe(1);
  });

  it('hears of nothing before its own presence that the presence covers', async () => {
    const { room, host, hostLink, comeIn } = openRoom();
    const entering = room.enterAsHost(host, someRtpCapabilities);
    const { seat } = await comeIn();
    const presence = await entering;
    expect(hostLink.names).toEqual([]);
    expect(presence.seats.map(({ seatId }) => seatId)).toContain(seat.id);
    room.answered(host, hostLink);
    expect(hostLink.names).toEqual(['lobby.waiting']);
  });

  it('who enters twice at once gets one answer', async () => {
    const { room, host, mediaRoom } = openRoom();
    const results = await Promise.allSettled([
      room.enterAsHost(host, someRtpCapabilities),
      room.enterAsHost(host, someRtpCapabilities),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(mediaRoom.transportCount).toBe(2);
  });

  it('can go on after media that could not be set up', async () => {
    const { room, host, hostLink, mediaRoom, knock } = openRoom();
    mediaRoom.pause = () => Promise.reject(new Error('no transport today'));
    await expect(room.enterAsHost(host, someRtpCapabilities)).rejects.toThrow('no transport');
    hostLink.clear();
    knock();
    expect(hostLink.names).toEqual(['lobby.waiting']);
    mediaRoom.pause = () => Promise.resolve();
    await room.enterAsHost(host, someRtpCapabilities);
    expect(mediaRoom.transportCount).toBe(2);
  });
});

describe('the end of a room', () => {
  it('is told to everybody before anything else of it', async () => {
    const { room, comeIn, knock, enterHost, hostLink, clock, mediaRoom, closedCount } = openRoom();
    await enterHost();
    const inside = await comeIn();
    const waiting = knock();
    for (const link of [hostLink, inside.link, waiting.link]) link.clear();
    room.close('ended');
    room.close('host-gone');
    for (const link of [hostLink, inside.link, waiting.link]) {
      expect(link.names).toEqual(['room.closed']);
      expect(link.all('room.closed')).toEqual([{ reason: 'ended' }]);
      expect(link.closedWith).toEqual(['room-closed']);
    }
    expect(mediaRoom.isClosed).toBe(true);
    expect(mediaRoom.transportCount).toBe(0);
    expect(clock.pending).toBe(0);
    expect(closedCount()).toBe(1);
  });

  it('comes with the death of its media worker', async () => {
    const { comeIn, mediaRoom, hostLink } = openRoom();
    const { link } = await comeIn();
    mediaRoom.fail();
    expect(link.all('room.closed')).toEqual([{ reason: 'media-failed' }]);
    expect(hostLink.all('room.closed')).toEqual([{ reason: 'media-failed' }]);
  });

  it('leaves no timer of a seat that had dropped', async () => {
    const { room, comeIn, clock } = openRoom();
    const { seat, link } = await comeIn();
    room.drop(seat, link);
    expect(clock.pending).toBe(1);
    room.close('ended');
    expect(clock.pending).toBe(0);
  });

  it('logs ids and codes, and nothing of a token', async () => {
    const { room, comeIn, log } = openRoom();
    const { ticket } = await comeIn();
    room.close('ended');
    expect(log.lines.map(({ event }) => event)).toEqual([
      'room-opened',
      'seat-waiting',
      'seat-admitted',
      'room-closed',
    ]);
    expect(JSON.stringify(log.lines)).not.toContain(ticket.resumeToken);
  });
});
