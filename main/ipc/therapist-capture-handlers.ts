import type { CallHandlers } from '../../src/contract/contract.ts';
import type { captureCalls, therapistCaptureCalls } from '../../src/contract/capture-calls.ts';
import type { CaptureShieldService } from '../services/capture-shield-service.ts';
import { captureHandlers } from './capture-handlers.ts';

type Handlers = CallHandlers<typeof captureCalls & typeof therapistCaptureCalls>;

/** The therapist's calls about the capture shield. */
export function therapistCaptureHandlers(shield: CaptureShieldService): Handlers {
  return {
    ...captureHandlers(shield.told),
    'capture.test': () => shield.test(),
    'capture.rule': () => ({ rule: shield.rule() }),
    'capture.set-rule': ({ rule }) => {
      shield.setRule(rule);
      return { rule };
    },
  };
}
