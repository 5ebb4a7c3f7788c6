import type { Seat } from '../../src/contract/seat-schema.ts';
import { testBytes32, testId } from './fake-ids.ts';

/** An open seat with keys that open nothing, the same for the same number. */
export function fakeSeat(number: number): Seat {
  return {
    inviteId: testId(number),
    pskId: testId(number),
    knockKey: testBytes32(number),
    psk: testBytes32(number),
    state: { state: 'open' },
  };
}
