const loopbackNames: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];

/** Whether a server may be talked to at this address: https, or http on this very machine. */
export function isAllowedServerUrl(url: URL): boolean {
  if (url.protocol === 'https:') return true;
  return url.protocol === 'http:' && loopbackNames.includes(url.hostname);
}

/**
 * The origin of a server as a person typed it: an allowed address with nothing behind the host and port.
 * @returns null when it is anything else
 */
export function parseServerOrigin(text: string): string | null {
  const url = parseUrl(text);
  if (!url || !isAllowedServerUrl(url)) return null;
  // Everything beside the origin would be dropped silently, credentials included: refused instead.
  return url.href === `${url.origin}/` ? url.origin : null;
}

/** @returns null when it is no URL */
export function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
