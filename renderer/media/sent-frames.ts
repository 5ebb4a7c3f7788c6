import type { MediaSource } from '../../src/contract/signaling.ts';

/** How many frames left this computer, by source. */
export type FrameTotals = ReadonlyMap<MediaSource, number>;

/**
 * Reads what WebRTC itself counts of a sending transport, apart from whatever a transform says: pictures by frames, sound by
 * packets, which hold one frame each. What was sent again is not counted again. `framesSent` counts every picture that was
 * encoded, also one that a transform drops (measured in Chromium 130 and 156); packets of sound count when they leave.
 */
export class SentFrames {
  /** The last count of every stream, by its report: one that was closed has no report any more, and what it has sent still counts. */
  readonly #streams = new Map<unknown, { readonly source: MediaSource; readonly sent: number }>();

  /** All that was sent so far. */
  read(reports: Iterable<unknown>): FrameTotals {
    for (const report of reports) {
      if (typeof report !== 'object' || report === null) continue;
      if (Reflect.get(report, 'type') !== 'outbound-rtp') continue;
      const isVideo = Reflect.get(report, 'kind') === 'video';
      const sent = isVideo
        ? countIn(report, 'framesSent')
        : countIn(report, 'packetsSent') - countIn(report, 'retransmittedPacketsSent');
      this.#streams.set(Reflect.get(report, 'id'), { source: isVideo ? 'camera' : 'audio', sent });
    }
    const totals = new Map<MediaSource, number>();
    for (const { source, sent } of this.#streams.values()) {
      totals.set(source, (totals.get(source) ?? 0) + sent);
    }
    return totals;
  }
}

function countIn(report: object, name: string): number {
  const value: unknown = Reflect.get(report, name);
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}
