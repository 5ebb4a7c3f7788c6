import { describe, expect, it } from 'vitest';
import { putText, removeTextsOf } from '../../../../main/vault/search/put-text.ts';
import { createSearchSql } from '../../../../main/vault/search/search-tables.ts';
import type { ClientId } from '../../../../src/contract/ids.ts';
import { testId } from '../../../support/fake-ids.ts';
import { thrownCode } from '../../../support/thrown-code.ts';
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

describe('texts for which the disk has no room', () => {
  it('say so, and leave nothing of the transaction that they are of', () => {
    const { database, sql } = makeDatabase(0);
    database.exec(`${createSearchSql}; CREATE TABLE kept (word)`);
    const pages = Number(database.pragma('page_count', { simple: true }));
    const write = (): void => {
      sql.write((handle) => {
        handle.run("INSERT INTO kept VALUES ('heron')");
        for (let number = 0; number < 100; number += 1) {
          const text = Array.from({ length: 30 }, (_, at) => `word${String(number * at)}`).join(
            ' ',
          );
          const place = { kind: 'note', ref: heron, number, clientId: heron } as const;
          putText(handle, place, { text, atMs: 1 });
        }
      });
    };
    // Wherever on the way it is full.
    for (const more of [0, 1, 2, 4]) {
      database.pragma(`max_page_count = ${String(pages + more)}`);
      expect(thrownCode(write)).toBe('disk-full');
      expect(sql.all('SELECT word FROM kept')).toEqual([]);
    }
    database.pragma('max_page_count = 1000');
    write();
    expect(sql.all('SELECT word FROM kept')).toHaveLength(1);
  });
});
