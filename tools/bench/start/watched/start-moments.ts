import { z } from 'zod';

/** Where the watched app writes its report. */
export const reportVariable = 'QUIETROOM_START_REPORT';

const moment = z.number().positive();

/** When an app got how far. Milliseconds since 1970, with fractions. */
export const startMoments = z.strictObject({
  /** Its first line of JavaScript ran. */
  script: moment,
  /** Electron was ready. */
  ready: moment,
  /** The window existed, and was not shown yet. */
  window: moment,
  /** Chromium began to load the page. */
  page: moment,
  /** The page had painted its first text or picture. */
  paint: moment,
  shown: moment,
  /** A button could be pressed, and was painted. */
  usable: moment,
  /** How long the main thread was held up by one thing, at the longest, from the showing on until three seconds later. */
  longestBlock: z.number().nonnegative(),
});

export type StartMoments = z.output<typeof startMoments>;
