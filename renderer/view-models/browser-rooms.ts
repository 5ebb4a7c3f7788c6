import type { Scope } from '../../src/base/scope.ts';
import { createDeviceAccess } from '../media/device-access.ts';
import { noFrameTransforms, type FrameTransforms } from '../media/frame-transforms.ts';
import { createMediaEngine } from '../media/media-engine.ts';
import { createLevelMeter } from '../media/microphone-level.ts';
import { createBrowserLog } from '../platform/browser-log.ts';
import { browserClock, browserRandom, onNetworkBack } from '../platform/browser-ports.ts';
import { connectSignaling } from '../platform/signaling-connection.ts';
import { openWebSocket } from '../platform/socket.ts';
import { createDevicesModel } from './devices.ts';
import type { DevicesModel } from './devices-model.ts';
import type { RoomPorts } from './room-link.ts';

/** The real world, as rooms need it. */
export function browserRoomPorts(transforms: FrameTransforms = noFrameTransforms): RoomPorts {
  const log = createBrowserLog();
  const clock = browserClock;
  return {
    connect: (serverOrigin) =>
      connectSignaling(serverOrigin, { openSocket: openWebSocket, clock, log }),
    engine: createMediaEngine({ transforms, clock, log }),
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
