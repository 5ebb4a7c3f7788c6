import { describe, expect, it } from 'vitest';
import {
  createPhrasesTable,
  type PhrasesTable,
} from '../../../../main/vault/tables/phrases-table.ts';
import type { ClientId } from '../../../../src/contract/ids.ts';
import { testId } from '../../../support/fake-ids.ts';
import { makeDatabase } from '../../../support/vault-fixture.ts';

const [heron, wren] = [testId<ClientId>(1), testId<ClientId>(2)];

function table(): PhrasesTable {
  const { database, sql, keys } = makeDatabase();
  const add = database.prepare('INSERT INTO clients VALUES (?, ?, ?, 1)');
  add.run(heron, 'Heron', 'heron');
  add.run(wren, 'Wren', 'wren');
  return createPhrasesTable(sql, keys);
}

describe('PhrasesTable', () => {
  it('knows none at first', () => {
    expect(table().get(heron)).toBeNull();
  });

  it('gives back the last phrase, to its client only', () => {
    const phrases = table();
    phrases.set(heron, 'two herons');
    phrases.set(heron, 'three herons');
    phrases.set(wren, 'a wren');
    expect([phrases.get(heron), phrases.get(wren)]).toEqual(['three herons', 'a wren']);
  });

  it('forgets a phrase, more than once without complaint', () => {
    const phrases = table();
    phrases.set(heron, 'two herons');
    phrases.set(wren, 'a wren');
    phrases.set(heron, null);
    phrases.set(heron, null);
    expect([phrases.get(heron), phrases.get(wren)]).toEqual([null, 'a wren']);
  });
});
