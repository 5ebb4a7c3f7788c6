// No fuse turns Chromium's switches off (R-SEC-07). There are some two thousand, new ones come with every version, and among
// them are those that open the app to a debugger, take away a wall, write its connections' keys to a file, or turn its
// traffic to somebody else. So the app starts with those that are known to do nothing of that kind, and with no other.
const allowed: readonly string[] = [
  // How it looks, and in which words.
  'force-dark-mode',
  'force-device-scale-factor',
  'lang',
  // What it draws with, for machines whose graphics make trouble.
  'disable-gpu',
  'disable-gpu-compositing',
  'disable-software-rasterizer',
  'gtk-version',
  'ozone-platform',
  'ozone-platform-hint',
  'use-angle',
  'use-gl',
  // How it is typed into, and read by those who do not see it.
  'enable-wayland-ime',
  'force-renderer-accessibility',
  'wayland-text-input-version',
  // A test picture and a beep in the place of camera and microphone: nobody's picture, so nothing is given away.
  'use-fake-device-for-media-stream',
];

/** What Chromium takes for a switch's name; anything else is not repeated to whoever started the app. */
const plainName = /^[a-z0-9-]{1,64}$/u;

/**
 * The first switch on a command line that the app must not run with, or null. A switch may be written as Chromium
 * reads it: with two dashes or one, or with a slash on Windows, in any case, with a value or without. What follows `--`
 * is looked at as well, because not everything that reads a command line stops there.
 * `permitted`: more of them, by their exact names.
 */
export function findRefusedSwitch(
  args: readonly string[],
  platform: string,
  permitted: readonly string[] = [],
): string | null {
  const prefix = platform === 'win32' ? /^(?:--?|\/)/u : /^--?/u;
  for (const arg of args) {
    if (!prefix.test(arg) || arg === '--') continue;
    const name = (arg.replace(prefix, '').split('=')[0] ?? '').toLowerCase();
    if (isSystemsOwn(name, platform) || allowed.includes(name) || permitted.includes(name))
      continue;
    return plainName.test(name) ? name : 'such-a-switch';
  }
  return null;
}

/** Older Finders add the number of the process. */
function isSystemsOwn(name: string, platform: string): boolean {
  return platform === 'darwin' && /^psn_\d+_\d+$/u.test(name);
}
