import { expect, it } from 'vitest';
import { createAutoLockTable } from '../../../../main/vault/tables/auto-lock-table.ts';
import { makeDatabase } from '../../../support/vault-fixture.ts';

it('remembers the time that was chosen last', () => {
  const autoLock = createAutoLockTable(makeDatabase().sql);
  expect(autoLock.idleMinutes()).toBeNull();
  autoLock.setIdleMinutes(5);
  autoLock.setIdleMinutes(15);
  expect(autoLock.idleMinutes()).toBe(15);
});
