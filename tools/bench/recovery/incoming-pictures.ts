import type { Page } from 'playwright-core';

/** The streams of pictures that came into a page so far, by the ids that WebRTC gives them. Needs the frame probe. */
export async function incomingPictures(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const ids: string[] = [];
    for (const connection of window.frameProbe?.connections ?? []) {
      const stats = await connection.getStats();
      stats.forEach((entry: RTCInboundRtpStreamStats) => {
        if (entry.type === 'inbound-rtp' && entry.kind === 'video') ids.push(entry.id);
      });
    }
    return ids;
  });
}

/**
 * Waits until a frame of another stream than these was decoded: whoever comes back sends a new one. Looks every 50 ms, as often
 * as WebRTC counts anew. @returns when it was seen, in milliseconds since 1970
 */
export async function whenAnotherPicture(page: Page, known: readonly string[]): Promise<number> {
  return page.evaluate(async (before) => {
    for (;;) {
      for (const connection of window.frameProbe?.connections ?? []) {
        const decoding: string[] = [];
        const stats = await connection.getStats();
        stats.forEach((entry: RTCInboundRtpStreamStats) => {
          const isPicture = entry.type === 'inbound-rtp' && entry.kind === 'video';
          const decoded = entry.framesDecoded ?? 0;
          if (isPicture && decoded > 0 && !before.includes(entry.id)) decoding.push(entry.id);
        });
        if (decoding.length > 0) return performance.timeOrigin + performance.now();
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }, known);
}
