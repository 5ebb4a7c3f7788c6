import type { CaptureStanding } from '../../src/contract/capture-schema.ts';

/** Whether windows of this app can be captured here, as the shell has tried. Plain data: it also crosses to the thread. */
export interface CapturePort {
  /** Tells where it stands, at once and after every change, until the returned function is called. */
  listen(listener: (standing: CaptureStanding) => void): () => void;
  /** Tries once more. Settles when the outcome was told, whatever it is; never rejects. */
  test(): Promise<void>;
}
