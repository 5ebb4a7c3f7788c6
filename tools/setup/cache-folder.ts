import { posix, win32 } from 'node:path';
import type { Machine } from './machine.ts';

/** Where set-up keeps what it fetched or built: in the user's cache folder, the only one of theirs that it touches. */
export function cacheFolder({
  platform,
  env,
  home,
}: Pick<Machine, 'platform' | 'env' | 'home'>): string {
  if (platform === 'win32') {
    return win32.join(env['LOCALAPPDATA'] ?? win32.join(home, 'AppData', 'Local'), 'quietroom');
  }
  if (platform === 'darwin') return posix.join(home, 'Library', 'Caches', 'quietroom');
  const xdg = env['XDG_CACHE_HOME'];
  // The XDG specification: a relative path is to be ignored.
  const base = xdg !== undefined && posix.isAbsolute(xdg) ? xdg : posix.join(home, '.cache');
  return posix.join(base, 'quietroom');
}
