/**
 * Why something that came in was refused, as a closed set. Nothing refused changes a session, except where noted.
 * Words for people are chosen by these.
 */
export const refusals = [
  /** Not decodable, not canonical, or larger than allowed. */
  'malformed',
  /** A public message, a proposal, or anything else that this protocol never sends. */
  'not-in-protocol',
  /**
   * Of a group that we are not in. No sign of an attack: while others come back after the therapist's restart, whoever is
   * still in the old group gets what is said in the new one.
   */
  'wrong-group',
  /** Of an epoch that we have left behind, or not reached: a Commit is missing. */
  'wrong-epoch',
  /** It does not decrypt, was seen before, or its signature or confirmation is wrong. */
  'not-authentic',
  /**
   * A chunk of a file that nobody has offered. No sign of an attack: a page that was loaded again gets what was on its way to the
   * one before, and takes nothing of it.
   */
  'unknown-file',
  /** A message type that this sender may not send. */
  'not-entitled',
  /** More messages than one member may send in that time. */
  'too-much',
  /** A Commit by somebody else than the therapist. */
  'foreign-commit',
  /** A Commit that contains what no Commit of ours contains. */
  'forbidden-commit',

  // Leaves and trees
  'bad-capabilities',
  'bad-credential',
  'wrong-room',
  'expired',
  'too-long-lived',
  'leaf-out-of-range',
  'wrong-therapist',
  'second-therapist',
  'duplicate-identity',

  // Joining
  'key-package-reused',
  'group-full',
  'seat-revoked',
  'seat-taken',
  'not-the-same-device',
  /** A Welcome that we did not ask for, or a second one for the same KeyPackage. */
  'unexpected-welcome',
  /** The PSKs of a Welcome are not exactly the one of our seat. */
  'wrong-psk',
  /** A Welcome that was not signed by the therapist's leaf. */
  'wrong-signer',
  /** The therapist's first message did not open from leaf 0, was not its first, or came twice. */
  'bad-hello',
  /** An announced restart that is not later than the session we are in. */
  'not-newer',
  /** The revealed nonce is not the one committed to. */
  'commitment-mismatch',
] as const;

export type Refusal = (typeof refusals)[number];

/** Thrown inside a step and turned into a refusal at the session's edge. Carries no content. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly reason: Refusal;

  constructor(reason: Refusal, options?: { cause?: unknown }) {
    super(reason, options);
    this.reason = reason;
  }
}

/** @throws Refused unless the condition holds. */
export function refuseUnless(condition: boolean, reason: Refusal): asserts condition {
  if (!condition) throw new Refused(reason);
}

/** Runs a step of the library; whatever it throws at what came in is a refusal. */
export async function refusing<T>(reason: Refusal, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    throw error instanceof Refused ? error : new Refused(reason, { cause: error });
  }
}
