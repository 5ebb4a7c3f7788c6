import { captureStanding } from './capture-schema.ts';
import { call, push, type CallHandlers } from './contract.ts';
import { nothing } from './schema.ts';

/** What either app's page asks about its window: whether it can be captured on this computer. */
export const captureCalls = {
  /** As the last self-test found it. */
  'capture.get': call({ in: nothing, out: captureStanding }),
  /** After every self-test, and when a window lost its protection. */
  'capture.changed': push({ data: captureStanding }),
};

/** The therapist may have it tried again. In the app for clients it is tried at its start only. */
export const captureTestCalls = {
  /** Tries now, and answers what came of it. @throws conflict while a session runs */
  'capture.test': call({ in: nothing, out: captureStanding }),
};

export type CaptureHandlers = CallHandlers<typeof captureCalls>;
