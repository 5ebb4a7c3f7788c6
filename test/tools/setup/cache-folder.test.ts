import { describe, expect, it } from 'vitest';
import { cacheFolder } from '../../../tools/setup/cache-folder.ts';

describe('cacheFolder', () => {
  it('follows XDG on Linux', () => {
    const at = (env: NodeJS.ProcessEnv) => cacheFolder({ platform: 'linux', env, home: '/home/a' });
    expect(at({})).toBe('/home/a/.cache/quietroom');
    expect(at({ XDG_CACHE_HOME: '/big/cache' })).toBe('/big/cache/quietroom');
  });

  it('ignores a relative XDG path, as the specification says', () => {
    const env = { XDG_CACHE_HOME: 'cache' };
    expect(cacheFolder({ platform: 'linux', env, home: '/home/a' })).toBe(
      '/home/a/.cache/quietroom',
    );
  });

  it('lies in Library/Caches on macOS', () => {
    expect(cacheFolder({ platform: 'darwin', env: {}, home: '/Users/a' })).toBe(
      '/Users/a/Library/Caches/quietroom',
    );
  });

  it('lies in the local application data on Windows', () => {
    const home = String.raw`C:\Users\a`;
    const local = String.raw`D:\Local`;
    expect(cacheFolder({ platform: 'win32', env: { LOCALAPPDATA: local }, home })).toBe(
      String.raw`D:\Local\quietroom`,
    );
    expect(cacheFolder({ platform: 'win32', env: {}, home })).toBe(
      String.raw`C:\Users\a\AppData\Local\quietroom`,
    );
  });
});
