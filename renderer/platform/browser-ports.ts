import type { Clock, Random } from '../../src/base/ports.ts';
import { onWake } from './wake.ts';

/** The page's own time. */
export const browserClock: Clock = {
  nowMs: () => Date.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return () => {
      clearTimeout(timer);
    };
  },
};

/** WebCrypto's randomness. */
export const browserRandom: Random = {
  bytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
};

/** Calls back when the machine may have a network again, until the returned function is called. */
export type OnNetworkBack = (listener: () => void) => () => void;

/** Whoever sleeps for so long is missed at the other end. */
const sleptMs = 5_000;

/** The browser's `online` event, and the end of a sleep. */
export const onNetworkBack: OnNetworkBack = (listener) => {
  addEventListener('online', listener);
  const stop = onWake(browserClock, () => sleptMs, listener);
  return () => {
    stop();
    removeEventListener('online', listener);
  };
};
