import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { giveTo, type OrdinaryUser } from './ordinary-user.ts';

/** A screen, a D-Bus session and an unlocked Secret Service of its own, for one user, until it is closed. */
export interface DesktopSession {
  /** The environment for whatever runs in it; its HOME is a new, empty folder. */
  readonly env: Readonly<Record<string, string>>;
  readonly home: string;
  close(): Promise<void>;
}

/** Starts one on Linux. Everything that it writes lies in its own home, which `close` removes. */
export async function startDesktopSession(user: OrdinaryUser | null): Promise<DesktopSession> {
  const home = mkdtempSync(join(tmpdir(), 'quietroom-home-'));
  giveTo(user, home);
  const base = {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    TMPDIR: home,
    XDG_RUNTIME_DIR: home,
    XDG_CURRENT_DESKTOP: 'GNOME',
  };
  const children: ChildProcess[] = [];
  const start = (command: string, args: readonly string[], env: NodeJS.ProcessEnv) => {
    const child = spawn(command, args, {
      cwd: home,
      env,
      stdio: ['pipe', 'pipe', 'ignore'],
      ...user,
    });
    children.push(child);
    return child;
  };
  const close = async (): Promise<void> => {
    for (const child of children.toReversed()) await endChild(child);
    rmSync(home, { recursive: true, force: true });
  };
  try {
    const bus = start('dbus-daemon', ['--session', '--nofork', '--print-address=1'], base);
    const withBus = { ...base, DBUS_SESSION_BUS_ADDRESS: await firstLine(bus) };
    const keyring = start(
      'gnome-keyring-daemon',
      ['--unlock', '--foreground', '--components=secrets'],
      withBus,
    );
    keyring.stdin.end('\n');
    // The screen writes its number when it is ready to be drawn on.
    const screen = start(
      'Xvfb',
      ['-displayfd', '1', '-screen', '0', '1280x800x24', '-nolisten', 'tcp'],
      base,
    );
    const env = { ...withBus, DISPLAY: `:${await firstLine(screen)}` };
    await waitForService('org.freedesktop.secrets', env, start);
    return { env, home, close };
  } catch (error) {
    await close();
    throw error;
  }
}

type Start = (command: string, args: readonly string[], env: NodeJS.ProcessEnv) => ChildProcess;

/** D-Bus itself says when a name got an owner; asked a few times rather than listened for, because it takes no time. */
async function waitForService(name: string, env: NodeJS.ProcessEnv, start: Start): Promise<void> {
  const bus = [
    '--session',
    '--print-reply',
    '--dest=org.freedesktop.DBus',
    '/org/freedesktop/DBus',
  ];
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const ask = start(
      'dbus-send',
      [...bus, 'org.freedesktop.DBus.NameHasOwner', `string:${name}`],
      env,
    );
    const lines: string[] = [];
    for await (const line of linesOf(ask)) lines.push(line);
    if (lines.some((line) => line.includes('boolean true'))) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${name} did not come up`);
}

function linesOf(child: ChildProcess): AsyncIterable<string> {
  if (!child.stdout) throw new Error('no output to read');
  return createInterface({ input: child.stdout });
}

async function firstLine(child: ChildProcess): Promise<string> {
  for await (const line of linesOf(child)) return line;
  throw new Error(`${child.spawnfile} ended before it was ready`);
}

async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = once(child, 'exit');
  child.kill();
  await ended;
}
