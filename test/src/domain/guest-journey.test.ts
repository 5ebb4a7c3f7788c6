import { describe, expect, it } from 'vitest';
import { nextGuest, type GuestEvent, type GuestState } from '../../../src/domain/guest-journey.ts';

const start: GuestState = { phase: 'reading-link' };
const read = { kind: 'link-read' } as const;
const join = { kind: 'join' } as const;
const seated = { kind: 'seated', isNew: true } as const;
const admitted = { kind: 'admitted' } as const;
const dropped = { kind: 'dropped' } as const;

function after(...events: GuestEvent[]): GuestState {
  return events.reduce(nextGuest, start);
}

describe('the way of a guest', () => {
  it.each<[string, GuestEvent[], GuestState]>([
    ['a bad link', [{ kind: 'link-unusable' }], { phase: 'invalid', code: 'invite-invalid' }],
    ['a good link', [read], { phase: 'device-check', failed: null }],
    ['joining', [read, join], { phase: 'joining' }],
    ['a seat', [read, join, seated], { phase: 'waiting', connection: 'connected' }],
    ['admission', [read, join, seated, admitted], { phase: 'in-call' }],
    [
      'a drop while waiting',
      [read, join, seated, dropped],
      { phase: 'waiting', connection: 'reconnecting' },
    ],
    ['a drop in the call', [read, join, seated, admitted, dropped], { phase: 'in-call' }],
    [
      'the old seat again, in the call',
      [read, join, seated, admitted, { kind: 'seated', isNew: false }],
      { phase: 'in-call' },
    ],
    [
      'a new seat after a call, of which the place was not kept',
      [read, join, seated, admitted, dropped, seated],
      { phase: 'waiting', connection: 'connected', isAgain: true },
    ],
    [
      'a drop and a new seat after that',
      [read, join, seated, admitted, seated, dropped, seated],
      { phase: 'waiting', connection: 'connected', isAgain: true },
    ],
    [
      'a place that is gone',
      [read, join, seated, admitted, { kind: 'lost', code: 'place-gone' }],
      { phase: 'failed', code: 'place-gone', retryable: false },
    ],
    ['leaving', [read, join, seated, { kind: 'left' }], { phase: 'closed', reason: 'left' }],
    [
      'a refusal',
      [read, join, seated, { kind: 'room-closed', reason: 'refused' }],
      { phase: 'closed', reason: 'refused' },
    ],
    [
      'a room that broke',
      [read, join, seated, admitted, { kind: 'room-closed', reason: 'media-failed' }],
      { phase: 'failed', code: 'media-failed', retryable: true },
    ],
    [
      'a server that stops',
      [read, join, seated, { kind: 'room-closed', reason: 'server-stopping' }],
      { phase: 'failed', code: 'connection-lost', retryable: true },
    ],
    [
      'no network when joining',
      [read, join, { kind: 'lost', code: 'connection-lost' }],
      { phase: 'device-check', failed: 'connection-lost' },
    ],
    [
      'a used link',
      [read, join, { kind: 'lost', code: 'invite-used' }],
      { phase: 'failed', code: 'invite-used', retryable: false },
    ],
    [
      'the same call in another window',
      [read, join, seated, admitted, { kind: 'lost', code: 'replaced' }],
      { phase: 'failed', code: 'replaced', retryable: true },
    ],
  ])('after %s', (_what, events, expected) => {
    expect(after(...events)).toEqual(expected);
  });

  it('changes nothing by what comes after the end', () => {
    const over = after(read, join, seated, { kind: 'room-closed', reason: 'ended' });
    const late: GuestEvent[] = [
      join,
      seated,
      admitted,
      dropped,
      { kind: 'room-closed', reason: 'removed' },
      { kind: 'lost', code: 'room-closed' },
    ];
    for (const event of late) expect(nextGuest(over, event)).toEqual(over);
  });

  it('joins again after a failure', () => {
    const failed = after(read, join, seated, { kind: 'lost', code: 'replaced' });
    expect(nextGuest(failed, join)).toEqual({ phase: 'joining' });
  });
});
