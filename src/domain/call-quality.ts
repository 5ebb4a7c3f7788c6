/** A rough picture of a call, as people would say it. */
export type CallQuality = 'unknown' | 'good' | 'fair' | 'poor';

/** Counters that only grow, as WebRTC reports them, and the present round trip. */
export interface CallCounters {
  readonly packetsReceived: number;
  readonly packetsLost: number;
  readonly framesDecoded: number;
  readonly freezes: number;
  /** Milliseconds; null while unknown. */
  readonly roundTripMs: number | null;
}

/**
 * Judges what came in between two looks. Loss above 2 % is heard, above 8 % it hurts; a round trip above 300 ms makes
 * people talk over each other (ITU-T G.114 counts 150 ms one way as the limit of comfort).
 */
export function judgeQuality(before: CallCounters, now: CallCounters): CallQuality {
  const received = now.packetsReceived - before.packetsReceived;
  const lost = Math.max(0, now.packetsLost - before.packetsLost);
  if (received + lost <= 0) return 'unknown';
  const lossRatio = lost / (received + lost);
  const roundTripMs = now.roundTripMs ?? 0;
  const freezes = now.freezes - before.freezes;
  if (lossRatio > 0.08 || roundTripMs > 600 || freezes > 1) return 'poor';
  if (lossRatio > 0.02 || roundTripMs > 300 || freezes > 0) return 'fair';
  return 'good';
}
