import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { electronStarter } from '../../support/electron-app.ts';
import {
  electron,
  electronNote,
  useElectron,
  type ElectronFixture,
} from '../../support/electron-fixture.ts';
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

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** Starts an app as a person would, with this home. */
function start(
  { app, desktop, ...fixture }: ElectronFixture,
  args: readonly string[],
  home: string,
) {
  const child = spawn(electronStarter({ ...fixture, desktop }), [app.folder, ...args], {
    env: { ...desktop.env, HOME: home, XDG_CONFIG_HOME: home },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  children.push(child);
  const written: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => written.push(chunk.toString()));
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  return { child, exited, output: () => written.join('') };
}

function newHome({ desktop, user }: ElectronFixture): string {
  const home = mkdtempSync(join(desktop.home, 'home-'));
  giveTo(user, home);
  return home;
}

/** Waits until as many apps run with this home. Each has the lock that Chromium writes when it is to be the only one. */
async function untilRunning(home: string, count: number): Promise<void> {
  const locks = (): number =>
    readdirSync(home, { recursive: true }).filter((name) => String(name).endsWith('SingletonLock'))
      .length;
  while (locks() < count) await new Promise((resolve) => setTimeout(resolve, 50));
}

const apps = [
  { title: 'the shipped app', name: 'therapist', main: 'dist/main/index.cjs' },
  { title: 'the shipped app for clients', name: 'guest', main: 'dist/guest-main/index.cjs' },
] as const;

describe.skipIf(electron === null).each(apps)(`$title${electronNote}`, ({ name, main }) => {
  const fixture = useElectron('shipped', name);

  it.each(refused)('does not start with %s', { timeout: 20_000 }, async (arg) => {
    const { exited, output } = start(fixture(), [arg], newHome(fixture()));
    expect(await exited).toBe(1);
    expect(output()).toContain('Quietroom does not start with --');
  });

  it('holds nothing of the hooks that tests have', () => {
    const bundle = readFileSync(join(fixture().app.folder, main), 'utf8');
    expect(bundle).not.toMatch(/QUIETROOM_(?:DATA_FOLDER|PRESET)/u);
    expect(bundle).not.toContain('__QUIETROOM_DEVELOPMENT__');
  });

  it('starts once; a second start ends and leaves the first running', async () => {
    const home = newHome(fixture());
    const first = start(fixture(), [], home);
    try {
      await untilRunning(home, 1);
      const second = start(fixture(), [], home);
      expect(await second.exited).toBe(0);
      expect(second.output()).toContain('already running');
      expect(first.child.exitCode).toBeNull();
    } finally {
      first.child.kill();
      expect(await first.exited).toBe(0);
    }
  });
});

describe.skipIf(electron === null)(`both shipped apps${electronNote}`, () => {
  const therapist = useElectron('shipped');
  const client = useElectron('shipped', 'guest');

  it('run beside each other: somebody may be a therapist and a client', async () => {
    const home = newHome(therapist());
    const first = start(therapist(), [], home);
    await untilRunning(home, 1);
    const { desktop } = therapist();
    const second = start({ ...client(), desktop }, [], home);
    await untilRunning(home, 2);
    expect([first.child.exitCode, second.child.exitCode]).toEqual([null, null]);
    for (const { child, exited } of [first, second]) {
      child.kill('SIGKILL');
      await exited;
    }
  });
});
