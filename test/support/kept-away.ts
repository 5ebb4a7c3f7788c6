import type { TurnedAway } from '../../renderer/platform/turned-away.ts';

/** What a page remembers of having been turned away from; `isAway` to begin with. */
export function keptAway(isAway = false): TurnedAway {
  let kept = isAway;
  return {
    read: () => kept,
    write: (now) => {
      kept = now;
    },
  };
}
