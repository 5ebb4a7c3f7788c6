/** e2ee.md, Epochs: how often the therapist beats. */
export const beatIntervalMs = 5_000;

/** Who has no echo of a counter younger than this stops sending and shows "waiting for key". */
export const echoMaxAgeMs = 15_000;

/** How long the keys of an epoch that was left still open what is on its way. */
export const oldKeysMs = 2_000;

/** How long the therapist goes on sending with the old epoch, when nobody left, for members who have not followed. */
export const switchMaxMs = 1_000;
