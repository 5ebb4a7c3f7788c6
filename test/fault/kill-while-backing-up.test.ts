import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../main/platform/system-random.ts';
import { lookIntoFolder } from '../../main/vault/backup/backup-folder.ts';
import { newId, type ClientId } from '../../src/contract/ids.ts';
import {
  makeVaultWithNote,
  secretOf,
  storeIn,
} from '../integration/vault/fixtures/vault-arguments.ts';
import { openedKeyrings, withRestored } from '../support/backup-world.ts';
import { giveRecoveryKey, hurriedWork } from '../support/recovery-paper.ts';
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
} from './support/killed-work.ts';

describe('a process that is killed while it backs up', () => {
  it(
    `leaves the last backup and its keyring, ${String(killsInWork)} times`,
    { timeout: killTimeoutMs },
    async () => {
      const given = makeVaultWithNote(temporaryFolder());
      const folder = temporaryFolder();
      let last = newId<ClientId>(systemRandom);
      const vault = storeIn(given.dataFolder).open(secretOf(given));
      vault.backups.setFolder(folder);
      const paper = giveRecoveryKey(vault);
      fillRecord(vault, last);
      await vault.backups.make(Date.UTC(2026, 0, 1), hurriedWork);
      vault.close();
      const stages: Record<string, number> = {};
      let backups = 1;
      const look = async (said: readonly string[]): Promise<void> => {
        countUp(stages, stageOfBackup(folder, given.dataFolder));
        backups += said.filter((line) => line.startsWith('backed-up ')).length;
        last = (lastSaid(said, 'backed-up') as ClientId | null) ?? last;
        const look = lookIntoFolder(folder);
        const found = look.state === 'there' ? look.backups : [];
        const [newest, ...earlier] = found.map(({ name }) => name);
        // Each copy of the keyring is whole, and either alone has what every backup needs.
        const revisions = openedKeyrings(folder, paper).map(({ keyring }) => keyring.revision);
        expect(revisions).toHaveLength(2);
        const needed = Math.max(...found.map(({ head }) => head?.keyringRevision ?? Infinity));
        expect(Math.min(...revisions)).toBeGreaterThanOrEqual(needed);
        if (new Set(revisions).size > 1) countUp(stages, 'between the two keyrings');
        await withRestored(folder, newest ?? 'none', paper, (restored) => {
          // There is no index in a backup.
          while (restored.search.buildOn());
          expect(recordLeft(restored, last)).toBe('whole');
          expectRight(restored);
        });
        // One of before as well, which the keyring of now opens.
        const before = earlier.at(-1);
        if (before !== undefined) await withRestored(folder, before, paper, expectRight);
      };
      const killed = { script: killedScript('backup-maker'), args: [JSON.stringify(given)] };
      await killAgain({ ...killed, kills: killsInWork, withinMs: 400 }, look);
      const atCalls = await killAtEachCall({ ...killed, every: killEvery }, look);
      const figures = { kills: killsInWork, atCalls, acknowledged: backups, lost: 0, stages };
      reportCampaign('kill while backing up', figures);
    },
  );
});

/** What of a backup lies half done. */
function stageOfBackup(folder: string, dataFolder: string): string {
  const work = join(dataFolder, 'backup.work');
  const isWritten = readdirSync(folder).some((name) => name.endsWith('.part'));
  if (existsSync(join(work, 'taken-out.db'))) return 'being read back';
  if (isWritten) return 'being written';
  return existsSync(join(work, 'copy.db')) ? 'being copied' : 'none under way';
}
