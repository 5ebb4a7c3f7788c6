import type { TabStorage } from './tab-storage.ts';

/** One thing that a page which is loaded anew must know of the one before it. */
export interface KeptFlag {
  /** Whether it was set; false where nothing was ever kept. */
  read(): boolean;
  write(isSet: boolean): void;
}

/** What a page that dies in a call must not undo by being loaded anew. */
export interface KeptFlags {
  /** The page was turned away from: what was covered must not come back uncovered. */
  readonly turnedAway: KeptFlag;
  /** One's own microphone, or camera, was off: nobody has said that it may go on. */
  readonly ownOff: { readonly microphone: KeptFlag; readonly camera: KeptFlag };
  /** Picture and sound go through the practice's relay (TURN) or not at all. */
  readonly relayOnly: KeptFlag;
}

/** Kept in this tab and gone with it. */
export function createKeptFlags(storage: TabStorage): KeptFlags {
  const flag = (name: string): KeptFlag => createFlag(storage, name);
  return {
    turnedAway: flag('aside'),
    ownOff: { microphone: flag('microphone-off'), camera: flag('camera-off') },
    relayOnly: flag('relay-only'),
  };
}

function createFlag(storage: TabStorage, name: string): KeptFlag {
  const key = `quietroom.${name}`;
  return {
    read: () => storage.read(key) !== null,
    write(isSet) {
      if (isSet) storage.write(key, '1');
      else storage.remove(key);
    },
  };
}
