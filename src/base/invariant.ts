/**
 * Stops on a broken assumption of our own. For bad input use an `AppError` instead.
 * @throws Error naming `why`; it must hold no content.
 */
export function invariant(condition: unknown, why: string): asserts condition {
  if (condition === false || condition === undefined || condition === null) {
    throw new Error(`invariant broken: ${why}`);
  }
}
