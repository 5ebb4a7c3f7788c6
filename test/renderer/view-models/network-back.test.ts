import { describe, expect, it, vi } from 'vitest';
import { AppError } from '../../../src/errors/app-error.ts';
import { settle } from '../../support/fake-clock.ts';
import { joined, link, tab, ticket, waiting, welcoming } from '../../support/guest-tab.ts';

const never = (): Promise<never> => new Promise(() => undefined);

describe('a network that is back', () => {
  it('has a connection prove within two seconds that it lives, and takes another one otherwise', async () => {
    const { clock, connections, networkBack, last } = await waiting({
      ...welcoming,
      'seat.ping': never,
    });
    networkBack();
    await clock.advance(1_999);
    expect(last().names).toContain('seat.ping');
    expect(connections).toHaveLength(1);
    await clock.advance(1_000);
    expect(connections).toHaveLength(2);
    expect(connections[0]?.isEnded).toBe(true);
  });

  it('leaves a connection that answers', async () => {
    const { clock, connections, networkBack } = await waiting();
    networkBack();
    await clock.advance(5_000);
    expect(connections).toHaveLength(1);
  });

  it('leaves one that has no seat yet, where the server answers that it may not ask that', async () => {
    const seat = Promise.withResolvers<unknown>();
    const { open, clock, connections, networkBack, last } = tab({
      ...welcoming,
      'seat.redeem': () => seat.promise,
      'seat.ping': () => {
        throw new AppError('unauthorized');
      },
    });
    const { guest } = open(link);
    guest.join();
    await vi.waitFor(() => {
      expect(last().names).toContain('seat.redeem');
    });
    networkBack();
    networkBack();
    await clock.advance(5_000);
    expect(last().names).toContain('seat.ping');
    seat.resolve(ticket(1));
    await joined(guest);
    expect(guest.state.get().phase).toBe('waiting');
    expect(connections).toHaveLength(1);
  });

  it('asks nothing of a connection that has ended, and does not wait for the next attempt', async () => {
    const { clock, connections, networkBack, server, last } = await waiting();
    last().end();
    await settle();
    networkBack();
    await settle();
    expect(connections).toHaveLength(2);
    expect(connections[0]?.names).not.toContain('seat.ping');
    expect(server.refused).toBeNull();
    await clock.advance(0);
  });
});
