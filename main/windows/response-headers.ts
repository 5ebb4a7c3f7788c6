/**
 * Every feature that a page could ask for is off, apart from what a call needs. Only names that Chromium knows: it
 * reports each other one as an error.
 */
const permissionsPolicy = [
  'camera=(self)',
  'microphone=(self)',
  'autoplay=(self)',
  'clipboard-write=(self)',
  ...[
    'accelerometer',
    'browsing-topics',
    'clipboard-read',
    'compute-pressure',
    'display-capture',
    'encrypted-media',
    'fullscreen',
    'gamepad',
    'geolocation',
    'gyroscope',
    'hid',
    'identity-credentials-get',
    'idle-detection',
    'keyboard-map',
    'local-fonts',
    'magnetometer',
    'midi',
    'otp-credentials',
    'payment',
    'picture-in-picture',
    'publickey-credentials-get',
    'screen-wake-lock',
    'serial',
    'storage-access',
    'usb',
    'window-management',
    'xr-spatial-tracking',
  ].map((feature) => `${feature}=()`),
].join(', ');

/** What a host name may hold where it is put into a policy: nothing that ends a source or a directive. */
const plainHost = /^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/u;

/**
 * The content security policy of the therapist's page. It may talk to the practice's server and to nobody else.
 * `serverOrigin`: null before a server was chosen.
 */
export function contentSecurityPolicy(serverOrigin: string | null): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "media-src 'self' blob:",
    "worker-src 'self'",
    `connect-src ${serverSources(serverOrigin).join(' ') || "'none'"}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types quietroom-worker',
  ].join('; ');
}

/** The headers of every file of the therapist's page, in either shell. */
export function pageHeaders(serverOrigin: string | null): Readonly<Record<string, string>> {
  return {
    'content-security-policy': contentSecurityPolicy(serverOrigin),
    'permissions-policy': permissionsPolicy,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  };
}

/**
 * What the page may connect to: the server's origin, by request and by WebSocket. Anything that is not plainly an
 * http(s) origin gives nothing.
 */
export function serverSources(serverOrigin: string | null): readonly string[] {
  if (serverOrigin === null || !URL.canParse(serverOrigin)) return [];
  const { protocol, host, origin } = new URL(serverOrigin);
  if (!plainHost.test(host)) return [];
  if (protocol === 'https:') return [origin, `wss://${host}`];
  if (protocol === 'http:') return [origin, `ws://${host}`];
  return [];
}
