import type { TabStorage } from './tab-storage.ts';

/** Whether this page was turned away from when it was loaded anew: what was covered must not come back uncovered. */
export interface TurnedAway {
  read(): boolean;
  write(isAway: boolean): void;
}

const key = 'quietroom.aside';

/** Kept in this tab and gone with it. */
export function createTurnedAway(storage: TabStorage): TurnedAway {
  return {
    read: () => storage.read(key) !== null,
    write(isAway) {
      if (isAway) storage.write(key, '1');
      else storage.remove(key);
    },
  };
}
