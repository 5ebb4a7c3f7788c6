import * as frameBench from './frames/frame-bench.ts';
import * as keyBench from './keys/key-bench.ts';

// The page in which workers are measured side by side: in one browser, and with one clock.

declare global {
  interface Window {
    readonly frameBench: typeof frameBench;
    readonly keyBench: typeof keyBench;
  }
}

Object.assign(window, { frameBench, keyBench });
