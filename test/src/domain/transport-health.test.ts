import { describe, expect, it } from 'vitest';
import {
  healthDeadlineMs,
  nextHealth,
  type TransportEvent,
  type TransportHealth,
} from '../../../src/domain/transport-health.ts';

function after(...events: TransportEvent[]): TransportHealth {
  return events.reduce<TransportHealth>(nextHealth, 'idle');
}

describe('the health of a transport', () => {
  it.each<[TransportEvent[], TransportHealth]>([
    [['connecting'], 'connecting'],
    [['connecting', 'connected'], 'connected'],
    [['connecting', 'connected', 'disconnected'], 'restarting'],
    [['connecting', 'connected', 'failed'], 'restarting'],
    [['connecting', 'connected', 'disconnected', 'failed'], 'restarting'],
    [['connecting', 'connected', 'disconnected', 'connecting', 'connected'], 'connected'],
    [['connecting', 'connected', 'disconnected', 'deadline'], 'lost'],
    [['connecting', 'connected', 'disconnected', 'refused'], 'lost'],
    [['connecting', 'failed'], 'lost'],
    [['connecting', 'disconnected'], 'connecting'],
    [['connecting', 'deadline'], 'lost'],
    [['connecting', 'refused'], 'lost'],
    [['connecting', 'deadline', 'connected'], 'lost'],
    [['new', 'closed'], 'idle'],
  ])('after %j is %s', (events, expected) => {
    expect(after(...events)).toBe(expected);
  });

  it('gives only passing states a deadline', () => {
    const states: TransportHealth[] = ['idle', 'connecting', 'connected', 'restarting', 'lost'];
    expect(states.map(healthDeadlineMs)).toEqual([null, 10_000, null, 8_000, null]);
  });
});
