// No fuse turns these off (R-SEC-07): each opens the app to a debugger, takes away a wall, or turns its traffic to
// somebody else. A name that ends with `*` stands for every switch that starts like it.
const refused = [
  'allow-running-insecure-content',
  'auto-open-devtools-for-tabs',
  'auto-select-desktop-capture-source',
  'auto-select-tab-capture-source*',
  'auto-select-window-capture-source*',
  'browser-subprocess-path',
  'disable-gpu-sandbox',
  'disable-namespace-sandbox',
  'disable-seccomp-filter-sandbox',
  'disable-setuid-sandbox',
  'disable-site-isolation*',
  'disable-web-security',
  'enable-blink-features',
  'enable-usermedia-screen-capturing',
  'explicitly-allowed-ports',
  'gpu-launcher',
  'host-resolver-rules',
  'host-rules',
  'ignore-certificate-errors*',
  'ignore-urlfetcher-cert-requests',
  'inspect*',
  'js-flags',
  'load-extension',
  'log-net-log',
  'no-proxy-server',
  'no-sandbox',
  'proxy-*',
  'remote-allow-origins',
  'remote-debugging-*',
  'renderer-cmd-prefix',
  'single-process',
  'ssl-key-log-file',
  'unsafely-treat-insecure-origin-as-secure',
  'utility-cmd-prefix',
] as const;

/**
 * The first switch on a command line that the app must not run with, or null. A switch may be written as Chromium
 * reads it: with two dashes or one, or with a slash on Windows, in any case, with a value or without.
 */
export function findRefusedSwitch(
  args: readonly string[],
  platform: string,
  permitted: readonly string[] = [],
): string | null {
  const prefix = platform === 'win32' ? /^(?:--?|\/)/u : /^--?/u;
  for (const arg of args) {
    if (!prefix.test(arg)) continue;
    const name = (arg.replace(prefix, '').split('=')[0] ?? '').toLowerCase();
    if (isRefused(name) && !permitted.includes(name)) return name;
  }
  return null;
}

function isRefused(name: string): boolean {
  return refused.some((entry) =>
    entry.endsWith('*') ? name.startsWith(entry.slice(0, -1)) : name === entry,
  );
}
