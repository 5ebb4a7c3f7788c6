import { join } from 'node:path';
import { expect } from 'vitest';
import type { OpenVault } from '../../../main/vault/open-vault.ts';
import {
  secretOf,
  storeIn,
  type VaultArguments,
} from '../../integration/vault/fixtures/vault-arguments.ts';

/** A fifth of what is killed while notes are saved, of each kind of work. `QUIETROOM_KILLS=1000` for a campaign. */
export const killsInWork = Math.ceil(Number(process.env['QUIETROOM_KILLS'] ?? 20) / 5);

/** Kills at each so-manieth call; at every one in a campaign. */
export const killEvery = Number(process.env['QUIETROOM_KILL_EVERY'] ?? 12);

/** Of a whole campaign. */
export const killTimeoutMs = 3_600_000;

/** The path of a process that is killed. */
export function killedScript(name: string): string {
  return join(import.meta.dirname, `../fixtures/${name}.ts`);
}

/** Opens the vault by its keychain's secret for as long as `act` takes. */
export function useVault<T>(given: VaultArguments, act: (vault: OpenVault) => T): T {
  const vault = storeIn(given.dataFolder).open(secretOf(given));
  try {
    return act(vault);
  } finally {
    vault.close();
  }
}

/** Reads everything and expects it to be as it was written. */
export function expectRight(vault: OpenVault): void {
  const check = vault.startCheck();
  let outcome = check.step();
  while (!outcome) outcome = check.step();
  expect(outcome.isRight).toBe(true);
}

/** One more of these. */
export function countUp(counts: Record<string, number>, what: string): void {
  counts[what] = (counts[what] ?? 0) + 1;
}
