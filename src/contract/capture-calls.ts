import { captureStanding, shieldRule } from './capture-schema.ts';
import { call, push, type CallHandlers } from './contract.ts';
import { nothing } from './schema.ts';
import { z } from './zod.ts';

/** What either app's page asks about its window: whether it can be captured on this computer. */
export const captureCalls = {
  /** As the last self-test found it. */
  'capture.get': call({ in: nothing, out: captureStanding }),
  /** After every self-test, and when a window lost its protection. */
  'capture.changed': push({ data: captureStanding }),
};

const ruleSetting = z.strictObject({ rule: shieldRule });

/** What only the therapist does about it. In the app for clients it is tried at its start only. */
export const therapistCaptureCalls = {
  /** Tries now, and answers what came of it. @throws conflict while a session runs */
  'capture.test': call({ in: nothing, out: captureStanding }),
  /** What is wanted where somebody's window is not hidden. */
  'capture.rule': call({ in: nothing, out: ruleSetting }),
  /** In force at once, also in a session that runs. @throws disk-full */
  'capture.set-rule': call({ in: ruleSetting, out: ruleSetting }),
};

export type CaptureHandlers = CallHandlers<typeof captureCalls>;
