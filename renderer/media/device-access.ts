import { AppError } from '../../src/errors/app-error.ts';
import { cameraConstraints, microphoneConstraints } from './media-settings.ts';

export type DeviceKind = 'microphone' | 'camera';

export interface FoundDevice {
  readonly kind: DeviceKind;
  readonly deviceId: string;
  /** Empty before the person gave permission. */
  readonly label: string;
}

/** The browser's cameras and microphones. A port: view models are tested with another one. */
export interface DeviceAccess {
  /**
   * Opens devices of these kinds with one question to the person. `deviceIds`: which one, where it matters.
   * @throws AppError device-denied, device-missing, device-busy, internal
   */
  open(
    kinds: readonly DeviceKind[],
    deviceIds?: Partial<Record<DeviceKind, string>>,
  ): Promise<readonly MediaStreamTrack[]>;
  list(): Promise<readonly FoundDevice[]>;
  /** True when the person, or the system, has said no for good: asking would change nothing. */
  isDenied(kind: DeviceKind): Promise<boolean>;
  /** Calls back when something was plugged in or out, until the returned function is called. */
  onChange(listener: () => void): () => void;
}

/** Which of the browser's errors stands for what, by its name (Media Capture and Streams, 10.2). */
const codeOfName: Readonly<
  Record<string, 'device-denied' | 'device-missing' | 'device-busy' | undefined>
> = {
  NotAllowedError: 'device-denied',
  SecurityError: 'device-denied',
  NotFoundError: 'device-missing',
  OverconstrainedError: 'device-missing',
  NotReadableError: 'device-busy',
  AbortError: 'device-busy',
};

/** What a failed `getUserMedia` means. */
export function deviceError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const name = thrown instanceof Error || thrown instanceof DOMException ? thrown.name : '';
  return new AppError(codeOfName[name] ?? 'internal', undefined, { cause: thrown });
}

/** The devices of this browser. Without a secure context it has none to give, and everything is denied. */
export function createDeviceAccess(browser: Navigator): DeviceAccess {
  // The types promise both of these; a page without a secure context has neither.
  const media = browser.mediaDevices as MediaDevices | undefined;
  const permissions = browser.permissions as Permissions | undefined;
  return {
    async open(kinds, deviceIds = {}) {
      if (!media) throw new AppError('device-denied', 'no secure context');
      try {
        const stream = await media.getUserMedia({
          audio: kinds.includes('microphone') && {
            ...microphoneConstraints,
            ...exactly(deviceIds.microphone),
          },
          video: kinds.includes('camera') && {
            ...cameraConstraints,
            ...exactly(deviceIds.camera),
          },
        });
        return stream.getTracks();
      } catch (error) {
        throw deviceError(error);
      }
    },
    async list() {
      const found = (await media?.enumerateDevices()) ?? [];
      return found.flatMap(({ kind, deviceId, label }) =>
        kind === 'audiooutput' || deviceId === ''
          ? []
          : [{ kind: kind === 'audioinput' ? 'microphone' : 'camera', deviceId, label }],
      );
    },
    async isDenied(kind) {
      try {
        const status = await permissions?.query({ name: kind });
        return status?.state === 'denied';
      } catch {
        // Not every browser knows these names; then the question itself will tell.
        return false;
      }
    },
    onChange(listener) {
      media?.addEventListener('devicechange', listener);
      return () => {
        media?.removeEventListener('devicechange', listener);
      };
    },
  };
}

function exactly(deviceId: string | undefined): MediaTrackConstraints {
  return deviceId === undefined ? {} : { deviceId: { exact: deviceId } };
}
