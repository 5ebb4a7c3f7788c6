import type { Log } from '../../src/base/ports.ts';
import { Scope } from '../../src/base/scope.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { DeviceAccess, DeviceKind, FoundDevice } from '../media/device-access.ts';
import type { MeasureLevel } from '../media/microphone-level.ts';
import type { DeviceProblem, DevicesModel, DevicesState, DeviceSlot } from './devices-model.ts';
import { createStore, type Store, type WritableStore } from './store.ts';

export interface DevicesOptions {
  readonly access: DeviceAccess;
  readonly measureLevel: MeasureLevel;
  readonly log: Log;
  readonly scope: Scope;
}

const kinds = ['microphone', 'camera'] as const;
type Slots = Readonly<Record<DeviceKind, DeviceSlot>>;

/** Camera and microphone; closed to begin with. */
export function createDevicesModel(options: DevicesOptions): DevicesModel {
  return new Devices(options);
}

class Devices implements DevicesModel {
  readonly state: WritableStore<DevicesState> = createStore<DevicesState>({ phase: 'closed' });
  readonly #level = createStore(0);
  readonly #options: DevicesOptions;
  /** Owns everything that is open; a new one for each opening, so that what comes late is let go. */
  #opening = new Scope();
  #watchers = 0;
  #stopMeter: (() => void) | null = null;

  constructor(options: DevicesOptions) {
    this.#options = options;
    this.#opening.close();
    options.scope.own(() => {
      this.close();
    });
  }

  get level(): Store<number> {
    return this.#level;
  }

