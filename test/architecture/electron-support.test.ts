import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };

/** When the first version of a major one came out, as npm's registry has it. A newer one has to be added to move to it. */
const released: Readonly<Record<string, string>> = {
  45: '2026-10-21',
};

const dayMs = 24 * 60 * 60 * 1000;
/** Fixes come for the latest three, of which a new one comes every eight weeks. */
const supportedMs = 3 * 8 * 7 * dayMs;
/** To move to the next one, and to hand it out (R-SEC-09). */
const timeToMoveMs = 14 * dayMs;

function lastMoveMs(major: string): number {
  return Date.parse(released[major] ?? '') + supportedMs - timeToMoveMs;
}

describe('the Electron that is packed', () => {
  const [major = ''] = packageJson.devDependencies.electron.split('.');

  it('is one exact version, of which it is known when it came out', () => {
    expect(packageJson.devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/u);
    expect(Object.keys(released)).toContain(major);
  });

  it('still gets fixes for two weeks at least', () => {
    expect(Date.now()).toBeLessThan(lastMoveMs(major));
  });
});
