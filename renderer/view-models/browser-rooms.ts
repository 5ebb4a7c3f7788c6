import type { Scope } from '../../src/base/scope.ts';
import { createDeviceAccess } from '../media/device-access.ts';
import { createMediaEngine } from '../media/media-engine.ts';
import { createLevelMeter } from '../media/microphone-level.ts';
import { createSealedMediaOpener, type OpenSealedMedia } from '../media/sealed-media.ts';
import { createBrowserLog } from '../platform/browser-log.ts';
import { browserClock, browserRandom, onNetworkBack } from '../platform/browser-ports.ts';
import type { HandOver } from '../platform/hand-over.ts';
import { describeSelf } from '../platform/self-description.ts';
import { connectSignaling } from '../platform/signaling-connection.ts';
import { openWebSocket } from '../platform/socket.ts';
import { createDevicesModel } from './devices.ts';
import type { DevicesModel } from './devices-model.ts';
import type { RoomPorts } from './room-link.ts';

export interface BrowserRoomOptions {
  /** Saves a file where the person says; null where nothing can be saved. */
  readonly saveFile: HandOver | null;
  /** For tests that look at frames in clear; the product never gives one. */
  readonly openMedia?: OpenSealedMedia;
}

/** The real world, as rooms need it. */
export function browserRoomPorts(page: Window, options: BrowserRoomOptions): RoomPorts {
  const { saveFile, openMedia } = options;
  const log = createBrowserLog();
  const clock = browserClock;
  return {
    connect: (serverOrigin) =>
      connectSignaling(serverOrigin, { openSocket: openWebSocket, clock, log }),
    engine: createMediaEngine({ clock, log }),
    openSealedMedia: openMedia ?? createSealedMediaOpener(page, { clock, log }),
    self: describeSelf(page.navigator),
    saveFile,
    onNetworkBack,
    clock,
    random: browserRandom,
    log,
  };
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
