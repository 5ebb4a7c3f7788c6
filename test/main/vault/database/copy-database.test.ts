import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { copyDatabase } from '../../../../main/vault/database/copy-database.ts';
import { openDatabase } from '../../../../main/vault/database/open-database.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { makeDatabase, testKey } from '../../../support/vault-fixture.ts';

it('copies a database under another key, and leaves no page under the old one', () => {
  const { database } = makeDatabase();
  const folder = temporaryFolder();
  const path = `${folder}/copy.db`;
  copyDatabase(database, path, testKey(), testKey(2));
  expect(readdirSync(folder)).toEqual(['copy.db']);
  const copy = openDatabase({ path, vaultKey: testKey(2), mustExist: true });
  expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
  copy.close();
});
