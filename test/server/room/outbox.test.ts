import { describe, expect, it } from 'vitest';
import type { SeatId } from '../../../src/contract/ids.ts';
import { Outbox } from '../../../server/room/outbox.ts';
import { FakeLink } from '../support/fake-link.ts';

const seatId = 'AAAAAAAAAAAAAAAAAAAAAA' as SeatId;

function setUp() {
  const link = new FakeLink();
  return { link, outbox: new Outbox(link) };
}

describe('Outbox', () => {
  it('sends at once when nothing is held', () => {
    const { link, outbox } = setUp();
    outbox.push('seat.left', { seatId });
    expect(link.names).toEqual(['seat.left']);
  });

  it('sends what was held in order, once', () => {
    const { link, outbox } = setUp();
    outbox.hold();
    outbox.push('seat.left', { seatId });
    outbox.push('lobby.gone', { seatId });
    expect(link.names).toEqual([]);
    outbox.release();
    outbox.release();
    expect(link.names).toEqual(['seat.left', 'lobby.gone']);
  });

  it('forgets what a presence covers, and nothing else', () => {
    const { link, outbox } = setUp();
    outbox.hold();
    outbox.push('seat.left', { seatId });
    outbox.push('media.consumer-closed', { consumerId: 'c' });
    outbox.push('lobby.gone', { seatId });
    outbox.push('relay.delivered', { seatId, sequence: 1 });
    outbox.dropCoveredByPresence();
    outbox.push('seat.left', { seatId });
    outbox.release();
    expect(link.names).toEqual(['lobby.gone', 'relay.delivered', 'seat.left']);
  });

  it('says the end past what is held, and nothing after it', () => {
    const { link, outbox } = setUp();
    outbox.hold();
    outbox.push('seat.left', { seatId });
    outbox.end({ reason: 'ended' });
    outbox.release();
    outbox.push('seat.left', { seatId });
    outbox.end({ reason: 'removed' });
    expect(link.names).toEqual(['room.closed']);
    expect(link.closedWith).toEqual(['room-closed']);
  });
});
