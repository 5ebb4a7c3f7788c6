import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  clientNumbers,
  clientOf,
  databasePath,
  filledVaults,
  flipPages,
  pagesOf,
  rescue,
} from '../../../support/damaged-vault.ts';
import { openForTampering } from '../../../support/decrypted-pages.ts';
import type { MadeVault } from '../../../support/vault-fixture.ts';

const filledVault = filledVaults();
const destroyed = clientOf(1);

async function foundOf(made: MadeVault) {
  const rescued = await rescue(made);
  const other = clientOf(2);
  return {
    clients: rescued.clients
      .list()
      .map(({ clientId }) => clientId)
      .toSorted(),
    nameless: rescued.nameless.has(destroyed),
    notes: rescued.notes.list(destroyed),
    losses: rescued.losses(destroyed),
    othersHaveNotes: rescued.notes.list(other).length > 0,
    othersHaveLosses: rescued.losses(other) !== null,
  };
}

/** Nothing is shown of them, and nothing said to be lost; the others are as they were. */
const withoutThem = {
  clients: clientNumbers.slice(1).map(clientOf).toSorted(),
  nameless: false,
  notes: [],
  losses: null,
  othersHaveNotes: true,
  othersHaveLosses: true,
};

/** Texts of every client. */
const damagePages = (made: MadeVault): void => {
  flipPages(made, pagesOf(made, 'note_revisions').slice(3, 6));
};

describe('a client who was destroyed', () => {
  it('is not shown of an older file that still has their rows', async () => {
    const made = filledVault();
    const older = readFileSync(databasePath(made));
    const vault = made.store.open(made.secret.secret);
    vault.destructions.destroy({ clientId: destroyed, reason: null });
    vault.close();
    writeFileSync(databasePath(made), older);
    damagePages(made);
    expect(await foundOf(made)).toEqual(withoutThem);
    // Not as somebody without a name either.
    flipPages(made, pagesOf(made, 'clients'));
    flipPages(made, pagesOf(made, 'sqlite_autoindex_clients_2'));
    expect(await foundOf(made)).toEqual(withoutThem);
  });

  it('is not shown when that was decided, and interrupted before their key was gone', async () => {
    const made = filledVault();
    damagePages(made);
    const database = openForTampering(made.dataFolder, made.secret.secret);
    database
      .prepare("INSERT INTO destructions (client_id, begun_at_ms, counts) VALUES (?, 1, '{}')")
      .run(destroyed);
    database.close();
    expect(await foundOf(made)).toEqual(withoutThem);
  });
});
