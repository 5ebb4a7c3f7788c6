import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  clientOf,
  databasePath,
  flipPages,
  makeFilledVault,
  pagesOf,
  rescue,
} from '../../../support/damaged-vault.ts';
import { openForTampering } from '../../../support/decrypted-pages.ts';
import { makeVault, type MadeVault } from '../../../support/vault-fixture.ts';
import type { OpenVault } from '../../../../main/vault/open-vault.ts';

const heron = clientOf(1);
const reason = 'does not answer the phone';

function fillCard({ cards }: OpenVault): void {
  cards.set(heron, 'name', 'Ardea Cinerea', 5);
  cards.set(heron, 'numbers', '999', 6);
  cards.putDown(heron, reason, 7);
}

function change({ dataFolder, secret }: MadeVault, sql: string): void {
  const database = openForTampering(dataFolder, secret.secret);
  database.exec(sql);
  database.close();
}

describe('the sealed card of a damaged vault', () => {
  it('is there when only other things are damaged, and nothing of it is said to be lost', async () => {
    const made = makeFilledVault(fillCard);
    flipPages(made, pagesOf(made, 'note_revisions').slice(3, 4));
    const rescued = await rescue(made);
    expect(rescued.cards.filled(heron).map(({ field }) => field)).toEqual(['name', 'numbers']);
    expect(rescued.losses(heron)?.card ?? []).toEqual([]);
  });

  it('has its fields named that do not open, each by itself, and reasons counted', async () => {
    const made = makeFilledVault(fillCard);
    change(
      made,
      `UPDATE card_fields SET text = zeroblob(40) WHERE field = 'numbers';
       DROP TRIGGER openings_are_not_changed;
       UPDATE card_openings SET opened_at_ms = 8;`,
    );
    const rescued = await rescue(made);
    expect(rescued.losses(heron)).toEqual({ notes: [], files: [], card: ['numbers'], others: 1 });
    expect(rescued.cards.filled(heron).map(({ field }) => field)).toEqual(['name']);
    expect(rescued.cards.timesOpened(heron)).toBe(0);
  });

  it('is named, or told to be missing without a name, when its page is lost', async () => {
    const made = makeFilledVault(fillCard);
    flipPages(made, [...pagesOf(made, 'card_fields'), ...pagesOf(made, 'card_openings')]);
    const rescued = await rescue(made);
    expect(rescued.losses(heron)?.card).toEqual(['name', 'numbers']);
    expect(rescued.losses(heron)?.others).toBe(1);
    rescued.close();
    // Where no index is left either, nobody can tell whose there was.
    flipPages(made, pagesOf(made, 'sqlite_autoindex_card_fields_1'));
    const blind = await rescue(made);
    expect(blind.found.mayBeMore).toBe(true);
  });

  it('leads to a client of whom nothing else is left', async () => {
    const made = makeVault();
    const vault = made.store.open(made.secret.secret);
    vault.clients.add({ clientId: heron, pseudonym: 'Heron', createdAtMs: 1 });
    fillCard(vault);
    vault.close();
    flipPages(
      made,
      ['clients', 'sqlite_autoindex_clients_1', 'sqlite_autoindex_clients_2'].flatMap((name) =>
        pagesOf(made, name),
      ),
    );
    const rescued = await rescue(made);
    expect(rescued.nameless).toEqual(new Set([heron]));
  });

  it('is not there of a client who was destroyed, and no opening of it', async () => {
    const made = makeFilledVault(fillCard);
    const older = readFileSync(databasePath(made));
    const vault = made.store.open(made.secret.secret);
    vault.destructions.destroy({ clientId: heron, reason: null });
    vault.close();
    writeFileSync(databasePath(made), older);
    flipPages(made, pagesOf(made, 'note_revisions').slice(3, 4));
    const rescued = await rescue(made);
    expect(rescued.cards.filled(heron)).toEqual([]);
    expect(rescued.cards.timesOpened(heron)).toBe(0);
    expect(rescued.losses(heron)).toBeNull();
  });

  it('is not there either of a client whose destruction was decided and then interrupted', async () => {
    const made = makeFilledVault(fillCard);
    // The key is there still, so that what is left would open.
    change(made, `INSERT INTO destructions VALUES ('${heron}', 1, NULL, '{}', NULL)`);
    const rescued = await rescue(made);
    expect(rescued.cards.filled(heron)).toEqual([]);
    expect(rescued.cards.timesOpened(heron)).toBe(0);
  });
});
