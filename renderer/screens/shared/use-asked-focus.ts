import { useCallback, useMemo, useRef, type RefCallback } from 'react';

/** The way to put the focus on something that may not be there yet: it takes it as soon as it is. */
interface AskedFocus {
  readonly ref: RefCallback<HTMLElement>;
  readonly ask: () => void;
}

export function useAskedFocus(): AskedFocus {
  const element = useRef<HTMLElement>(null);
  const isWanted = useRef(false);
  const ref = useCallback((now: HTMLElement | null) => {
    element.current = now;
    if (now && isWanted.current) now.focus();
    if (now) isWanted.current = false;
  }, []);
  return useMemo(
    () => ({
      ref,
      ask: () => {
        isWanted.current = element.current === null;
        element.current?.focus();
      },
    }),
    [ref],
  );
}
