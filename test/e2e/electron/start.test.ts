import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { electronStarter } from '../../support/electron-app.ts';
import { electron, electronNote, useElectron } from '../../support/electron-fixture.ts';
import { giveTo } from '../../support/ordinary-user.ts';

// Not `--inspect-brk`: there Node itself waits for a debugger before any line of ours runs, so only the fuse that turns
// Node's switches off in a package can refuse it.
const refused = [
  '--inspect=0',
  '--remote-debugging-port=0',
  '--remote-debugging-pipe',
  '--no-sandbox',
  '--ignore-certificate-errors',
  '--ignore-certificate-errors-spki-list=x',
  '--host-resolver-rules=MAP * 127.0.0.1',
  '--host-rules=MAP * 127.0.0.1',
  '--proxy-server=127.0.0.1:1',
  '--proxy-pac-url=http://127.0.0.1/',
];

describe.skipIf(electron === null)(`the shipped app${electronNote}`, () => {
  const fixture = useElectron('shipped');

  const children: ChildProcess[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });

  /** Starts it as a person would, with a home of its own. */
  const start = (args: readonly string[], home: string) => {
    const { app, desktop } = fixture();
    const child = spawn(electronStarter(fixture()), [app.folder, ...args], {
      env: { ...desktop.env, HOME: home, XDG_CONFIG_HOME: home },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    children.push(child);
    const written: string[] = [];
    child.stderr.on('data', (chunk: Buffer) => written.push(chunk.toString()));
    const exited = once(child, 'exit').then(([code]) => code as number | null);
    return { child, exited, output: () => written.join('') };
  };

  const newHome = (): string => {
    const { desktop, user } = fixture();
    const home = mkdtempSync(join(desktop.home, 'home-'));
    giveTo(user, home);
    return home;
  };

  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 50));
  };

  it.each(refused)('does not start with %s', { timeout: 20_000 }, async (arg) => {
    const { exited, output } = start([arg], newHome());
    expect(await exited).toBe(1);
    expect(output()).toContain('Quietroom does not start with --');
  });

  it('holds nothing of the hooks that tests have', () => {
    const main = readFileSync(join(fixture().app.folder, 'dist/main/index.cjs'), 'utf8');
    expect(main).not.toMatch(/QUIETROOM_(?:DATA_FOLDER|PRESET)/u);
    expect(main).not.toContain('__QUIETROOM_DEVELOPMENT__');
  });

  it('starts once; a second start ends and leaves the first running', async () => {
    const home = newHome();
    const first = start([], home);
    try {
      // The lock is what Chromium writes when an app asks to be the only one.
      await until(() =>
        readdirSync(home, { recursive: true }).some((name) =>
          String(name).endsWith('SingletonLock'),
        ),
      );
      const second = start([], home);
      expect(await second.exited).toBe(0);
      expect(second.output()).toContain('already running');
      expect(first.child.exitCode).toBeNull();
    } finally {
      first.child.kill();
      expect(await first.exited).toBe(0);
    }
  });
});
