import type { Page } from 'playwright-core';

/** What a page has sent and decoded so far, over all of its connections. */
export interface CallMedia {
  readonly sentBytes: number;
  readonly sentFrames: number;
  readonly receivedBytes: number;
  readonly decodedFrames: number;
}

/** Reads the video counters, so that a comparison can show that both sides did the same work. Needs the frame probe. */
export async function readCallMedia(page: Page): Promise<CallMedia> {
  return page.evaluate(async () => {
    const total = { sentBytes: 0, sentFrames: 0, receivedBytes: 0, decodedFrames: 0 };
    for (const connection of window.frameProbe?.connections ?? []) {
      const stats = await connection.getStats();
      stats.forEach((entry: RTCOutboundRtpStreamStats & RTCInboundRtpStreamStats) => {
        if (entry.kind !== 'video') return;
        if (entry.type === 'outbound-rtp') {
          total.sentBytes += entry.bytesSent ?? 0;
          total.sentFrames += entry.framesEncoded ?? 0;
        }
        if (entry.type === 'inbound-rtp') {
          total.receivedBytes += entry.bytesReceived ?? 0;
          total.decodedFrames += entry.framesDecoded ?? 0;
        }
      });
    }
    return total;
  });
}
