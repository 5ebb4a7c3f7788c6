import { describe, expect, it } from 'vitest';
import { findRefusedSwitch } from '../../../main/windows/allowed-switches.ts';

/** What each of these would do is known; of most others nobody here knows it, and they are refused as well. */
const attacks = {
  'opens the app to a debugger': [
    'auto-open-devtools-for-tabs',
    'custom-devtools-frontend=http://127.0.0.1',
    'enable-automation',
    'inspect',
    'inspect=0',
    'inspect-brk=9229',
    'inspect-port=1',
    'remote-allow-origins=*',
    'remote-debugging-address=0.0.0.0',
    'remote-debugging-pipe',
    'remote-debugging-port=0',
    'wait-for-debugger',
  ],
  'takes the sandbox away, or puts another program into it': [
    'allow-sandbox-debugging',
    'browser-subprocess-path=/tmp/x',
    'disable-gpu-sandbox',
    'disable-namespace-sandbox',
    'disable-seccomp-filter-sandbox',
    'disable-setuid-sandbox',
    'gpu-launcher=/tmp/x',
    'in-process-gpu',
    'no-sandbox',
    'no-zygote',
    'renderer-cmd-prefix=/tmp/x',
    'single-process',
    'utility-cmd-prefix=/tmp/x',
  ],
  'takes a wall of the page away': [
    'allow-file-access-from-files',
    'allow-running-insecure-content',
    'disable-features=IsolateOrigins',
    'disable-site-isolation-trials',
    'disable-web-security',
    'enable-blink-features=MojoJS',
    'enable-experimental-web-platform-features',
    'enable-features=X',
    'enable-mojo-js',
    'expose-internals-for-testing',
    'force-fieldtrials=X/Y',
    'js-flags=--allow-natives-syntax',
    'load-extension=/tmp/x',
    'reduce-security-for-testing',
    'unsafely-treat-insecure-origin-as-secure=http://x',
  ],
  'gives somebody else’s certificate or address for the server’s': [
    'allow-insecure-localhost',
    'dns-over-https-templates=x',
    'explicitly-allowed-ports=1',
    'host-resolver-rules=MAP * 127.0.0.1',
    'host-rules=MAP * 127.0.0.1',
    'ignore-certificate-errors',
    'ignore-certificate-errors-spki-list=x',
    'ignore-urlfetcher-cert-requests',
    'no-proxy-server',
    'proxy-auto-detect',
    'proxy-bypass-list=x',
    'proxy-pac-url=x',
    'proxy-server=http://127.0.0.1:1',
    'use-mock-cert-verifier-for-testing',
  ],
  'captures the screen without asking, or shows every address': [
    'auto-accept-this-tab-capture',
    'auto-select-desktop-capture-source=x',
    'auto-select-tab-capture-source-by-title=x',
    'enable-usermedia-screen-capturing',
    'force-webrtc-ip-handling-policy=default',
    'use-fake-ui-for-media-stream',
    'use-file-for-fake-video-capture=/tmp/x',
  ],
  'writes down what goes on': [
    'crash-dumps-dir=/tmp',
    // What processes share would lie in files of /tmp.
    'disable-dev-shm-usage',
    'enable-crash-reporter',
    'enable-logging=file',
    'log-file=/tmp/x',
    'log-net-log=/tmp/x',
    'ssl-key-log-file=/tmp/k',
    'trace-startup=*',
    'vmodule=*=9',
    'webrtc-event-logging=/tmp/x',
  ],
} as const;

const cases = Object.entries(attacks).flatMap(([what, names]) =>
  names.map((name) => [name, what] as const),
);

describe('findRefusedSwitch', () => {
  it.each(cases)('finds --%s, which %s', (written) => {
    const [name] = written.split('=');
    for (const prefix of ['--', '-']) {
      expect(findRefusedSwitch(['--lang=en-GB', prefix + written], 'linux')).toBe(name);
      expect(findRefusedSwitch([prefix + written.toUpperCase()], 'win32')).toBe(name);
    }
    expect(findRefusedSwitch([`/${written}`], 'win32')).toBe(name);
  });

  it('finds what nobody knows', () => {
    expect(findRefusedSwitch(['--no-such-switch-yet'], 'linux')).toBe('no-such-switch-yet');
    expect(findRefusedSwitch(['-'], 'linux')).toBe('such-a-switch');
  });

  it('finds it behind the end of all switches, too', () => {
    expect(findRefusedSwitch(['--', '--no-sandbox'], 'linux')).toBe('no-sandbox');
  });

  it('names the switch without its value, and repeats nothing that is no name', () => {
    expect(findRefusedSwitch(['--proxy-server=secret'], 'linux')).toBe('proxy-server');
    expect(findRefusedSwitch(['--quietroom://join/x#secret'], 'linux')).toBe('such-a-switch');
  });

  it('reads a slash as a switch on Windows and as a path elsewhere', () => {
    expect(findRefusedSwitch(['/inspect'], 'win32')).toBe('inspect');
    expect(findRefusedSwitch(['/inspect'], 'linux')).toBeNull();
  });

  it.each([
    ['linux', ['.', '--ozone-platform=wayland', '--lang=en-GB', '--force-dark-mode', 'no-sandbox']],
    ['linux', ['--force-renderer-accessibility', '--', 'quietroom://join/x']],
    ['win32', ['--', 'quietroom://join/x']],
    ['darwin', ['-psn_0_12345']],
  ] as const)('lets what is usual pass: %s', (platform, args) => {
    expect(findRefusedSwitch(args, platform)).toBeNull();
  });

  it('permits by exact name only', () => {
    expect(findRefusedSwitch(['--inspect=0'], 'linux', ['inspect'])).toBeNull();
    expect(findRefusedSwitch(['--inspect-brk=0'], 'linux', ['inspect'])).toBe('inspect-brk');
  });
});
