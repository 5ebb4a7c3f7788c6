import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createFailedUnlocks } from '../../../main/vault/failed-unlocks.ts';
import { vaultFilesIn } from '../../../main/vault/vault-files.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

function made() {
  const files = vaultFilesIn(temporaryFolder());
  return { ...files, failed: createFailedUnlocks(files), again: createFailedUnlocks(files) };
}

describe('failed unlocks', () => {
  it('are counted for each way, with when the last one was, for whoever opens the vault next', () => {
    const { failed, again } = made();
    expect(failed.read()).toEqual([]);
    failed.count('recovery', 1_000);
    failed.count('passphrase', 2_000);
    failed.count('passphrase', 1_700_000_000_000);
    expect(again.read()).toEqual([
      { way: 'passphrase', times: 2, lastAtMs: 1_700_000_000_000 },
      { way: 'recovery', times: 1, lastAtMs: 1_000 },
    ]);
  });

  it('are over when they are forgotten, also without any', () => {
    const { failed, tries } = made();
    failed.forget();
    failed.count('keychain', 1);
    failed.forget();
    expect(failed.read()).toEqual([]);
    expect(existsSync(tries)).toBe(false);
  });

  it('say that they cannot be told when any bit of them was changed', () => {
    const { failed, again, tries } = made();
    failed.count('passphrase', 1_000);
    const whole = readFileSync(tries);
    for (let at = 0; at < whole.length; at += 1) {
      const flipped = Buffer.from(whole);
      flipped[at] = (flipped[at] ?? 0) ^ 1;
      writeFileSync(tries, flipped);
      expect(again.read()).toBeNull();
    }
    for (const length of [0, 8, whole.length - 1]) {
      writeFileSync(tries, whole.subarray(0, length));
      expect(again.read()).toBeNull();
    }
  });

  it('go on from nothing when they cannot be told', () => {
    const { failed, tries } = made();
    writeFileSync(tries, 'something else');
    failed.count('passphrase', 1);
    expect(failed.read()).toEqual([{ way: 'passphrase', times: 1, lastAtMs: 1 }]);
  });

  it('are no obstacle when they cannot be read', () => {
    const { failed, tries } = made();
    mkdirSync(tries);
    expect(failed.read()).toBeNull();
  });
});
