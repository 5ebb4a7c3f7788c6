import { useState } from 'react';

/** Whether one's own picture is shown, and the way to the other of the two; the way that leads nowhere is null. */
export function useOwnPicture(): {
  readonly hide: (() => void) | null;
  readonly show: (() => void) | null;
} {
  const [isShown, setShown] = useState(true);
  const turn = (): void => {
    setShown(!isShown);
  };
  return { hide: isShown ? turn : null, show: isShown ? null : turn };
}
