import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { publishedVault, sizeOf } from '../../../main/vault/vault-files.ts';
import { SecretBytes } from '../../../src/base/secret-bytes.ts';
import { killAgain } from '../../fault/support/kill-again.ts';
import { reportCampaign } from '../../fault/support/report-campaign.ts';
import { startNode } from '../../support/run-node.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { thrownCode } from '../../support/thrown-code.ts';
import { makeVaultWithNote, secretOf, storeIn, textOf } from './fixtures/vault-arguments.ts';

/** More for a campaign: `QUIETROOM_KILLS=1000`. */
const kills = Number(process.env['QUIETROOM_KILLS'] ?? 20);

const writer = join(import.meta.dirname, 'fixtures/note-writer.ts');
const maker = join(import.meta.dirname, 'fixtures/vault-maker.ts');

async function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

describe('a process that is killed', () => {
  it(
    `has lost no save that it had answered, ${String(kills)} times`,
    { timeout: kills * 10_000 },
    async () => {
      const given = makeVaultWithNote(temporaryFolder());
      let saves = 0;
      const killed = { script: writer, args: [JSON.stringify(given)], kills, withinMs: 120 };
      await killAgain(killed, (said) => {
        const answered = Number(said.at(-1));
        const vault = storeIn(given.dataFolder).open(secretOf(given));
        const note = vault.notes.read(given.noteId);
        vault.close();
        // One more than was answered: saved, and killed before the answer.
        expect(note?.revision).toBeGreaterThanOrEqual(answered);
        expect(note?.revision).toBeLessThanOrEqual(answered + 1);
        expect(note?.text === textOf(note?.revision ?? 0)).toBe(true);
        saves = answered;
      });
      reportCampaign('kill', { kills, acknowledged: saves, lost: 0 });
      // The campaign means something only if there was always something to lose.
      expect(saves).toBeGreaterThan(kills);
    },
  );

  it('leaves a whole vault or none, never half of one', { timeout: 60_000 }, async () => {
    const parent = temporaryFolder();
    const running = startNode(maker, [parent]);
    // However slow the machine is: some vaults are whole before it ends, and the next one is under way.
    const folders = [await running.nextLine(), await running.nextLine(), await running.nextLine()];
    await sleep(randomInt(60));
    await running.kill();
    folders.push(...(await running.rest()));
    expect(folders.length).toBeGreaterThan(2);
    const stores = folders.map((folder) => storeIn(folder ?? '')).filter((store) => store.exists());
    expect(stores.length).toBeGreaterThanOrEqual(folders.length - 1);
    // What is there has a header that can be read and a database: wrong key, and not damaged.
    const stranger = new SecretBytes(new Uint8Array(32));
    const codes = new Set(stores.map((store) => thrownCode(() => store.open(stranger))));
    expect(codes).toEqual(new Set(['vault-wrong-key']));
    for (const folder of folders) {
      const { database } = publishedVault(folder ?? '');
      expect(sizeOf(database) > 0).toBe(storeIn(folder ?? '').exists());
    }
  });
});
