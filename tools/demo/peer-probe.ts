import type { BrowserContext, Page } from 'playwright-core';
import { installFrameProbe } from './frame-probe.ts';

/** What one side of the call received, read from the browser's own statistics. */
export interface Reception {
  readonly framesDecoded: number;
  /** Sum of squared samples over time, as WebRTC counts it: above 0 when something was heard. */
  readonly audioEnergy: number;
  readonly packetsLost: number;
}

declare global {
  interface Window {
    quietroomProbe?: { connections: RTCPeerConnection[] };
  }
}

/**
 * Watches the page's peer connections from outside: the product itself has no such hook. Must be called before the page
 * loads.
 */
export async function installPeerProbe(target: BrowserContext | Page): Promise<void> {
  await installFrameProbe(target);
  await target.addInitScript(() => {
    const probe: NonNullable<Window['quietroomProbe']> = { connections: [] };
    window.quietroomProbe = probe;
    const Original = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Original {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        probe.connections.push(this);
      }
    };
  });
}

/** What this page has received so far, over all its peer connections. */
export async function readReception(page: Page): Promise<Reception> {
  return page.evaluate(async () => {
    const sum = { framesDecoded: 0, audioEnergy: 0, packetsLost: 0 };
    for (const connection of window.quietroomProbe?.connections ?? []) {
      const report = await connection.getStats();
      for (const entry of report.values() as Iterable<Record<string, unknown>>) {
        if (entry['type'] !== 'inbound-rtp') continue;
        sum.framesDecoded += Number(entry['framesDecoded'] ?? 0);
        sum.audioEnergy += Number(entry['totalAudioEnergy'] ?? 0);
        sum.packetsLost += Number(entry['packetsLost'] ?? 0);
      }
    }
    return sum;
  });
}
