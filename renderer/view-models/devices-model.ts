import type { ErrorCode } from '../../src/errors/error-codes.ts';
import type { DeviceKind } from '../media/device-access.ts';
import type { Store } from './store.ts';

export type DevicesState =
  /** Nothing is open; no light is on. */
  | { readonly phase: 'closed' }
  | {
      readonly phase: 'open';
      readonly microphone: DeviceSlot;
      readonly camera: DeviceSlot;
      readonly microphones: readonly DeviceChoice[];
      readonly cameras: readonly DeviceChoice[];
    };

/** One kind of device. Each goes its own way: no camera does not mean no microphone. */
export type DeviceSlot =
  /** The browser may be asking for permission right now. */
  | { readonly phase: 'opening' }
  | {
      readonly phase: 'on';
      readonly deviceId: string;
      readonly track: MediaStreamTrack;
    }
  | { readonly phase: 'failed'; readonly code: DeviceProblem };

/** Denied by the person or the system; none there, or unplugged; in use by another program; anything else. */
export type DeviceProblem = Extract<
  ErrorCode,
  'device-denied' | 'device-missing' | 'device-busy' | 'internal'
>;

/** A device to choose. The label is the system's own name for it, empty before permission was given. */
export interface DeviceChoice {
  readonly deviceId: string;
  readonly label: string;
}

/** Camera and microphone of this machine: preview, choice, level, and what is wrong with them. */
export interface DevicesModel {
  readonly state: Store<DevicesState>;
  /** Loudness of the microphone, 0 to 1, at most 15 times a second; 0 while the meter is off. */
  readonly level: Store<number>;
  /** Opens both devices. Does nothing when they are open already. */
  open(): void;
  /** Takes another device of its kind, in preview and call alike. */
  pick(kind: DeviceKind, deviceId: string): void;
  /** Tries a failed device again. */
  retry(kind: DeviceKind): void;
  /** Turns the level meter on until the returned function is called. For the device check only: it costs CPU. */
  watchLevel(): () => void;
  /** Stops both tracks; the lights go out. */
  close(): void;
}
