import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../main/platform/system-random.ts';
import type { OpenVault } from '../../main/vault/open-vault.ts';
import { databaseOf, publishedVault, readHeaderFile } from '../../main/vault/vault-files.ts';
import { newId, type ClientId } from '../../src/contract/ids.ts';
import { verifyCertificate } from '../../src/crypto/attestation/destruction-certificate.ts';
import {
  makeVaultWithNote,
  secretOf,
  type VaultArguments,
} from '../integration/vault/fixtures/vault-arguments.ts';
import { openForTampering } from '../support/decrypted-pages.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { fillRecord, recordLeft } from './support/filled-record.ts';
import { killAgain, killAtEachCall, lastSaid } from './support/kill-again.ts';
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

/** What is wrong with a client who is neither there as made nor destroyed to the end; null when nothing is. */
function halfDestroyed(vault: OpenVault, clientId: ClientId): string | null {
  const destruction = vault.destructions.list().find((one) => one.clientId === clientId);
  const left = recordLeft(vault, clientId);
  if (!destruction) return left === 'whole' ? null : `${left} of whom nobody destroyed`;
  if (left !== 'nothing') return `${left} of who is destroyed`;
  return verifyCertificate(destruction.certificate ?? new Uint8Array()) ? null : 'no certificate';
}

/** How far a destruction had come, in a copy of what lies there: opening the vault itself would complete it. */
function stageOfDestruction({ dataFolder, ...given }: VaultArguments): string {
  const copy = join(temporaryFolder(), 'copy');
  cpSync(dataFolder, copy, { recursive: true });
  const files = publishedVault(copy);
  if (!existsSync(databaseOf(files, readHeaderFile(files).generation))) return 'exchanged';
  const database = openForTampering(copy, secretOf({ dataFolder, ...given }));
  try {
    const open = 'SELECT client_id FROM destructions WHERE certificate IS NULL';
    const clientId = database.prepare(open).pluck().get();
    if (clientId === undefined) return 'none under way';
    const rows = database.prepare('SELECT 1 FROM clients WHERE client_id = ?').get(clientId);
    return rows === undefined ? 'rows gone' : 'decided';
  } finally {
    database.close();
  }
}

describe('a process that is killed while it destroys a client', () => {
  it(
    `leaves of a client all or, destroyed, nothing, ${String(killsInWork)} times`,
    { timeout: killTimeoutMs },
    async () => {
      const given = makeVaultWithNote(temporaryFolder());
      const bystander = newId<ClientId>(systemRandom);
      useVault(given, (vault) => {
        fillRecord(vault, bystander);
      });
      const stages: Record<string, number> = {};
      let destroyed = 0;
      const look = (said: readonly string[]): void => {
        countUp(stages, stageOfDestruction(given));
        const acknowledged = said.filter((line) => line.startsWith('destroyed '));
        destroyed += acknowledged.length;
        const made = lastSaid(said, 'made') as ClientId | null;
        useVault(given, (vault) => {
          // There is none in a file that was made anew.
          while (vault.search.buildOn());
          const left = acknowledged.map((line) => recordLeft(vault, line.slice(10) as ClientId));
          expect(left.filter((one) => one !== 'nothing')).toEqual([]);
          expect(made === null ? null : halfDestroyed(vault, made)).toBeNull();
          expect(recordLeft(vault, bystander)).toBe('whole');
          expectRight(vault);
        });
      };
      const killed = { script: killedScript('client-destroyer'), args: [JSON.stringify(given)] };
      await killAgain({ ...killed, kills: killsInWork, withinMs: 300 }, look);
      // It has many of them, each with a process of its own.
      const seldom = killEvery === 1 ? 1 : killEvery * 4;
      const atCalls = await killAtEachCall({ ...killed, every: seldom }, look);
      reportCampaign('kill while destroying', {
        kills: killsInWork,
        atCalls,
        destroyed,
        half: 0,
        stages,
      });
    },
  );
});
