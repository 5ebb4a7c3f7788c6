import type { RoomCall } from './room-call.ts';

/** Nobody may be in front of the screen, or somebody else: nothing goes out until its person is back and says so. */
export function silenceCall(call: Pick<RoomCall, 'state' | 'setMicrophone' | 'setCamera'>): void {
  if (call.state.get().phase !== 'live') return;
  call.setMicrophone(false);
  call.setCamera(false);
}
