import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { appStarter, type RunningElectronApp } from './electron-app.ts';
import type { ElectronFixture } from './electron-fixture.ts';

/** How a start ended that found the app running already. */
export interface SecondStart {
  readonly code: number | null;
  readonly output: string;
}

/**
 * Starts the app once more while it runs, with the same data, as the system does for each link that is clicked. Resolves
 * when that process has ended.
 */
export async function startAgain(
  fixture: ElectronFixture,
  { dataFolder }: Pick<RunningElectronApp, 'dataFolder'>,
  args: readonly string[],
): Promise<SecondStart> {
  const { app, desktop } = fixture;
  const child = spawn(appStarter(fixture), [...app.args, ...args], {
    cwd: desktop.home,
    env: { ...desktop.env, QUIETROOM_DATA_FOLDER: dataFolder },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const output = await text(child.stderr);
  const [code] = await exited;
  return { code, output };
}
