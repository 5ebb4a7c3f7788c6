import { Scope } from '../../src/base/scope.ts';
import { createAddressBar } from '../platform/address-bar.ts';
import { saveByDownload } from '../platform/browser-save.ts';
import { createGuestMemory, type GuestMemoryStore } from '../platform/guest-memory.ts';
import { createTabStorage } from '../platform/tab-storage.ts';
import type { HandOver } from '../platform/hand-over.ts';
import type { OpenSealedMedia } from '../media/sealed-media.ts';
import { browserDevices, browserRoomPorts } from './browser-rooms.ts';
import type { OwnCapture } from './capture-model.ts';
import { entranceByAddress, type ReadEntrance } from './guest-entrance.ts';
import type { GuestSeal } from './guest-sealing.ts';
import { Guest } from './guest.ts';
import type { GuestModels } from './models.ts';
import { silenceAfterSleep } from './silence-call.ts';

/** The page for guests in browsers. Reads and hides the link at once. */
export function createGuestModels(page: Window, openMedia?: OpenSealedMedia): GuestModels {
  return openGuestModels(page, {
    readEntrance: entranceByAddress(createAddressBar(page)),
    seal: { kind: 'browser' },
    saveFile: saveByDownload(page),
    ...(openMedia && { openMedia }),
  });
}

export interface GuestModelsOptions {
  readonly readEntrance: ReadEntrance;
  readonly seal: GuestSeal;
  /** Saves a file where the person says; null where nothing can be saved. */
  readonly saveFile: HandOver | null;
  /** The invite has served, or is of no use. */
  readonly onServed?: () => void;
  readonly openMedia?: OpenSealedMedia;
  /** What the app around this page finds of its window; left out, there is none. */
  readonly capture?: OwnCapture;
}

/** A guest's page over the real browser, whatever its way in. Reads that at once. */
export function openGuestModels(page: Window, options: GuestModelsOptions): GuestModels {
  const { readEntrance, seal, onServed } = options;
  const scope = new Scope();
  const ports = browserRoomPorts(page, options, scope);
  const devices = browserDevices(ports, scope);
  const kept = createGuestMemory(createTabStorage(() => page.sessionStorage));
  const memory = onServed ? tellingMemory(kept, onServed) : kept;
  const guest = new Guest({ ports, readEntrance, memory, seal, devices, scope });
  silenceAfterSleep({ guest, isHidden: () => page.document.hidden, clock: ports.clock, scope });
  return {
    guest,
    devices,
    close: () => {
      scope.close();
    },
  };
}

/** What is forgotten here is forgotten where the link came from too. */
function tellingMemory(memory: GuestMemoryStore, onForgotten: () => void): GuestMemoryStore {
  return {
    ...memory,
    forget: () => {
      memory.forget();
      onForgotten();
    },
  };
}
