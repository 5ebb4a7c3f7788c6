import { AppError } from '../../src/errors/app-error.ts';

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Where the signaling of a server is: `https` becomes `wss`; plain text is allowed on loopback only.
 * @throws AppError bad-request for any other origin
 */
export function signalingUrl(serverOrigin: string): string {
  const url = parseUrl(serverOrigin);
  if (url.protocol === 'https:') return `wss://${url.host}/signal`;
  if (url.protocol === 'http:' && loopback.has(url.hostname)) return `ws://${url.host}/signal`;
  throw new AppError('bad-request', 'not an https origin');
}

function parseUrl(text: string): URL {
  try {
    return new URL(text);
  } catch (cause) {
    throw new AppError('bad-request', 'not an origin', { cause });
  }
}
