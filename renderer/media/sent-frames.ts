import type { MediaSource } from '../../src/contract/signaling.ts';

/** How many frames left this computer, by source. */
export type FrameTotals = ReadonlyMap<MediaSource, number>;

/**
 * Reads what WebRTC itself counts of a sending transport, apart from whatever a transform says: pictures by frames, sound by
 * packets, which hold one frame each. What was sent again is not counted again. `framesSent` counts every picture that was
 * encoded, also one that a transform drops (measured in Chromium 130 and 156); packets of sound count when they leave.
 */
export function sentFrames(reports: Iterable<unknown>): FrameTotals {
  const totals = new Map<MediaSource, number>();
  for (const report of reports) {
    if (typeof report !== 'object' || report === null) continue;
    if (Reflect.get(report, 'type') !== 'outbound-rtp') continue;
    const isVideo = Reflect.get(report, 'kind') === 'video';
    const source = isVideo ? 'camera' : 'audio';
    const sent = isVideo
      ? countIn(report, 'framesSent')
      : countIn(report, 'packetsSent') - countIn(report, 'retransmittedPacketsSent');
    totals.set(source, (totals.get(source) ?? 0) + sent);
  }
  return totals;
}

function countIn(report: object, name: string): number {
  const value: unknown = Reflect.get(report, name);
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}
