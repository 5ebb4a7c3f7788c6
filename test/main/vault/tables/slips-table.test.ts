import { describe, expect, it } from 'vitest';
import { createSlipsTable } from '../../../../main/vault/tables/slips-table.ts';
import type { ClientId, SessionId, SlipId } from '../../../../src/contract/ids.ts';
import type { KeptSlip } from '../../../../src/contract/ipc.ts';
import { limits } from '../../../../src/contract/limits.ts';
import { testId } from '../../../support/fake-ids.ts';
import { thrownCode } from '../../../support/thrown-code.ts';
import { makeDatabase } from '../../../support/vault-fixture.ts';

const heron = testId<ClientId>(1);

/** Heron's sessions 11 and 12, and Wren's session 13. */
function table() {
  const { database, sql, keys } = makeDatabase();
  const client = database.prepare('INSERT INTO clients VALUES (?, ?, ?, 1)');
  client.run(heron, 'Heron', 'heron');
  client.run(testId(2), 'Wren', 'wren');
  const session = database.prepare(
    "INSERT INTO sessions VALUES (?, ?, ?, 'https://rooms.example', ?, 99)",
  );
  for (const [number, clientId] of [
    [12, heron],
    [11, heron],
    [13, testId(2)],
  ] as const) {
    session.run(testId(number), clientId, testId(number), number);
  }
  return createSlipsTable(sql, keys);
}

function summary(number: number, session = 11): KeptSlip {
  return {
    slipId: testId<SlipId>(number),
    sessionId: testId<SessionId>(session),
    keptAtMs: 100 - number,
  };
}

function slip(number: number) {
  return new Uint8Array(200).fill(number);
}

describe('SlipsTable', () => {
  it('gives back a slip byte for byte', () => {
    const slips = table();
    slips.add(summary(1), slip(7));
    expect(slips.read(testId<SlipId>(1))).toEqual(slip(7));
    expect(slips.read(testId<SlipId>(2))).toBeNull();
  });

  it('lists the slips of a client, the newest last, whatever the clock said', () => {
    const slips = table();
    slips.add(summary(1, 12), slip(1));
    slips.add(summary(2, 11), slip(2));
    slips.add(summary(3, 13), slip(3));
    slips.add(summary(4, 12), slip(4));
    slips.add(summary(5, 11), slip(5));
    expect(slips.list(heron)).toEqual([
      summary(2, 11),
      summary(5, 11),
      summary(1, 12),
      summary(4, 12),
    ]);
  });

  it('keeps the same slip of a session once', () => {
    const slips = table();
    slips.add(summary(1), slip(7));
    slips.add(summary(2), slip(7));
    slips.add(summary(3, 12), slip(7));
    expect(slips.list(heron)).toEqual([summary(1), summary(3, 12)]);
  });

  it('ends at its bound for a session, and takes the same again even then', () => {
    const slips = table();
    for (let number = 0; number < limits.slipsPerSession; number += 1) {
      slips.add(summary(number), slip(number));
    }
    const another = (): void => {
      slips.add(summary(99), slip(99));
    };
    expect(thrownCode(another)).toBe('too-many');
    slips.add(summary(98), slip(0));
    slips.add(summary(97, 12), slip(99));
    expect(slips.list(heron)).toHaveLength(limits.slipsPerSession + 1);
  });
});
