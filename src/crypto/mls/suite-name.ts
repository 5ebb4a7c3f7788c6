// Apart from the suite itself: whoever only reads a record does not need the primitives.

/** The one suite (e2ee.md, Joining). A peer that cannot do it is refused, never downgraded. */
export const suiteName = 'MLS_256_XWING_AES256GCM_SHA512_Ed25519';

/** Random, one for each group. */
export const groupIdSizeBytes = 16;
