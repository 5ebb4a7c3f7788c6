import type { SeatId } from '../../../src/contract/ids.ts';
import type { CallModel, CallState } from '../../view-models/call-model.ts';
import { useStore } from '../shared/use-store.ts';

/** How a call will most likely begin: one other person, whose keys are still to come. */
const expected: CallState = {
  phase: 'live',
  connection: { phase: 'connecting' },
  people: [{ seatId: '' as SeatId, role: 'host', connected: true, keys: 'waiting', media: {} }],
  own: { microphone: { phase: 'off' }, camera: { phase: 'off' } },
  quality: 'unknown',
};

/**
 * A call's state; `isAhead`, what it is likely to be. What is drawn of that, unseen, while there is no call yet, need not be
 * drawn when it begins and somebody waits for a face.
 */
export function useCallAhead(call: CallModel, isAhead: boolean): CallState {
  const state = useStore(call.state);
  return isAhead ? expected : state;
}
