import type { CallState } from '../../view-models/call-model.ts';
import type { DevicesState } from '../../view-models/devices-model.ts';

/** One's own picture: what is sent in a call, what the camera sees outside of one; null while there is none. */
export function ownPictureTrack(call: CallState, devices: DevicesState): MediaStreamTrack | null {
  if (call.phase === 'live') {
    return call.own.camera.phase === 'on' ? call.own.camera.track : null;
  }
  return devices.phase === 'open' && devices.camera.phase === 'on' ? devices.camera.track : null;
}
