import { useEffect, useReducer } from 'react';
import { useScreenPorts } from './screen-ports.ts';

/** Renders again once after `delayMs`; null: nothing will change by itself. */
export function useRenderAfter(delayMs: number | null): void {
  const { clock } = useScreenPorts();
  const [turn, again] = useReducer((count: number) => count + 1, 0);
  useEffect(
    () => (delayMs === null ? undefined : clock.after(delayMs, again)),
    // The same delay twice in a row is two waits.
    [clock, delayMs, turn],
  );
}
