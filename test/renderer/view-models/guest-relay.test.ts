import { describe, expect, it } from 'vitest';
import { GuestRelayOffer } from '../../../renderer/view-models/guest-relay-offer.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { settle } from '../../support/fake-clock.ts';
import { presenceOf } from '../../support/fake-media.ts';
import type { Answers } from '../../support/fake-signaling.ts';
import { joined, link, tab, ticket, welcoming } from '../../support/guest-tab.ts';

/** A page at the device check, of a practice with a relay or without. */
async function atTheDoor({ hasTurn = true, isOnly = false, answers = welcoming } = {}) {
  const browser = tab(answers);
  browser.server.hasTurn = hasTurn;
  const page = browser.open(link);
  await settle();
  if (isOnly) page.guest.relay.setOnly(true);
  return { ...browser, ...page };
}

/** In the call, through the relay alone. */
async function inCallByRelay(answers: Answers = welcoming) {
  const all = await atTheDoor({ isOnly: true, answers });
  all.guest.join();
  await joined(all.guest);
  const comeIn = async (): Promise<void> => {
    all.last().push('seat.admitted', presenceOf(1));
    await settle();
  };
  await comeIn();
  expect(all.guest.state.get()).toEqual({ phase: 'in-call' });
  return { ...all, comeIn };
}

const failed = { phase: 'failed', code: 'relay-failed', retryable: true } as const;

describe('asking for a relay', () => {
  it.each([true, false])(
    'is done when somebody wants to know (%s), and takes no seat',
    async (hasTurn) => {
      const { guest, connections } = await atTheDoor({ hasTurn });
      const offer = new GuestRelayOffer(guest.relay);
      expect(offer.state.get()).toEqual({ phase: 'unknown' });
      expect(connections).toEqual([]);
      offer.look();
      expect(offer.state.get()).toEqual({ phase: 'asking' });
      await settle();
      expect(offer.state.get()).toEqual({ phase: 'known', hasRelay: hasTurn });
      expect(connections.map(({ calls, isEnded }) => [calls, isEnded])).toEqual([[[], true]]);
    },
  );

  it('is done once for as many looks, and again after a failure', async () => {
    const { guest, server, connections } = await atTheDoor();
    const offer = new GuestRelayOffer(guest.relay);
    server.refused = new AppError('connection-lost');
    offer.look();
    await settle();
    expect(offer.state.get()).toEqual({ phase: 'failed', code: 'connection-lost' });
    server.refused = null;
    offer.look();
    offer.look();
    await settle();
    offer.look();
    await settle();
    expect(offer.state.get()).toEqual({ phase: 'known', hasRelay: true });
    expect(connections).toHaveLength(1);
  });
});

describe('going through the relay alone', () => {
  it('is off before somebody chooses it', async () => {
    const { guest, storage } = await atTheDoor();
    expect(guest.relay.isOnly.get()).toBe(false);
    expect(storage.read('quietroom.relay-only')).toBeNull();
  });

  it('is kept over a reload of this tab, and can be taken back', async () => {
    const browser = await atTheDoor({ isOnly: true });
    const again = browser.open(link);
    expect(again.guest.relay.isOnly.get()).toBe(true);
    again.guest.relay.setOnly(false);
    expect(browser.open(link).guest.relay.isOnly.get()).toBe(false);
    expect(tab().open(link).guest.relay.isOnly.get()).toBe(false);
    await settle();
  });

  it('says so at the device check where the practice has no relay, before a seat is taken', async () => {
    const { guest, last, engine } = await atTheDoor({ hasTurn: false, isOnly: true });
    guest.join();
    await settle();
    expect(guest.state.get()).toEqual({ phase: 'device-check', failed: 'relay-failed' });
    expect(last().names).toEqual([]);
    expect(last().isEnded).toBe(true);
    expect(engine.live).toEqual([]);
    guest.relay.setOnly(false);
    guest.join();
    await joined(guest);
    expect(guest.state.get()).toMatchObject({ phase: 'waiting' });
  });

  it('ends the call where a server has no relay any more, and never goes on without', async () => {
    const { guest, server, last, engine, clock } = await inCallByRelay();
    server.hasTurn = false;
    last().end();
    await clock.advance(2_000);
    expect(guest.state.get()).toEqual(failed);
    expect(engine.live).toHaveLength(1);
    expect(engine.last.isClosed).toBe(true);
  });

  it('keeps nobody from telling a server without a relay that they leave', async () => {
    const { guest, server, last, connections, clock } = await inCallByRelay({
      ...welcoming,
      // The first connection is dead.
      'seat.leave': () => (connections.length === 1 ? new Promise(() => undefined) : {}),
    });
    server.hasTurn = false;
    guest.leave();
    await clock.advance(2_000);
    await clock.advance(2_000);
    expect(last().names).toEqual(['seat.resume', 'seat.leave']);
    expect(guest.state.get()).toEqual({ phase: 'closed', reason: 'left' });
  });

  it('says at once when media does not come up', async () => {
    const { guest, engine, devices, connections } = await inCallByRelay();
    const before = connections.length;
    engine.last.options.onHealth('lost');
    await settle();
    expect(guest.state.get()).toEqual(failed);
    expect(devices.state.get().phase).toBe('closed');
    expect(connections).toHaveLength(before);
  });

  it('leads back to the seat after that, through the relay or, if that was changed, without', async () => {
    const { guest, engine, last, clock } = await inCallByRelay();
    engine.last.options.onHealth('lost');
    await settle();
    guest.relay.setOnly(false);
    guest.retry();
    await clock.advance(2_000);
    expect(last().calls[0]).toMatchObject({ name: 'seat.resume' });
    expect(last().calls[0]?.input).toMatchObject({ resumeToken: ticket(1).resumeToken });
  });

  it('takes its seat anew once when media is lost, and says so when that brings nothing', async () => {
    const { guest, engine, connections, clock, comeIn } = await inCallByRelay();
    engine.last.options.onHealth('connected');
    await settle();
    engine.last.options.onHealth('restarting');
    await clock.advance(8_000);
    engine.last.options.onHealth('lost');
    await clock.advance(2_000);
    expect(connections).toHaveLength(2);
    await comeIn();
    expect(guest.state.get()).toEqual({ phase: 'in-call' });
    await clock.advance(10_000);
    engine.last.options.onHealth('lost');
    await settle();
    expect(guest.state.get()).toEqual(failed);
  });

  it('is nothing that anybody else waits for: without it a call is brought back as ever', async () => {
    const { guest, engine, connections, clock, comeIn } = await inCallByRelay();
    guest.relay.setOnly(false);
    engine.last.options.onHealth('lost');
    await clock.advance(2_000);
    await comeIn();
    engine.last.options.onHealth('lost');
    await clock.advance(2_000);
    expect(guest.state.get()).toEqual({ phase: 'in-call' });
    expect(connections.length).toBeGreaterThanOrEqual(3);
  });
});
