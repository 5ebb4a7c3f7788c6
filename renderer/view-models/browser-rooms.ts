import type { Scope } from '../../src/base/scope.ts';
import type { SelfDescription } from '../../src/contract/media-worker.ts';
import { createDeviceAccess } from '../media/device-access.ts';
import { createMediaEngine } from '../media/media-engine.ts';
import { createLevelMeter } from '../media/microphone-level.ts';
import { createSealedMediaOpener, type OpenSealedMedia } from '../media/sealed-media.ts';
import { createBrowserLog } from '../platform/browser-log.ts';
import { browserClock, browserRandom, onNetworkBack } from '../platform/browser-ports.ts';
import type { HandOver } from '../platform/hand-over.ts';
import { createKeptFlags } from '../platform/kept-flags.ts';
import { describeSelf } from '../platform/self-description.ts';
import { connectSignaling } from '../platform/signaling-connection.ts';
import { openWebSocket } from '../platform/socket.ts';
import { createTabStorage } from '../platform/tab-storage.ts';
import { createDevicesModel } from './devices.ts';
import type { DevicesModel } from './devices-model.ts';
import type { OwnCapture } from './capture-model.ts';
import type { RoomPorts } from './room-link.ts';
import { createStore } from './store.ts';

export interface BrowserRoomOptions {
  /** Saves a file where the person says; null where nothing can be saved. */
  readonly saveFile: HandOver | null;
  /** For tests that look at frames in clear; the product never gives one. */
  readonly openMedia?: OpenSealedMedia;
  /** What the app around this page finds of its window; left out, there is none. */
  readonly capture?: OwnCapture;
}

/** The real world, as rooms need it. */
export function browserRoomPorts(
  page: Window,
  options: BrowserRoomOptions,
  scope: Scope,
): RoomPorts {
  const { saveFile, openMedia, capture } = options;
  const log = createBrowserLog();
  const clock = browserClock;
  const kept = createKeptFlags(createTabStorage(() => page.sessionStorage));
  return {
    connect: (serverOrigin) =>
      connectSignaling(serverOrigin, { openSocket: openWebSocket, clock, log }),
    engine: createMediaEngine({ clock, log, isRelayOnly: () => kept.relayOnly.read() }),
    openSealedMedia: openMedia ?? createSealedMediaOpener(page, { clock, log }),
    self: ownSelf(page, capture, scope),
    saveFile,
    kept,
    onNetworkBack,
    clock,
    random: browserRandom,
    log,
  };
}

/** Again whenever the app finds something else. */
function ownSelf(page: Window, capture: OwnCapture | undefined, scope: Scope): RoomPorts['self'] {
  const describe = (): SelfDescription =>
    describeSelf(page.navigator, capture?.get()?.verdict ?? 'unknown');
  const self = createStore(describe());
  if (capture) {
    scope.own(
      capture.subscribe(() => {
        self.set(describe());
      }),
    );
  }
  return self;
}

/** This machine's camera and microphone. */
export function browserDevices({ clock, log }: RoomPorts, scope: Scope): DevicesModel {
  return createDevicesModel({
    access: createDeviceAccess(navigator),
    measureLevel: createLevelMeter(clock),
    log,
    scope,
  });
}
