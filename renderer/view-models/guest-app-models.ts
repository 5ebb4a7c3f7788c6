import type { IpcBridge } from '../../src/contract/ipc-wire.ts';
import { createBrowserLog } from '../platform/browser-log.ts';
import { browserClock } from '../platform/browser-ports.ts';
import { createDeviceIdentity } from '../platform/device-identity.ts';
import { createGuestAppClient } from '../platform/guest-app-client.ts';
import type { GuestAppModel } from './guest-app-model.ts';
import { entranceByLink } from './guest-entrance.ts';
import { openGuestModels } from './guest-models.ts';
import { OpenedApp } from './opened-app.ts';

/** The page of the app for clients over the real browser and the host's bridge. */
export function createGuestAppModels(page: Window, bridge: IpcBridge): GuestAppModel {
  const client = createGuestAppClient({ bridge, clock: browserClock, log: createBrowserLog() });
  return new OpenedApp({
    client,
    follow: (link, { onServed, onPassingKey }) =>
      openGuestModels(page, {
        readEntrance: entranceByLink(link),
        seal: { kind: 'app', identity: createDeviceIdentity(client, onPassingKey) },
        // A download is refused in the app, and there is no other way yet.
        saveFile: null,
        onServed,
      }),
    reload: () => {
      page.location.reload();
    },
  });
}
