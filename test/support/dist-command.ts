import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../../tools/build/ensure-built.ts';
import type { AppName } from '../../tools/dist/app-contents.ts';
import { unpackedApp } from '../../tools/dist/unpacked-app.ts';
import { copyFittedAddons, type StagedApp } from './staged-app.ts';

const run = promisify(execFile);

/** Runs `npm run dist -- APP --dir` as an administrator would, and hands over what it made. */
export async function distApp(electron: string, app: AppName): Promise<StagedApp> {
  const folder = mkdtempSync(join(tmpdir(), 'quietroom-dist-'));
  chmodSync(folder, 0o755);
  const addons = join(folder, 'addons');
  copyFittedAddons(addons, electron, app);
  const output = join(folder, 'output');
  const command = join(projectRoot, 'tools/dist/command.ts');
  await run(process.execPath, [command, app, '--dir', '--addons', addons, '--output', output]);
  return {
    ...unpackedApp(app, join(output, `${process.platform}-unpacked`)),
    args: [],
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
