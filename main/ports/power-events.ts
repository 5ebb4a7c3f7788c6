/** What the machine tells of its use. Plain data: it also crosses from the shell's thread to that of the main side. */
export type PowerEvent =
  /**
   * How long nobody had used the computer at this moment, in milliseconds. Told every few seconds: a main side that hears
   * nothing more takes the computer for unused.
   */
  | { readonly kind: 'idle'; readonly idleMs: number; readonly atMs: number }
  /** It goes to sleep. There may be very little time left. */
  | { readonly kind: 'suspend' }
  /** The screen was locked by the system, whoever asked for it. */
  | { readonly kind: 'screen-lock' }
  /** The lid was closed, also when the computer stays awake with it closed. */
  | { readonly kind: 'lid' };

/** The machine's power and screen, as far as its system tells of them. */
export interface PowerEvents {
  /** Tells of everything from now on, until the returned function is called. */
  listen(listener: (event: PowerEvent) => void): () => void;
}
