import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../../../main/platform/system-random.ts';
import {
  createClientsTable,
  type ClientsTable,
} from '../../../../main/vault/tables/clients-table.ts';
import { newId, type ClientId } from '../../../../src/contract/ids.ts';
import { limits } from '../../../../src/contract/limits.ts';
import { AppError } from '../../../../src/errors/app-error.ts';
import { testId } from '../../../support/fake-ids.ts';
import { thrownCode } from '../../../support/thrown-code.ts';
import { makeDatabase } from '../../../support/vault-fixture.ts';

function tables(): ReturnType<typeof makeDatabase> & { clients: ClientsTable } {
  const made = makeDatabase();
  return { ...made, clients: createClientsTable(made.sql, made.keys) };
}

function add(clients: ClientsTable, number: number, pseudonym: string): void {
  clients.add({ clientId: testId<ClientId>(number), pseudonym, createdAtMs: number });
}

describe('ClientsTable', () => {
  it('lists nobody in a new vault', () => {
    expect(tables().clients.list()).toEqual([]);
  });

  it('gives back who was added', () => {
    const { clients } = tables();
    add(clients, 1, 'Grey Heron');
    expect(clients.list()).toEqual([
      { clientId: testId(1), pseudonym: 'Grey Heron', createdAtMs: 1, lastSessionAtMs: null },
    ]);
    expect(clients.exists(testId<ClientId>(1))).toBe(true);
    expect(clients.exists(testId<ClientId>(2))).toBe(false);
  });

  it('lists the most recently seen first, and who was never seen by when they were added', () => {
    const { clients, database } = tables();
    for (const number of [1, 2, 3]) add(clients, number, `Client ${String(number)}`);
    const insert = database.prepare(
      "INSERT INTO sessions VALUES (?, ?, ?, 'https://a.example', ?, ?)",
    );
    insert.run('s1', testId(1), 'r1', 50, 60);
    insert.run('s2', testId(1), 'r2', 90, 95);
    insert.run('s3', testId(3), 'r3', 70, 75);
    expect(
      clients.list().map(({ clientId, lastSessionAtMs }) => [clientId, lastSessionAtMs]),
    ).toEqual([
      [testId(1), 90],
      [testId(3), 70],
      [testId(2), null],
    ]);
  });

  it('makes no key for whom there is no room in the index', () => {
    const { clients, database, keys } = tables();
    database.function('no_room', { directOnly: false }, () => {
      throw new AppError('disk-full');
    });
    database.exec(
      'CREATE TEMP TRIGGER full BEFORE INSERT ON main.search_entries BEGIN SELECT no_room(); END',
    );
    const before = keys.revision;
    const code = thrownCode(() => {
      add(clients, 9, 'Grey Heron');
    });
    expect([code, keys.revision, clients.list()]).toEqual(['disk-full', before, []]);
  });

  it.each([
    ['the same', 'Heron'],
    ['other case', 'hERON'],
    ['other width', 'Ｈｅｒｏｎ'],
    ['spaces around', ' Heron '],
  ])('refuses a pseudonym that is taken: %s', (_what, pseudonym) => {
    const { clients } = tables();
    add(clients, 1, 'Heron');
    expect(
      thrownCode(() => {
        add(clients, 2, pseudonym);
      }),
    ).toBe('conflict');
    expect(clients.list()).toHaveLength(1);
  });

  it('takes composed and decomposed letters for the same', () => {
    const { clients } = tables();
    add(clients, 1, 'Zoë');
    expect(
      thrownCode(() => {
        add(clients, 2, 'Zoe\u0308');
      }),
    ).toBe('conflict');
  });

  it('ends at its limit', { timeout: 30_000 }, () => {
    const { clients, database } = tables();
    const insert = database.prepare('INSERT INTO clients VALUES (?, ?, ?, 1)');
    database.transaction(() => {
      for (let i = 0; i < limits.clients; i += 1) {
        const id = newId<ClientId>(systemRandom);
        insert.run(id, id, id);
      }
    })();
    expect(
      thrownCode(() => {
        add(clients, 1, 'One more');
      }),
    ).toBe('too-many');
    expect(clients.list()).toHaveLength(limits.clients);
  });
});
