import { Scope } from '../../src/base/scope.ts';
import { createDeviceIdentity } from '../platform/device-identity.ts';
import type { GuestAppClient } from '../platform/guest-app-client.ts';
import { saveByDialog } from '../platform/save-by-dialog.ts';
import { followCapture } from './capture-model.ts';
import type { GuestAppModel } from './guest-app-model.ts';
import { entranceByLink } from './guest-entrance.ts';
import { openGuestModels } from './guest-models.ts';
import { OpenedApp } from './opened-app.ts';

/** The page of the app for clients over the real browser and its main side. */
export function createGuestAppModels(page: Window, client: GuestAppClient): GuestAppModel {
  const scope = new Scope();
  const capture = followCapture(client, scope);
  return new OpenedApp({
    client,
    capture,
    scope,
    follow: (link, { onServed, onPassingKey }) =>
      openGuestModels(page, {
        readEntrance: entranceByLink(link),
        seal: { kind: 'app', identity: createDeviceIdentity(client, onPassingKey) },
        saveFile: saveByDialog(client),
        capture,
        onServed,
      }),
    reload: () => {
      page.location.reload();
    },
  });
}
