import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { appStarter } from './electron-app.ts';
import type { ElectronFixture } from './electron-fixture.ts';
import { giveTo } from '../../tools/desktop/ordinary-user.ts';

/** An app that was started as a person would, without a debugger. */
export interface StartedApp {
  readonly child: ChildProcess;
  /** Its exit code, once it has ended. */
  readonly exited: Promise<number | null>;
  /** What it wrote to its error output so far. */
  readonly output: () => string;
}

/** Starts an app by its executable, as the desktop's user and with this home. */
export function startAsPerson(
  fixture: ElectronFixture,
  args: readonly string[],
  home: string,
  env: NodeJS.ProcessEnv = {},
): StartedApp {
  const { app, desktop } = fixture;
  const child = spawn(appStarter(fixture), [...app.args, ...args], {
    env: { ...desktop.env, HOME: home, XDG_CONFIG_HOME: home, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const written: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => written.push(chunk.toString()));
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  return { child, exited, output: () => written.join('') };
}

/** An empty home of the desktop's user. */
export function newHome({ desktop, user }: ElectronFixture): string {
  const home = mkdtempSync(join(desktop.home, 'home-'));
  giveTo(user, home);
  return home;
}
