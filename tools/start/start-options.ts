import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { usualDataFolder } from './data-folder.ts';

const folderName = 'quietroom-from-source';

export interface StartOptions {
  /** Where the vault lies. */
  readonly dataFolder: string;
  /** The server's port on loopback. The same at each start, because sessions remember their server. */
  readonly port: number;
}

/** Reads what follows `npm start --`. @throws TypeError for what it does not know; Error for a port that is none */
export function readStartOptions(
  args: readonly string[],
  platform: NodeJS.Platform,
  env: NodeJS.ProcessEnv,
): StartOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { data: { type: 'string' }, port: { type: 'string', default: '4443' } },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Error('--port wants a number from 1 to 65535');
  }
  return {
    dataFolder:
      values.data === undefined ? usualDataFolder(folderName, platform, env) : resolve(values.data),
    port,
  };
}
