import { describe, expect, it } from 'vitest';
import type { OpenVault } from '../../../main/vault/open-vault.ts';
import type { ClientId } from '../../../src/contract/ids.ts';
import { makeBackupWorld, restoreElsewhere } from '../../support/backup-world.ts';
import { openForTampering } from '../../support/decrypted-pages.ts';
import { testId } from '../../support/fake-ids.ts';
import { hurriedWork } from '../../support/recovery-paper.ts';
import { renewVault } from '../../support/renew-vault.ts';
import { makeVault, testKey } from '../../support/vault-fixture.ts';

const heron = testId<ClientId>(1);

function fillCard({ cards }: OpenVault): void {
  cards.set(heron, 'name', 'Ardea Cinerea', 5);
  cards.putDown(heron, 'does not answer the phone', 6);
}

/** What an opening shows: every field, and every reason. */
function readCard({ cards }: OpenVault): readonly (string | null)[] {
  const opening = cards.putDown(heron, 'still does not answer', 7);
  return [
    ...cards.read(opening).map(({ text }) => text),
    ...cards.reasons(opening, 9).map(({ reason }) => reason),
  ];
}

const whole = ['Ardea Cinerea', 'still does not answer', 'does not answer the phone'];

describe('a sealed card and its openings', () => {
  it('are in a backup, and are read after it was restored on another computer', async () => {
    const world = makeBackupWorld();
    fillCard(world.vault);
    const { name } = await world.vault.backups.make(Date.UTC(2026, 10, 26), hurriedWork);
    const restored = await restoreElsewhere(world.folder, name, world.paper);
    expect(readCard(restored)).toEqual(whole);
  });

  it('are under the vault’s new key, and can be taken away there as little as before', async () => {
    const made = makeVault();
    const vault = made.store.open(made.secret.secret);
    vault.clients.add({ clientId: heron, pseudonym: 'Heron', createdAtMs: 1 });
    fillCard(vault);
    const secret = testKey(9);
    const label = { kind: 'keychain', id: new Uint8Array(16), params: new Uint8Array() } as const;
    await renewVault(vault, [{ label, secret }]);
    vault.close();
    const renewed = made.store.open(secret);
    expect(readCard(renewed)).toEqual(whole);
    renewed.close();
    const database = openForTampering(made.dataFolder, secret);
    for (const sql of ['DELETE FROM card_openings', 'UPDATE card_openings SET opened_at_ms = 0']) {
      expect(() => database.exec(sql)).toThrow('append only');
    }
    database.close();
  });
});
