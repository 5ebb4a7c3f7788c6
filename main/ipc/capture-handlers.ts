import type { CaptureHandlers } from '../../src/contract/capture-calls.ts';
import type { ToldStanding } from '../ports/told-standing.ts';

/** The call about the window's shield, the same in both apps. */
export function captureHandlers(told: ToldStanding): CaptureHandlers {
  return { 'capture.get': () => told.current };
}
