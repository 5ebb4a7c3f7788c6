import type { Page, Request } from 'playwright-core';

/** What a page has fetched so far. */
export interface Transfer {
  /** Headers and bodies of all responses as they went over the wire: compressed. */
  readonly bytes: number;
  /** HTTP requests and WebSocket handshakes; `data:` and `blob:` are none. */
  readonly requests: number;
}

/** What is needed of a finished request to count it. */
export interface FinishedRequest {
  readonly url: string;
  readonly responseHeadersBytes: number;
  readonly responseBodyBytes: number;
}

/** Adds up requests and WebSocket handshakes. */
export function countTransfer(requests: readonly FinishedRequest[], webSockets: number): Transfer {
  const overWire = requests.filter(({ url }) => /^https?:/u.test(url));
  return {
    bytes: overWire.reduce(
      (sum, { responseHeadersBytes, responseBodyBytes }) =>
        sum + responseHeadersBytes + responseBodyBytes,
      0,
    ),
    requests: overWire.length + webSockets,
  };
}

/**
 * Counts what a page transfers from now on, its workers' requests included. The sizes come from the browser
 * (`Network.loadingFinished`); of a worker's script it tells none, and what the server declared is taken instead.
 */
export function meterTransfer(page: Page): { read(): Promise<Transfer> } {
  const pending: Promise<FinishedRequest>[] = [];
  let webSockets = 0;
  page.on('websocket', () => {
    webSockets += 1;
  });
  page.on('requestfinished', (request) => {
    const sizes = sizesOf(request);
    // What ends with its page, after the last reading, is nobody's.
    sizes.catch(() => undefined);
    pending.push(sizes);
  });
  return {
    read: async () => countTransfer(await Promise.all(pending), webSockets),
  };
}

async function sizesOf(request: Request): Promise<FinishedRequest> {
  const { responseHeadersSize, responseBodySize } = await request.sizes();
  const response = await request.response();
  const declared = Number((await response?.headerValue('content-length')) ?? 0);
  return {
    url: request.url(),
    responseHeadersBytes: responseHeadersSize,
    responseBodyBytes: responseBodySize > 0 ? responseBodySize : declared,
  };
}
