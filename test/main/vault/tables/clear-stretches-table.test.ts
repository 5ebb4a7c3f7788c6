import { describe, expect, it } from 'vitest';
import { createClearStretchesTable } from '../../../../main/vault/tables/clear-stretches-table.ts';
import type { SessionId } from '../../../../src/contract/ids.ts';
import { testId } from '../../../support/fake-ids.ts';
import { makeDatabase } from '../../../support/vault-fixture.ts';

const [one, other] = [testId<SessionId>(1), testId<SessionId>(2)];

function table() {
  const { database, sql } = makeDatabase();
  database.exec("INSERT INTO clients VALUES ('c', 'Heron', 'heron', 1)");
  const insert = database.prepare("INSERT INTO sessions VALUES (?, 'c', ?, 'https://x', 1, ?)");
  insert.run(one, 'r1', 2);
  insert.run(other, 'r2', null);
  return createClearStretchesTable(sql);
}

describe('stretches in which something left unsealed', () => {
  it('are kept for their own session, oldest first, and each once', () => {
    const stretches = table();
    for (const fromMs of [30, 10, 10]) stretches.add(one, { fromMs, toMs: fromMs + 5 });
    stretches.add(other, { fromMs: 1, toMs: 2 });
    expect(stretches.inSession(one)).toEqual([
      { fromMs: 10, toMs: 15 },
      { fromMs: 30, toMs: 35 },
    ]);
  });

  it('become longer, and never shorter', () => {
    const stretches = table();
    for (const toMs of [12, 20, 15]) stretches.add(one, { fromMs: 10, toMs });
    expect(stretches.inSession(one)).toEqual([{ fromMs: 10, toMs: 20 }]);
  });

  it('take in what comes after sixteen of them', () => {
    const stretches = table();
    for (let at = 0; at < 40; at += 1) stretches.add(one, { fromMs: 10 * at, toMs: 10 * at + 1 });
    const kept = stretches.inSession(one);
    expect(kept).toHaveLength(16);
    expect(kept.at(-1)).toEqual({ fromMs: 150, toMs: 391 });
  });
});
