import { describe, expect, it } from 'vitest';
import { createPostureTable } from '../../../../main/vault/tables/posture-table.ts';
import { createServerKeysTable } from '../../../../main/vault/tables/server-keys-table.ts';
import type { PostureRecord } from '../../../../src/contract/posture-calls.ts';
import { makeDatabase } from '../../../support/vault-fixture.ts';
import { thrownCode } from '../../../support/thrown-code.ts';

const record = (atMs: number): PostureRecord => ({
  atMs,
  system: 'macos',
  findings: [
    { check: 'other-programs', state: 'advice', reason: 'recorder', programs: ['OBS Studio'] },
  ],
});

describe('the record of a computer', () => {
  it('comes back newest first, as it was', () => {
    const table = createPostureTable(makeDatabase().sql);
    for (const atMs of [1, 2, 3]) table.append(record(atMs));
    expect(table.records(2)).toEqual([record(3), record(2)]);
  });

  it('is not read as something else when it is damaged', () => {
    const { database, sql } = makeDatabase();
    const table = createPostureTable(sql);
    database.exec(`INSERT INTO posture_records VALUES (1, 1, 'linux', '[{"check":"moon"}]')`);
    expect(thrownCode(() => table.records(1))).toBe('vault-damaged');
  });

  it('knows what is required, in the order of the contract', () => {
    const table = createPostureTable(makeDatabase().sql);
    expect(table.required()).toEqual([]);
    table.require(['network', 'disk-encryption', 'network']);
    expect(table.required()).toEqual(['disk-encryption', 'network']);
    table.require([]);
    expect(table.required()).toEqual([]);
  });
});

describe('the keys of a server', () => {
  it('are those that were remembered last, for each server by itself', () => {
    const table = createServerKeysTable(makeDatabase().sql);
    const [one, two] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
    table.remember('https://a.example', [one, two]);
    table.remember('https://b.example', [two]);
    table.remember('https://a.example', [one, one]);
    expect(table.of('https://a.example')).toEqual([one]);
    expect(table.of('https://b.example')).toEqual([two]);
    expect(table.of('https://c.example')).toEqual([]);
  });
});
