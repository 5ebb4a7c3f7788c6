import { describe, expect, it } from 'vitest';
import { createSqlHandle } from '../../../../main/vault/database/sql-handle.ts';
import { createLastCheckTable } from '../../../../main/vault/tables/last-check-table.ts';
import { makeDatabase } from '../../../support/vault-fixture.ts';

describe('the last verification', () => {
  it('is none before there was one, and then the last one', () => {
    const table = createLastCheckTable(createSqlHandle(makeDatabase().database));
    expect(table.get()).toBeNull();
    table.set({ checkedAtMs: 5, isRight: false });
    table.set({ checkedAtMs: 9, isRight: true });
    expect(table.get()).toEqual({ checkedAtMs: 9, isRight: true });
  });
});
