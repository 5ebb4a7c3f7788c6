import type { CaptureVerdict } from '../../../src/contract/capture-schema.ts';
import type { CallState, OwnMedia, Person, RemoteMedia } from '../../view-models/call-model.ts';
import type { GuestKind, KeyState } from '../../view-models/encryption-model.ts';
import type { DevicesState, DeviceProblem } from '../../view-models/devices-model.ts';
import { paintedTrack, type Sitter } from '../painted-track.ts';
import { seatId } from './fake-world.ts';

/** Gives every silence of this page: a browser allows only so many. */
const speaker = new AudioContext().createMediaStreamDestination();

/** A track of silence. */
function silence(): MediaStreamTrack {
  const track = speaker.stream.getAudioTracks()[0]?.clone();
  if (!track) throw new Error('a destination has no track');
  return track;
}

/** What somebody else does in the picture. */
interface PersonOptions {
  readonly role?: 'host' | 'guest';
  readonly connected?: boolean;
  readonly camera?: 'on' | 'off' | 'none';
  readonly muted?: boolean;
  readonly keys?: KeyState;
  readonly dropping?: string;
  readonly capture?: CaptureVerdict | null;
  readonly guestKind?: GuestKind;
}

export function person(letter: string, sitter: Sitter, options: PersonOptions = {}): Person {
  const { role = 'guest', connected = true, camera = 'on', muted = false } = options;
  const picture: RemoteMedia | null =
    camera === 'none' ? null : { track: paintedTrack(sitter), muted: camera === 'off' };
  return {
    seatId: seatId(letter),
    role,
    connected,
    ...(options.keys ? { keys: options.keys } : {}),
    ...(options.capture === undefined ? {} : { capture: options.capture }),
    ...(options.guestKind ? { guestKind: options.guestKind } : {}),
    ...(options.dropping === undefined ? {} : { dropping: options.dropping }),
    media: { audio: { track: silence(), muted }, ...(picture ? { camera: picture } : {}) },
  };
}

/** Somebody from whom nothing has come yet. */
export function newcomer(letter: string, role: 'host' | 'guest'): Person {
  return { seatId: seatId(letter), role, connected: true, media: {} };
}

const mutedBoth: OwnMedia = { microphone: { phase: 'off' }, camera: { phase: 'off' } };

function ownOn(): OwnMedia {
  return {
    microphone: { phase: 'on', track: silence() },
    camera: { phase: 'on', track: paintedTrack('own') },
  };
}

export { mutedBoth };

/** A call that is under way. */
export function live(
  people: readonly Person[],
  more: Partial<Extract<CallState, { phase: 'live' }>> = {},
): CallState {
  return {
    phase: 'live',
    connection: { phase: 'connected' },
    people,
    own: ownOn(),
    quality: 'good',
    ...more,
  };
}

const cameras = [
  { deviceId: 'a', label: 'Built-in camera' },
  { deviceId: 'b', label: 'Desk camera' },
];
const microphones = [{ deviceId: 'm', label: 'Headset' }];

/** Both devices on. */
export function devicesOn(): DevicesState {
  return {
    phase: 'open',
    camera: { phase: 'on', deviceId: 'a', track: paintedTrack('own') },
    microphone: { phase: 'on', deviceId: 'm', track: silence() },
    cameras,
    microphones,
  };
}

export const devicesOpening: DevicesState = {
  phase: 'open',
  camera: { phase: 'opening' },
  microphone: { phase: 'opening' },
  cameras: [],
  microphones: [],
};

/** Devices with a problem; null: that one works. */
export function devicesFailed(
  camera: DeviceProblem | null,
  microphone: DeviceProblem | null,
): DevicesState {
  const on = devicesOn();
  if (on.phase !== 'open') return on;
  return {
    ...on,
    ...(camera ? { camera: { phase: 'failed', code: camera }, cameras: [] } : {}),
    ...(microphone ? { microphone: { phase: 'failed', code: microphone }, microphones: [] } : {}),
  };
}
