import { randomBytes } from 'node:crypto';
import type { BrowserContext, Page } from 'playwright-core';
import { toBase64Url } from '../../../src/base/base64url.ts';

declare global {
  interface Window {
    quietroomSockets?: WebSocket[];
  }
}

/** Keeps hold of the page's sockets, from outside. Must be called before the page loads. For the tap's control only. */
export async function installRelayPlanter(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const sockets: WebSocket[] = [];
    window.quietroomSockets = sockets;
    const Original = window.WebSocket;
    window.WebSocket = class extends Original {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols);
        sockets.push(this);
      }
    };
  });
}

/** Sends a text through the relay in clear, past the product, to see whether the tap finds it. */
export async function plantInRelay(page: Page, text: string): Promise<void> {
  const frame = {
    // Far from every id that the page itself has come to.
    id: 0x7fff_ffff,
    call: 'relay.send',
    data: {
      messageId: toBase64Url(randomBytes(16)),
      to: null,
      payload: toBase64Url(Buffer.from(text)),
    },
  };
  await page.evaluate((message) => {
    window.quietroomSockets
      ?.findLast(({ readyState }) => readyState === WebSocket.OPEN)
      ?.send(message);
  }, JSON.stringify(frame));
}
