import type { CallCounters } from '../../src/domain/call-quality.ts';

/** Sums up what WebRTC reports of a receiving transport. What is missing or no number counts as nothing. */
export function callCounters(reports: Iterable<unknown>): CallCounters {
  let [packetsReceived, packetsLost, framesDecoded, freezes] = [0, 0, 0, 0];
  let roundTripMs: number | null = null;
  for (const report of reports) {
    if (typeof report !== 'object' || report === null) continue;
    const type: unknown = Reflect.get(report, 'type');
    if (type === 'inbound-rtp') {
      packetsReceived += numberIn(report, 'packetsReceived') ?? 0;
      packetsLost += numberIn(report, 'packetsLost') ?? 0;
      framesDecoded += numberIn(report, 'framesDecoded') ?? 0;
      freezes += numberIn(report, 'freezeCount') ?? 0;
    } else if (type === 'candidate-pair' && Reflect.get(report, 'nominated') === true) {
      const seconds = numberIn(report, 'currentRoundTripTime');
      if (seconds !== null) roundTripMs = Math.round(seconds * 1000);
    }
  }
  return { packetsReceived, packetsLost, framesDecoded, freezes, roundTripMs };
}

function numberIn(report: object, name: string): number | null {
  const value: unknown = Reflect.get(report, name);
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
