import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../main/platform/system-random.ts';
import { publishedVault } from '../../main/vault/vault-files.ts';
import { newId, type ClientId } from '../../src/contract/ids.ts';
import {
  makeVaultWithNote,
  storeIn,
  textOf,
  type VaultArguments,
} from '../integration/vault/fixtures/vault-arguments.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { thrownCode } from '../support/thrown-code.ts';
import { fillRecord, recordLeft } from './support/filled-record.ts';
import { killAgain, killAtEachCall, lastSaid } from './support/kill-again.ts';
import { generationOf, secretOfKey } from './support/renewed-keys.ts';
import { reportCampaign } from './support/report-campaign.ts';
import {
  countUp,
  expectRight,
  killedScript,
  killEvery,
  killsInWork,
  killTimeoutMs,
  useVault,
} from './support/killed-work.ts';

/** Fewer of those, because each call at which one is decided is hit for certain as well. */
const renewals = Math.ceil(killsInWork / 2);

describe('a process that is killed while it renews the key', () => {
  it(
    `leaves the old key or the new one, never both, ${String(renewals)} times`,
    { timeout: killTimeoutMs },
    async () => {
      const given = makeVaultWithNote(temporaryFolder());
      const clientId = newId<ClientId>(systemRandom);
      useVault(given, (vault) => {
        fillRecord(vault, clientId);
      });
      const stages: Record<string, number> = {};
      let [saved, renewed] = [0, 0];
      const look = (said: readonly string[]): void => {
        saved = Number(lastSaid(said, 'saved') ?? saved);
        renewed = Number(lastSaid(said, 'renewed') ?? renewed);
        const generation = generationOf(given);
        countUp(stages, stageOfRenewal(given));
        expect(generation).toBeGreaterThanOrEqual(renewed);
        const store = storeIn(given.dataFolder);
        const vault = store.open(secretOfKey(given, generation));
        try {
          while (vault.search.buildOn());
          expect(recordLeft(vault, clientId)).toBe('whole');
          const note = vault.notes.read(given.noteId);
          expect(note?.revision).toBeGreaterThanOrEqual(saved);
          const { revision = 0 } = note ?? {};
          expect(note?.text).toBe(revision === 0 ? '' : textOf(revision));
          expectRight(vault);
        } finally {
          vault.close();
        }
        expect(namesOf(given)).toEqual(namesUnder(generation));
        for (const other of [generation - 1, generation + 1].filter((one) => one >= 0)) {
          expect(thrownCode(() => store.open(secretOfKey(given, other)))).toBe('vault-wrong-key');
        }
        renewed = generation;
      };
      const killed = { script: killedScript('key-renewer'), args: [JSON.stringify(given)] };
      await killAgain({ ...killed, kills: renewals, withinMs: 600 }, look);
      const atCalls = await killAtEachCall({ ...killed, every: killEvery }, look);
      expect(saved).toBeGreaterThan(0);
      reportCampaign('kill while renewing the key', {
        kills: renewals,
        atCalls,
        renewed,
        saved,
        lost: 0,
        stages,
      });
    },
  );
});

/** How far a renewal of the key has come. */
function stageOfRenewal(given: VaultArguments): string {
  const names = namesOf(given);
  const generation = generationOf(given);
  const own = generation === 0 ? 'vault' : `vault-${String(generation)}`;
  if (!names.includes(`${own}.db`)) return 'decided, without its name';
  if (names.some((name) => name.includes('keyring.next'))) return 'about to be decided';
  if (names.some((name) => name.includes('.next'))) return 'being copied';
  return names.length > namesUnder(generation).length ? 'old one not taken away' : 'none under way';
}

function namesOf({ dataFolder }: VaultArguments): readonly string[] {
  return readdirSync(publishedVault(dataFolder).folder)
    .filter((name) => !name.endsWith('-journal') && !name.endsWith('.header.new'))
    .toSorted();
}

function namesUnder(generation: number): readonly string[] {
  const own = generation === 0 ? 'vault' : `vault-${String(generation)}`;
  const names = ['db', 'head', 'keyring', 'keyring.2'].map((ending) => `${own}.${ending}`);
  return [...names, 'vault.header', 'vault.header.2'].toSorted();
}
