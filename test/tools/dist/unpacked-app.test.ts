import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { unpackedApp } from '../../../tools/dist/unpacked-app.ts';

describe('an unpacked app', () => {
  it.each([
    ['linux', 'quietroom-guest', 'resources'],
    ['win32', 'Quietroom Guest.exe', 'resources'],
    [
      'darwin',
      'Quietroom Guest.app/Contents/MacOS/Quietroom Guest',
      'Quietroom Guest.app/Contents/Resources',
    ],
  ] as const)('lies as the system wants it: %s', (platform, executable, resources) => {
    expect(unpackedApp('guest', 'F', platform)).toEqual({
      folder: 'F',
      executable: join('F', executable),
      resources: join('F', resources),
    });
  });
});
