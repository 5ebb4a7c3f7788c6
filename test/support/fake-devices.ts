import type { DeviceAccess, DeviceKind, FoundDevice } from '../../renderer/media/device-access.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import { FakeTrack } from './fake-track.ts';

const kindOf = { microphone: 'audio', camera: 'video' } as const;

/** Devices that a test plugs in, pulls out and denies. */
export class FakeDevices implements DeviceAccess {
  plugged: FoundDevice[] = [
    { kind: 'microphone', deviceId: 'audio-1', label: 'Mic' },
    { kind: 'camera', deviceId: 'video-1', label: 'Cam' },
  ];
  readonly failing = new Map<DeviceKind, ErrorCode>();
  readonly denied = new Set<DeviceKind>();
  readonly opened: FakeTrack[] = [];
  /** The kinds of each question that was asked. */
  readonly questions: string[] = [];
  readonly #listeners = new Set<() => void>();

  async open(
    kinds: readonly DeviceKind[],
    deviceIds: Partial<Record<DeviceKind, string>> = {},
  ): Promise<readonly FakeTrack[]> {
    this.questions.push(kinds.join('+'));
    await Promise.resolve();
    const found = kinds.map((kind) => {
      const wanted = deviceIds[kind];
      const device = this.plugged.find(
        (plugged) => plugged.kind === kind && (wanted ?? plugged.deviceId) === plugged.deviceId,
      );
      const denied = this.denied.has(kind) ? 'device-denied' : null;
      const code = denied ?? this.failing.get(kind) ?? (device ? null : 'device-missing');
      if (code) throw new AppError(code);
      return new FakeTrack(kindOf[kind], device?.deviceId);
    });
    this.opened.push(...found);
    return found;
  }

  list(): Promise<readonly FoundDevice[]> {
    return Promise.resolve([...this.plugged]);
  }

  isDenied(kind: DeviceKind): Promise<boolean> {
    return Promise.resolve(this.denied.has(kind));
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Something was plugged in or out. */
  change(plugged: FoundDevice[]): void {
    this.plugged = plugged;
    for (const listener of this.#listeners) listener();
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  get live(): number {
    return this.opened.filter(({ readyState }) => readyState === 'live').length;
  }
}
