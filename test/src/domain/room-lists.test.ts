import { describe, expect, it } from 'vitest';
import type { InviteId, SeatId } from '../../../src/contract/ids.ts';
import { rosterOf, withoutSeat, withSeat } from '../../../src/domain/roster.ts';
import { withoutWaiting, withWaiting } from '../../../src/domain/waiting-room.ts';
import { testId } from '../../support/fake-ids.ts';

const [a, b, c] = [testId<SeatId>(1), testId<SeatId>(2), testId<SeatId>(3)];
const guest = (seatId: SeatId, connected = true) => ({ seatId, role: 'guest', connected }) as const;

describe('the roster', () => {
  it('leaves oneself out', () => {
    expect(rosterOf([guest(a), guest(b)], a, [])).toEqual([guest(b)]);
  });

  it('keeps everybody in place when one comes back', () => {
    const before = [guest(c), guest(b)];
    expect(rosterOf([guest(a), guest(b), guest(c)], a, before)).toEqual([guest(c), guest(b)]);
  });

  it('follows who comes, drops, comes back and leaves', () => {
    let roster = withSeat(withSeat([], guest(b)), guest(c));
    roster = withSeat(roster, guest(b, false));
    expect(roster).toEqual([guest(b, false), guest(c)]);
    expect(withoutSeat(roster, b)).toEqual([guest(c)]);
    expect(withoutSeat(roster, a)).toEqual(roster);
  });
});

describe('the waiting room', () => {
  const waiting = (seatId: SeatId, sinceMs: number, connected = true) => ({
    seatId,
    inviteId: testId<InviteId>(9),
    sinceMs,
    connected,
    sealedKnock: null,
  });

  it('keeps the order of arrival, whatever order the news come in', () => {
    let room = withWaiting(withWaiting([], waiting(b, 20)), waiting(a, 10));
    room = withWaiting(room, waiting(a, 10, false));
    expect(room).toEqual([waiting(a, 10, false), waiting(b, 20)]);
    expect(withoutWaiting(room, a)).toEqual([waiting(b, 20)]);
  });
});
