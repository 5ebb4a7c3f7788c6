import type { Clock, Random } from '../../src/base/ports.ts';

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

/** Calls back when the machine has a network again, until the returned function is called. */
export type OnNetworkBack = (listener: () => void) => () => void;

/** The browser's `online` event. */
export const onNetworkBack: OnNetworkBack = (listener) => {
  addEventListener('online', listener);
  return () => {
    removeEventListener('online', listener);
  };
};
