import { Scope } from '../../src/base/scope.ts';
import { createAddressBar } from '../platform/address-bar.ts';
import { createGuestMemory } from '../platform/guest-memory.ts';
import { createTabStorage } from '../platform/tab-storage.ts';
import type { OpenSealedMedia } from '../media/sealed-media.ts';
import { browserDevices, browserRoomPorts } from './browser-rooms.ts';
import { entranceByAddress } from './guest-entrance.ts';
import { Guest } from './guest.ts';
import type { GuestModels } from './models.ts';

/** The guest's page over the real browser. Reads and hides the link at once. */
export function createGuestModels(page: Window, openMedia?: OpenSealedMedia): GuestModels {
  const scope = new Scope();
  const ports = browserRoomPorts(page, openMedia);
  const devices = browserDevices(ports, scope);
  const guest = new Guest({
    ports,
    readEntrance: entranceByAddress(createAddressBar(page)),
    memory: createGuestMemory(createTabStorage(() => page.sessionStorage)),
    seal: { kind: 'browser' },
    devices,
    scope,
  });
  return {
    guest,
    devices,
    close: () => {
      scope.close();
    },
  };
}
