import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/errors/app-error.ts';
import type { CallName } from '../../../src/contract/contract.ts';
import { signaling, type Signaling } from '../../../src/contract/signaling.ts';
import { checkPermission, type StandingName } from '../../../server/transport/call-permissions.ts';

const calls = Object.entries(signaling).flatMap(([name, entry]) =>
  entry.kind === 'call' ? [name as CallName<Signaling>] : [],
);

function verdict(call: CallName<Signaling>, standing: StandingName): string {
  try {
    checkPermission(call, standing);
    return 'ok';
  } catch (error) {
    return AppError.from(error).code;
  }
}

const may = (standing: StandingName) => calls.filter((call) => verdict(call, standing) === 'ok');

// Written out, not derived: a change of the table must be meant.
describe('who may call what', () => {
  it('before hello: hello', () => {
    expect(may('silent')).toEqual(['hello']);
  });

  it('a stranger: the four ways in', () => {
    expect(may('anonymous')).toEqual(['host.enrol', 'room.open', 'seat.redeem', 'seat.resume']);
  });

  it('a waiting guest: be ready, knock, ask whether it is still heard, or leave', () => {
    expect(may('waiting')).toEqual(['seat.ready', 'seat.knock', 'seat.ping', 'seat.leave']);
  });

  it('a guest inside: media and messages too', () => {
    expect(may('admitted')).toEqual([
      'seat.ready',
      'seat.knock',
      'seat.ping',
      'seat.leave',
      'media.connect',
      'media.produce',
      'media.mute',
      'media.stop',
      'media.consumer-ready',
      'media.request-picture',
      'media.restart-ice',
      'relay.send',
      'relay.acknowledge',
    ]);
  });

  it('the host: media, messages, and everything about the room', () => {
    expect(may('host')).toEqual([
      'room.enter',
      'room.end',
      'invite.create',
      'invite.revoke',
      'seat.ping',
      'lobby.admit',
      'lobby.refuse',
      'seat.remove',
      'media.connect',
      'media.produce',
      'media.mute',
      'media.stop',
      'media.consumer-ready',
      'media.request-picture',
      'media.restart-ice',
      'relay.send',
      'relay.acknowledge',
    ]);
  });

  it('who has lost the seat: nothing', () => {
    expect(may('gone')).toEqual([]);
  });

  it('tells a waiting guest what comes with admission, and nothing about the rest', () => {
    expect(verdict('media.produce', 'waiting')).toBe('not-admitted');
    expect(verdict('relay.send', 'waiting')).toBe('not-admitted');
    expect(verdict('lobby.admit', 'waiting')).toBe('unauthorized');
    expect(verdict('lobby.admit', 'admitted')).toBe('unauthorized');
    expect(verdict('media.produce', 'anonymous')).toBe('unauthorized');
  });
});
