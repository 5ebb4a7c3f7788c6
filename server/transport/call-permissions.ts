import { AppError } from '../../src/errors/app-error.ts';
import type { SignalingCall } from './frame-reader.ts';

/** Who a connection is. `silent`: it has not said hello. `gone`: its seat was given up. */
export type StandingName = 'silent' | 'anonymous' | 'host' | 'waiting' | 'admitted' | 'gone';

const inside = ['host', 'admitted'] as const;

/** Who may call what. The only place where that is decided. */
const allowed: Readonly<Record<SignalingCall, readonly StandingName[]>> = {
  hello: ['silent'],
  'host.enrol': ['anonymous'],
  'room.open': ['anonymous'],
  'seat.redeem': ['anonymous'],
  'seat.resume': ['anonymous'],

  'room.enter': ['host'],
  'room.end': ['host'],
  'invite.create': ['host'],
  'invite.revoke': ['host'],
  'lobby.admit': ['host'],
  'lobby.refuse': ['host'],
  'seat.remove': ['host'],

  'seat.ready': ['waiting', 'admitted'],
  'seat.knock': ['waiting', 'admitted'],
  'seat.ping': ['host', 'waiting', 'admitted'],
  'seat.leave': ['waiting', 'admitted'],

  'media.connect': inside,
  'media.produce': inside,
  'media.mute': inside,
  'media.stop': inside,
  'media.consumer-ready': inside,
  'media.request-picture': inside,
  'media.restart-ice': inside,
  'relay.send': inside,
  'relay.acknowledge': inside,
};

/** @throws AppError not-admitted for what a waiting guest may do later, unauthorized for everything else */
export function checkPermission(call: SignalingCall, standing: StandingName): void {
  const names = allowed[call];
  if (names.includes(standing)) return;
  const isEarly = standing === 'waiting' && names.includes('admitted');
  throw new AppError(isEarly ? 'not-admitted' : 'unauthorized', 'call in this state');
}
