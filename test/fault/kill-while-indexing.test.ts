import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../main/platform/system-random.ts';
import { newId, type ClientId } from '../../src/contract/ids.ts';
import { makeVaultWithNote, textOf } from '../integration/vault/fixtures/vault-arguments.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { fillRecord, recordLeft } from './support/filled-record.ts';
import { killAgain, lastSaid } from './support/kill-again.ts';
import { reportCampaign } from './support/report-campaign.ts';
import {
  countUp,
  expectRight,
  killedScript,
  killsInWork,
  killTimeoutMs,
  useVault,
} from './support/killed-work.ts';

describe('a process that is killed while it builds the index', () => {
  it(
    `leaves an index that is built to its end, ${String(killsInWork)} times`,
    { timeout: killTimeoutMs },
    async () => {
      const given = makeVaultWithNote(temporaryFolder());
      const clients = Array.from({ length: 40 }, () => newId<ClientId>(systemRandom));
      useVault(given, (vault) => {
        for (const clientId of clients) fillRecord(vault, clientId);
      });
      const stages: Record<string, number> = {};
      let saves = 0;
      const args = [JSON.stringify(given)];
      const killed = {
        script: killedScript('index-builder'),
        args,
        kills: killsInWork,
        withinMs: 200,
      };
      await killAgain(killed, (said) => {
        const saved = Number(lastSaid(said, 'saved') ?? saves);
        useVault(given, (vault) => {
          countUp(stages, vault.search.isComplete() ? 'complete' : 'half built');
          while (vault.search.buildOn());
          const check = vault.search.startCheck();
          let outcome = check.step();
          while (!outcome) outcome = check.step();
          expect(outcome.isRight).toBe(true);
          for (const clientId of clients) expect(recordLeft(vault, clientId)).toBe('whole');
          const note = vault.notes.read(given.noteId);
          expect(note?.revision).toBeGreaterThanOrEqual(saved);
          expect(note?.text).toBe(textOf(note?.revision ?? 0));
          saves = note?.revision ?? 0;
          expectRight(vault);
        });
      });
      reportCampaign('kill while indexing', {
        kills: killsInWork,
        acknowledged: saves,
        lost: 0,
        stages,
      });
      expect(saves).toBeGreaterThan(0);
    },
  );
});
