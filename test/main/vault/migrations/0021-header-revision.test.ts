import { describe, expect, it } from 'vitest';
import { migrate } from '../../../../main/vault/migrations/migrate.ts';
import { makeDatabase } from '../../../support/vault-fixture.ts';

describe('the step that counts headers', () => {
  it('starts from the version before, with a header that was not counted', () => {
    const { database, keys } = makeDatabase(20);
    const before = database.prepare('SELECT revision FROM keyring_state').pluck().get();
    migrate(database, { keys });
    expect(database.prepare('SELECT revision, header_revision FROM keyring_state').all()).toEqual([
      { revision: before, header_revision: 0 },
    ]);
  });
});
