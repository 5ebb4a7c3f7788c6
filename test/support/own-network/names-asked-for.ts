import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appStarter } from '../electron-app.ts';
import { newHome } from '../started-app.ts';
import type { ElectronFixture } from '../electron-fixture.ts';

const watcher = join(import.meta.dirname, 'fixtures/watch-names.ts');
const apart = ['--net', '--mount', '--propagation', 'private'];

/** Why nothing can be started in a network of its own here, or null when it can. */
export function missingOwnNetwork(): string | null {
  try {
    execFileSync('unshare', [...apart, 'ip', 'link', 'show'], { stdio: 'ignore' });
    return null;
  } catch {
    return 'no network of its own';
  }
}

/** Starts an app as a person would, in a network where nobody is, and hears for a while whom it asks for. */
export async function namesAskedFor(
  fixture: ElectronFixture,
  forMs: number,
): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'quietroom-network-'));
  const { app, desktop } = fixture;
  const home = newHome(fixture);
  const command = [process.execPath, watcher, folder, appStarter(fixture), ...app.args];
  const child = spawn('unshare', [...apart, ...command], {
    env: { ...desktop.env, PATH: process.env['PATH'], HOME: home, XDG_CONFIG_HOME: home },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const exited = once(child, 'exit');
  const names = join(folder, 'names');
  try {
    while (!existsSync(names) && child.exitCode === null) await pause(50);
    await pause(forMs);
    if (child.exitCode !== null) throw new Error('the app ended by itself');
    return readFileSync(names, 'utf8').split('\n').filter(Boolean);
  } finally {
    child.kill();
    await exited;
    rmSync(folder, { recursive: true, force: true });
  }
}

async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}
