import {
  createKeptFlags,
  type KeptFlag,
  type KeptFlags,
} from '../../renderer/platform/kept-flags.ts';
import { createTabStorage } from '../../renderer/platform/tab-storage.ts';

/** What a page remembers of the one before it; `isSet` to begin with. */
export function keptFlag(isSet = false): KeptFlag {
  let kept = isSet;
  return {
    read: () => kept,
    write: (now) => {
      kept = now;
    },
  };
}

/** Of a tab that nothing has happened in. */
export function keptFlags(): KeptFlags {
  return createKeptFlags(
    createTabStorage(() => {
      throw new Error('no storage in this test');
    }),
  );
}
