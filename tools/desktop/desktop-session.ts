import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startSecretService } from '../setup/secret-service/private-secret-service.ts';
import { giveTo, type OrdinaryUser } from './ordinary-user.ts';

/** A screen, a D-Bus session and an unlocked Secret Service of its own, for one user, until it is closed. */
export interface DesktopSession {
  /** The environment for whatever runs in it; its HOME is a new, empty folder. */
  readonly env: Readonly<Record<string, string>>;
  readonly home: string;
  /** What is on the screen, for `screen-picture.ts`; null where the screen is the person's own. */
  readonly screenFile: string | null;
  close(): Promise<void>;
}

/**
 * Starts one. Everything that runs in it writes to its own home, which `close` removes. Where there is always a desktop
 * and a keychain, on macOS and Windows, it is the person's own.
 */
export async function startDesktopSession(user: OrdinaryUser | null): Promise<DesktopSession> {
  const home = mkdtempSync(join(tmpdir(), 'quietroom-home-'));
  giveTo(user, home);
  return process.platform === 'linux' ? startPrivateDesktop(home, user) : ownDesktop(home);
}

function ownDesktop(home: string): DesktopSession {
  const env = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  const close = (): Promise<void> => {
    rmSync(home, { recursive: true, force: true });
    return Promise.resolve();
  };
  return { env: Object.fromEntries(env), home, screenFile: null, close };
}

async function startPrivateDesktop(
  home: string,
  user: OrdinaryUser | null,
): Promise<DesktopSession> {
  const service = await startSecretService(user ? { runAs: user } : {});
  const env = {
    ...service.env,
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    TMPDIR: home,
    XDG_RUNTIME_DIR: home,
    XDG_CURRENT_DESKTOP: 'GNOME',
  };
  const screen = startScreen(env, user, home);
  const close = async (): Promise<void> => {
    await endChild(screen);
    await service.close();
    rmSync(home, { recursive: true, force: true });
  };
  try {
    const display = `:${await firstLine(screen)}`;
    return { env: { ...env, DISPLAY: display }, home, screenFile: join(home, screenName), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What Xvfb calls the file that it draws its first screen in. */
const screenName = 'Xvfb_screen0';

/**
 * A virtual screen; it writes its number when it is ready to be drawn on. The kernel ends it with us.
 * `folder`: where the file lies that it is drawn in.
 */
function startScreen(
  env: NodeJS.ProcessEnv,
  user: OrdinaryUser | null,
  folder: string,
): ChildProcess {
  const size = ['-screen', '0', '1280x800x24'];
  const screen = ['Xvfb', '-displayfd', '1', ...size, '-fbdir', folder, '-nolisten', 'tcp'];
  return spawn('setpriv', ['--pdeathsig', 'TERM', ...screen], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
    ...user,
  });
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout) {
    for await (const line of createInterface({ input: child.stdout })) return line;
  }
  throw new Error(`${child.spawnargs.join(' ')} ended before it was ready`);
}

async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = once(child, 'exit');
  child.kill();
  await ended;
}
