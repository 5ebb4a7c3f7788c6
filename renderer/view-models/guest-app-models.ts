import { createDeviceIdentity } from '../platform/device-identity.ts';
import type { GuestAppClient } from '../platform/guest-app-client.ts';
import { saveByDialog } from '../platform/save-by-dialog.ts';
import type { GuestAppModel } from './guest-app-model.ts';
import { entranceByLink } from './guest-entrance.ts';
import { openGuestModels } from './guest-models.ts';
import { OpenedApp } from './opened-app.ts';

/** The page of the app for clients over the real browser and its main side. */
export function createGuestAppModels(page: Window, client: GuestAppClient): GuestAppModel {
  return new OpenedApp({
    client,
    follow: (link, { onServed, onPassingKey }) =>
      openGuestModels(page, {
        readEntrance: entranceByLink(link),
        seal: { kind: 'app', identity: createDeviceIdentity(client, onPassingKey) },
        saveFile: saveByDialog(client),
        onServed,
      }),
    reload: () => {
      page.location.reload();
    },
  });
}
