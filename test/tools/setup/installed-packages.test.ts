import { describe, expect, it } from 'vitest';
import { findOutdated } from '../../../tools/setup/installed-packages.mjs';

describe('findOutdated', () => {
  const lock = {
    packages: {
      '': { version: '0.1.0' },
      'node_modules/ws': { version: '8.0.0' },
      'node_modules/@scope/one': { version: '1.0.0' },
      'node_modules/ws/node_modules/two': { version: '2.0.0' },
      'node_modules/for-mac': { version: '1.0.0', optional: true },
    },
  };

  it('finds nothing when everything is installed, whatever is there besides', () => {
    const more = { ...lock.packages, 'node_modules/extra': { version: '3.0.0' } };
    expect(findOutdated(lock, { packages: more })).toEqual([]);
  });

  it('finds what is missing or of another version, but not what is for another platform', () => {
    const packages = {
      'node_modules/ws': { version: '7.9.0' },
      'node_modules/@scope/one': { version: '1.0.0' },
    };
    expect(findOutdated(lock, { packages })).toEqual(['ws', 'two']);
  });
});
