import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readStartOptions } from '../../../tools/start/start-options.ts';

describe('readStartOptions', () => {
  it('uses the same port each time, because sessions remember their server', () => {
    expect(readStartOptions([], 'linux', {}).port).toBe(4443);
  });

  it('keeps away from the folder of an installed Quietroom', () => {
    expect(readStartOptions([], 'linux', { XDG_DATA_HOME: '/data' }).dataFolder).toBe(
      join('/data', 'quietroom-from-source'),
    );
    expect(readStartOptions([], 'win32', { LOCALAPPDATA: '/local' }).dataFolder).toBe(
      join('/local', 'quietroom-from-source'),
    );
  });

  it('takes a folder and a port', () => {
    expect(readStartOptions(['--data', 'here', '--port', '5000'], 'linux', {})).toEqual({
      dataFolder: resolve('here'),
      port: 5000,
    });
  });

  it.each([['--port', '0'], ['--port', '65536'], ['--port', 'x'], ['--unknown'], ['stray']])(
    'refuses %s %s',
    (...args) => {
      expect(() => readStartOptions(args, 'linux', {})).toThrow(/--port|Unknown|Unexpected/u);
    },
  );
});