  open(): void {
    if (this.state.get().phase === 'open') return;
    this.#opening = new Scope();
    this.state.set({
      phase: 'open',
      microphone: { phase: 'opening' },
      camera: { phase: 'opening' },
      microphones: [],
      cameras: [],
    });
    this.#opening.own(
      this.#options.access.onChange(() => {
        void this.#listed();
      }),
    );
    void this.#openAll(this.#opening);
  }

  pick(kind: DeviceKind, deviceId: string): void {
    if (this.state.get().phase === 'open') void this.#reopen(kind, deviceId);
  }

  retry(kind: DeviceKind): void {
    if (this.#slot(kind)?.phase === 'failed') void this.#reopen(kind);
  }

  watchLevel(): () => void {
    this.#watchers += 1;
    this.#followMicrophone();
    let isWatching = true;
    return () => {
      if (!isWatching) return;
      isWatching = false;
      this.#watchers -= 1;
      this.#followMicrophone();
    };
  }

  close(): void {
    this.#opening.close();
    const before = this.state.get();
    if (before.phase === 'open') for (const kind of kinds) stop(before[kind]);
    this.state.set({ phase: 'closed' });
    this.#followMicrophone();
  }

  /** One question for both, so that the person is asked once; each by itself only when that did not work. */
  async #openAll(scope: Scope): Promise<void> {
    try {
      this.#takeAll(scope, await this.#options.access.open(kinds));
    } catch (error) {
      await this.#openEach(scope, problemOf(error));
    }
    await this.#listed();
  }

  /** One of the two is the reason; the other one may well work. */
  async #openEach(scope: Scope, code: DeviceProblem): Promise<void> {
    const { access } = this.#options;
    const isDenied = code === 'device-denied';
    const denied = isDenied ? await Promise.all(kinds.map((kind) => access.isDenied(kind))) : [];
    // Whoever just said no to both is not asked again.
    const saidNo = isDenied && !denied.includes(true);
    await Promise.all(
      kinds.map(async (kind, at) => {
        if (saidNo || denied[at] === true) this.#fail(scope, kind, 'device-denied');
        else await this.#openOne(scope, kind);
      }),
    );
  }

  async #openOne(scope: Scope, kind: DeviceKind, deviceId?: string): Promise<void> {
    try {
      const which = deviceId === undefined ? {} : { [kind]: deviceId };
      this.#takeAll(scope, await this.#options.access.open([kind], which));
    } catch (error) {
      this.#fail(scope, kind, problemOf(error));
    }
  }

  async #reopen(kind: DeviceKind, deviceId?: string): Promise<void> {
    const scope = this.#opening;
    // The old one first: many cameras cannot be opened twice.
    this.#put(scope, kind, { phase: 'opening' });
    await this.#openOne(scope, kind, deviceId);
    await this.#listed();
  }

  #takeAll(scope: Scope, tracks: readonly MediaStreamTrack[]): void {
    for (const track of tracks) {
      const kind = track.kind === 'audio' ? 'microphone' : 'camera';
      if (scope.isClosed) {
        track.stop();
        continue;
      }
      track.addEventListener('ended', () => {
        void this.#ended(scope, kind, track);
      });
      const deviceId = track.getSettings().deviceId ?? '';
      this.#put(scope, kind, { phase: 'on', deviceId, track });
    }
  }

  /** Unplugged, or taken away by the system: another device of its kind takes over if there is one. */
  async #ended(scope: Scope, kind: DeviceKind, track: MediaStreamTrack): Promise<void> {
    const slot = this.#slot(kind);
    if (slot?.phase !== 'on' || slot.track !== track) return;
    this.#options.log.warn('device-ended', { kind });
    this.#put(scope, kind, { phase: 'opening' });
    await this.#openOne(scope, kind);
    await this.#listed();
  }

  #fail(scope: Scope, kind: DeviceKind, code: DeviceProblem): void {
    if (scope.isClosed) return;
    this.#options.log.warn('device-failed', { kind, code });
    this.#put(scope, kind, { phase: 'failed', code });
  }

  #put(scope: Scope, kind: DeviceKind, slot: DeviceSlot): void {
    const before = this.state.get();
    if (scope.isClosed || before.phase !== 'open') {
      stop(slot);
      return;
    }
    stop(before[kind]);
    const slots: Slots = { ...before, [kind]: slot };
    this.state.set({ ...before, microphone: slots.microphone, camera: slots.camera });
    if (kind === 'microphone') this.#followMicrophone();
  }

  /** Reads the list anew; a device that was missing and is there now is opened. */
  async #listed(): Promise<void> {
    const scope = this.#opening;
    const found = await this.#options.access.list();
    const before = this.state.get();
    if (scope.isClosed || before.phase !== 'open') return;
    this.state.set({
      ...before,
      microphones: choices(found, 'microphone'),
      cameras: choices(found, 'camera'),
    });
    for (const kind of kinds) {
      const slot = before[kind];
      const isBack = found.some((device) => device.kind === kind);
      if (slot.phase === 'failed' && slot.code === 'device-missing' && isBack) {
        this.#put(scope, kind, { phase: 'opening' });
        await this.#openOne(scope, kind);
      }
    }
  }

  /** The meter runs while somebody looks and there is something to measure. */
  #followMicrophone(): void {
    this.#stopMeter?.();
    this.#stopMeter = null;
    const slot = this.#slot('microphone');
    if (this.#watchers === 0 || slot?.phase !== 'on') {
      this.#level.set(0);
      return;
    }
    this.#stopMeter = this.#options.measureLevel(slot.track, (level) => {
      this.#level.set(level);
    });
  }

  #slot(kind: DeviceKind): DeviceSlot | null {
    const state = this.state.get();
    return state.phase === 'open' ? state[kind] : null;
  }
}

function choices(found: readonly FoundDevice[], kind: DeviceKind) {
  return found
    .filter((device) => device.kind === kind)
    .map(({ deviceId, label }) => ({ deviceId, label }));
}

function stop(slot: DeviceSlot): void {
  if (slot.phase === 'on') slot.track.stop();
}

function problemOf(error: unknown): DeviceProblem {
  const { code } = AppError.from(error);
  return code === 'device-denied' || code === 'device-missing' || code === 'device-busy'
    ? code
    : 'internal';
}
