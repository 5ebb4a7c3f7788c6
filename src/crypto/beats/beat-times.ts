/** e2ee.md, Epochs: how often the therapist beats. */
export const beatIntervalMs = 5_000;

/** Who has no echo of a counter younger than this stops sending and shows "waiting for key". */
export const echoMaxAgeMs = 15_000;
