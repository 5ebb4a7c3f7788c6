import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { busConfig, escapeAddress } from './bus-config.ts';

/** An ordinary user to run as, for who is root; the programs refuse other users' folders. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

/** A temporary folder with all that the bus and the keyring write, so that the user's own keyring is never touched. */
export interface PrivateFolder {
  readonly busConfigFile: string;
  readonly busAddress: string;
  /** Environment of the two daemons, and of nothing else. */
  readonly env: NodeJS.ProcessEnv;
  /** Writes the bus's settings anew, for whoever has it read them again. */
  setGives(gives: boolean): void;
  remove(): void;
}

export function createPrivateFolder(runAs: RunAs | undefined): PrivateFolder {
  const folder = mkdtempSync(join(tmpdir(), 'quietroom-keyring-'));
  const socketPath = join(folder, 'bus');
  const busConfigFile = join(folder, 'bus.conf');
  const runtime = join(folder, 'runtime');
  const data = join(folder, 'data');
  for (const path of [runtime, data]) mkdirSync(path, { mode: 0o700 });
  writeFileSync(busConfigFile, busConfig(socketPath));
  if (runAs) {
    for (const path of [folder, runtime, data]) chownSync(path, runAs.uid, runAs.gid);
  }
  const busAddress = `unix:path=${escapeAddress(socketPath)}`;
  return {
    busConfigFile,
    busAddress,
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      XDG_RUNTIME_DIR: runtime,
      XDG_DATA_HOME: data,
      DBUS_SESSION_BUS_ADDRESS: busAddress,
    },
    setGives: (gives) => {
      writeFileSync(busConfigFile, busConfig(socketPath, gives));
    },
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
