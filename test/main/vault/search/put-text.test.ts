import { describe, expect, it } from 'vitest';
import { putText, removeTextsOf } from '../../../../main/vault/search/put-text.ts';
import { createSearchSql } from '../../../../main/vault/search/search-tables.ts';
import type { ClientId } from '../../../../src/contract/ids.ts';
import { testId } from '../../../support/fake-ids.ts';
import { makeDatabase } from '../../../support/vault-fixture.ts';

const [heron, wren] = [testId<ClientId>(1), testId<ClientId>(2)];

describe('texts that were put in the transaction that takes a client out', () => {
  it('are taken out with the others of that client, and stay of everybody else', () => {
    const { database, sql } = makeDatabase(0);
    database.exec(createSearchSql);
    sql.write((write) => {
      for (const clientId of [heron, wren]) {
        putText(
          write,
          { kind: 'note', ref: clientId, number: 0, clientId },
          { text: 'a', atMs: 1 },
        );
      }
      removeTextsOf(write, heron);
    });
    const left = sql
      .all('SELECT client_id FROM search_entries')
      .map((row) => row.text('client_id'));
    expect(left).toEqual([wren]);
    expect(sql.all("SELECT rowid FROM search_text WHERE search_text MATCH 'a'")).toHaveLength(1);
  });
});
