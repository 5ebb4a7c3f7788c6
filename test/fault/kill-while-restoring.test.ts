import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { takeVaultBack, vaultsAside } from '../../main/vault/set-aside.ts';
import { recoverySecret } from '../../main/vault/header/recovery-params.ts';
import { SecretBytes } from '../../src/base/secret-bytes.ts';
import { formatRecoveryKey } from '../../src/domain/recovery-key.ts';
import {
  makeVaultWithNote,
  secretOf,
  storeIn,
  textOf,
} from '../integration/vault/fixtures/vault-arguments.ts';
import { giveRecoveryKey, hurriedWork } from '../support/recovery-paper.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import type { RestorerArguments } from './fixtures/vault-restorer.ts';
import { killAtEachCall } from './support/kill-again.ts';
import { reportCampaign } from './support/report-campaign.ts';

/** Kills at each so-manieth call between the vault that goes and the one that comes; at every one in a campaign. */
const every = Math.min(3, Number(process.env['QUIETROOM_KILL_EVERY'] ?? 3));
const script = join(import.meta.dirname, 'fixtures/vault-restorer.ts');

async function backedUpOnDisk() {
  const parent = temporaryFolder();
  const given = makeVaultWithNote(join(parent, 'data'));
  const folder = temporaryFolder();
  const vault = storeIn(given.dataFolder).open(secretOf(given));
  vault.notes.save(given.noteId, 0, textOf(1), 1);
  vault.backups.setFolder(folder);
  const paper = giveRecoveryKey(vault);
  const { name } = await vault.backups.make(Date.UTC(2026, 0, 1), hurriedWork);
  // Only the vault that is there has this.
  vault.notes.save(given.noteId, 1, textOf(2), 2);
  vault.close();
  const keep = join(parent, 'keep');
  cpSync(given.dataFolder, keep, { recursive: true });
  const recoveryKey = formatRecoveryKey(paper.bytes).join('-');
  const restorer: RestorerArguments = { dataFolder: given.dataFolder, folder, name, recoveryKey };
  return { given, paper, keep, restorer };
}

describe('a process that is killed while a restored vault takes the place of another', () => {
  it(
    'leaves the one, or the other, or none with the one put aside whole',
    { timeout: 3_600_000 },
    async () => {
      const { given, paper, keep, restorer } = await backedUpOnDisk();
      const { dataFolder, noteId } = given;
      const store = storeIn(dataFolder);
      const revisionBy = (
        way: 'keychain' | 'recovery',
        secret: SecretBytes,
      ): number | undefined => {
        const vault = store.open(secret, { way });
        try {
          return vault.notes.read(noteId)?.revision;
        } finally {
          vault.close();
        }
      };
      const stages: Record<string, number> = {};
      const count = (stage: string): void => {
        stages[stage] = (stages[stage] ?? 0) + 1;
      };
      const atCalls = await killAtEachCall(
        { script, args: [JSON.stringify(restorer)], every },
        () => {
          const aside = vaultsAside(dataFolder);
          const isThere = store.exists();
          if (aside.length === 0) count('not begun');
          else count(isThere ? 'restored' : 'between the renames');
          const key = new SecretBytes(paper.bytes.slice());
          const opensRestored = isThere && aside.length > 0;
          const restored = opensRestored
            ? revisionBy('recovery', recoverySecret(key, paper.id))
            : null;
          // What the backup had, and nothing less.
          expect([null, 1]).toContain(restored);
          const [old] = aside;
          if (old) takeVaultBack(dataFolder, old.name, Date.now());
          expect(revisionBy('keychain', secretOf(given))).toBe(2);
          rmSync(dataFolder, { recursive: true });
          cpSync(keep, dataFolder, { recursive: true });
        },
      );
      reportCampaign('kill between the renames', { atCalls, lost: 0, stages });
      expect(stages).toMatchObject({ restored: expect.any(Number) as number });
      expect(stages['between the renames'] ?? 0).toBeGreaterThan(0);
    },
  );
});
