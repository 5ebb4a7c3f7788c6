import type { ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import {
  electron,
  electronNote,
  useElectron,
  type ElectronFixture,
} from '../../support/electron-fixture.ts';
import { testInvite } from '../../support/guest-fixture.ts';
import { missingOwnNetwork, namesAskedFor } from '../../support/own-network/names-asked-for.ts';
import { filesBelow, packForTest } from '../../support/packed-app.ts';
import { newHome, startAsPerson, type StartedApp } from '../../support/started-app.ts';

// The artefact as it is shipped, from outside: started by its executable as an ordinary user, with its sandbox.

const refused = [
  '--inspect=0',
  // Node itself would wait for a debugger here before any line of ours runs; the fuse takes that from it.
  '--inspect-brk=0',
  '--remote-debugging-port=0',
  '--remote-debugging-pipe',
  '--no-sandbox',
  '--disable-web-security',
  '--ignore-certificate-errors',
  '--ignore-certificate-errors-spki-list=x',
  '--host-resolver-rules=MAP * 127.0.0.1',
  '--proxy-server=127.0.0.1:1',
  '--load-extension=/tmp',
  '--js-flags=--expose-gc',
  '--unsafely-treat-insecure-origin-as-secure=http://x',
  '--enable-features=X',
];

const refusedVariables = ['ELECTRON_DISABLE_SANDBOX', 'ELECTRON_ENABLE_LOGGING'];

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** Starts an app; it is gone after the test whatever comes of it. */
function start(...how: Parameters<typeof startAsPerson>): StartedApp {
  const started = startAsPerson(...how);
  children.push(started.child);
  return started;
}

/** Waits until as many apps run with this home. Each has the lock that Chromium writes when it is to be the only one. */
async function untilRunning(home: string, count: number): Promise<void> {
  const locks = (): number =>
    readdirSync(home, { recursive: true }).filter((name) => String(name).endsWith('SingletonLock'))
      .length;
  while (locks() < count) await new Promise((resolve) => setTimeout(resolve, 50));
}

const apps = [
  { title: 'the shipped app', name: 'therapist' },
  { title: 'the shipped app for clients', name: 'guest' },
] as const;

const notAsPacked = 'is not as it was packed. Install it anew.';

/** Where a file is damaged: at the first byte of a text that it holds. With what the app ends then. */
const damages = [
  ['its main bundle', 'app.asar', 'will-frame-navigate', 3, notAsPacked],
  ['what checks it', 'app.asar', 'Compares a package', 3, notAsPacked],
  ['its page', 'app.asar', '<!doctype html>', 3, notAsPacked],
  // A list that is none any more is refused by Electron itself.
  ['its list of files', 'app.asar', '"integrity"', 1, ''],
  ['an addon', 'addon', 'napi_register_module_v1', 3, notAsPacked],
] as const;

/** Flips a bit in a file. @returns what puts it back */
function damage(file: string, text: string): () => void {
  const whole = readFileSync(file);
  const at = whole.indexOf(text);
  if (at < 0) throw new Error(`${file} holds no ${text}`);
  const damaged = Buffer.from(whole);
  damaged[at] = (damaged[at] ?? 0) ^ 1;
  writeFileSync(file, damaged);
  return () => {
    writeFileSync(file, whole);
  };
}

/** The archive of a package, or the first of its addons. */
function fileOfPackage({ app }: ElectronFixture, which: 'app.asar' | 'addon'): string {
  const resources = join(app.folder, 'resources');
  if (which === 'app.asar') return join(resources, which);
  const addon = filesBelow(resources).find((file) => file.endsWith('.node'));
  if (addon === undefined) throw new Error('there is no addon');
  return join(resources, addon);
}

describe.skipIf(electron === null)(`as they are shipped${electronNote}`, () => {
  // Packed once for all of these: that takes longer than most of them.
  const packed = {
    therapist: useElectron('shipped', 'therapist', packForTest),
    guest: useElectron('shipped', 'guest', packForTest),
  };

  describe.each(apps)('$title', ({ name }) => {
    const fixture = packed[name];

    it.each(refused)('does not start with %s', { timeout: 20_000 }, async (arg) => {
      const { exited, output } = start(fixture(), [arg], newHome(fixture()));
      expect(await exited).toBe(1);
      expect(output()).toContain('Quietroom does not start with --');
    });

    it.each(refusedVariables)('does not start with %s in its environment', async (name) => {
      const { exited, output } = start(fixture(), [], newHome(fixture()), { [name]: '1' });
      expect(await exited).toBe(1);
      expect(output()).toContain(`Quietroom does not start with ${name} in its environment`);
    });

    it.runIf(process.platform === 'linux')(
      'shows nobody else on the computer the link that it was started with',
      async () => {
        const { appLink, secretText } = testInvite();
        const { child } = start(fixture(), [appLink], newHome(fixture()));
        const commandLine = (): string =>
          readFileSync(`/proc/${String(child.pid)}/cmdline`, 'utf8').replaceAll('\0', ' ');
        await expect.poll(commandLine, { timeout: 10_000 }).toMatch(/^Quietroom/u);
        expect(commandLine()).not.toContain(secretText);
        expect(commandLine()).not.toContain('join');
      },
    );

    it.runIf(process.platform === 'linux').each(damages)(
      'does not start when a bit was flipped in %s',
      async (_where, which, text, code, said) => {
        const repair = damage(fileOfPackage(fixture(), which), text);
        try {
          const { exited, output } = start(fixture(), [], newHome(fixture()));
          expect(await exited).toBe(code);
          expect(output()).toContain(said);
        } finally {
          repair();
        }
      },
    );

    it.skipIf(missingOwnNetwork() !== null)(
      'asks nobody for anything at its start',
      { timeout: 20_000 },
      async () => {
        expect(await namesAskedFor(fixture(), 4_000)).toEqual([]);
      },
    );

    it('holds nothing of the hooks that tests have', () => {
      const archive = readFileSync(join(fixture().app.folder, 'resources/app.asar'), 'latin1');
      expect(archive).not.toMatch(/QUIETROOM_(?:DATA_FOLDER|PRESET)/u);
      expect(archive).not.toContain('__QUIETROOM_DEVELOPMENT__');
    });

    it('starts once; a second start ends and leaves the first running', async () => {
      const home = newHome(fixture());
      // Neither makes it another program: the fuses are off.
      const keyLog = join(home, 'keys-of-connections');
      const env = {
        ELECTRON_RUN_AS_NODE: '1',
        NODE_OPTIONS: '--require=/nonexistent',
        SSLKEYLOGFILE: keyLog,
      };
      const first = start(fixture(), [], home, env);
      try {
        await untilRunning(home, 1);
        const second = start(fixture(), [], home);
        expect(await second.exited).toBe(0);
        expect(second.output()).toContain('already running');
        expect(first.child.exitCode).toBeNull();
        expect(existsSync(keyLog)).toBe(false);
      } finally {
        first.child.kill();
        expect(await first.exited).toBe(0);
      }
    });
  });

  it('run beside each other: somebody may be a therapist and a client', async () => {
    const home = newHome(packed.therapist());
    const first = start(packed.therapist(), [], home);
    await untilRunning(home, 1);
    const { desktop } = packed.therapist();
    const second = start({ ...packed.guest(), desktop }, [], home);
    await untilRunning(home, 2);
    expect([first.child.exitCode, second.child.exitCode]).toEqual([null, null]);
    for (const { child, exited } of [first, second]) {
      child.kill('SIGKILL');
      await exited;
    }
  });
});
