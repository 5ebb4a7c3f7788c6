/** What one derivation from a passphrase costs (Argon2id, RFC 9106). Stored with each vault, because machines differ. */
export interface PassphraseCost {
  readonly memoryKiB: number;
  readonly passes: number;
  readonly lanes: number;
}

/** Below this nothing is ever stored, however slow the machine is. */
export const leastCost: PassphraseCost = { memoryKiB: 64 * 1024, passes: 3, lanes: 1 };

/** Above this nothing is computed: somebody changed the header to exhaust the machine. */
const mostCost: PassphraseCost = { memoryKiB: 1024 * 1024, passes: 64, lanes: 1 };

/** What a person waits for gladly, and a guesser does not: between 0.3 and 1 second. */
const wantedMs = 500;

/** The cost for a machine that took `leastCostMs` for the least. */
export function costFor(leastCostMs: number): PassphraseCost {
  const wanted = Math.round((leastCost.passes * wantedMs) / Math.max(1, leastCostMs));
  const passes = Math.min(mostCost.passes / 2, Math.max(leastCost.passes, wanted));
  return { ...leastCost, passes };
}

/** Whether these numbers may be computed with. */
export function isBearable({ memoryKiB, passes, lanes }: PassphraseCost): boolean {
  return (
    memoryKiB >= 8 * lanes &&
    memoryKiB <= mostCost.memoryKiB &&
    passes >= 1 &&
    passes <= mostCost.passes &&
    lanes === mostCost.lanes
  );
}

/** Whether a stored cost is below what is asked for now, so that the passphrase is sealed anew once it is at hand. */
export function isTooCheap({ memoryKiB, passes }: PassphraseCost): boolean {
  return memoryKiB < leastCost.memoryKiB || passes < leastCost.passes;
}
