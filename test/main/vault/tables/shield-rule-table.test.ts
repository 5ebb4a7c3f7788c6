import { expect, it } from 'vitest';
import { createShieldRuleTable } from '../../../../main/vault/tables/shield-rule-table.ts';
import { makeDatabase } from '../../../support/vault-fixture.ts';

it('remembers the rule that was chosen last', () => {
  const table = createShieldRuleTable(makeDatabase().sql);
  expect(table.rule()).toBeNull();
  table.setRule('refuse');
  table.setRule('audio-only');
  expect(table.rule()).toBe('audio-only');
});
