import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

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
    dataFolder: values.data === undefined ? usualDataFolder(platform, env) : resolve(values.data),
    port,
  };
}

/** Beside an installed Quietroom's own folder, never in it: trying things out must not touch a real vault. */
function usualDataFolder(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string {
  const name = 'quietroom-from-source';
  if (platform === 'darwin') return join(homedir(), 'Library/Application Support', name);
  if (platform === 'win32') {
    return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData/Local'), name);
  }
  return join(env['XDG_DATA_HOME'] ?? join(homedir(), '.local/share'), name);
}
