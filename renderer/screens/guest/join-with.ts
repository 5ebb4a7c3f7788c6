import type { DevicesState } from '../../view-models/devices-model.ts';

/** What the main button of the device check says: all is well, or what one goes on without. */
export type JoinWith = 'next' | 'nextWithoutCamera' | 'nextWithoutMicrophone' | 'nextWithoutBoth';

/** A device that is still being opened counts as there: the person is being asked about it right now. */
export function joinWith(devices: DevicesState): JoinWith {
  if (devices.phase !== 'open') return 'next';
  const hasCamera = devices.camera.phase !== 'failed';
  const hasMicrophone = devices.microphone.phase !== 'failed';
  if (hasCamera) return hasMicrophone ? 'next' : 'nextWithoutMicrophone';
  return hasMicrophone ? 'nextWithoutCamera' : 'nextWithoutBoth';
}
