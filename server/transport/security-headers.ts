/** Headers of every answer. `Strict-Transport-Security` only means something over TLS. */
export function commonHeaders(isTls: boolean): Readonly<Record<string, string>> {
  return {
    'Cache-Control': 'no-store',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    ...(isTls && { 'Strict-Transport-Security': 'max-age=31536000' }),
  };
}

// Everything that a page of ours does not use is off, above all the capture of a screen.
const permissions = [
  'camera=(self)',
  'microphone=(self)',
  'display-capture=()',
  'clipboard-read=()',
  'geolocation=()',
  'hid=()',
  'midi=()',
  'payment=()',
  'publickey-credentials-get=()',
  'serial=()',
  'usb=()',
].join(', ');

/** Headers of the guest page alone: what answers with a script or a style is no page that could be permitted anything. */
export function guestPageHeaders(publicOrigin: string): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': guestPagePolicy(publicOrigin),
    'Permissions-Policy': permissions,
  };
}

/** The policy of the guest page: its own files, its own signaling connection, and nothing that text could become code by. */
function guestPagePolicy(publicOrigin: string): string {
  const signalingOrigin = publicOrigin.replace(/^http/u, 'ws');
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "media-src 'self' blob:",
    `connect-src 'self' ${signalingOrigin}`,
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types quietroom-worker',
  ].join('; ');
}

/** The policy of everything that is no page. */
export const emptyPolicy = "default-src 'none'; frame-ancestors 'none'";
