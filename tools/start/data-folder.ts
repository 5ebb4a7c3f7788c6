import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Where an app that is run from its sources keeps its data. `name`: beside an installed Quietroom's own folder, never it:
 * trying things out must not touch a real vault.
 */
export function usualDataFolder(
  name: string,
  platform: NodeJS.Platform,
  env: NodeJS.ProcessEnv,
): string {
  if (platform === 'darwin') return join(homedir(), 'Library/Application Support', name);
  if (platform === 'win32') {
    return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData/Local'), name);
  }
  return join(env['XDG_DATA_HOME'] ?? join(homedir(), '.local/share'), name);
}
