import { describe, expect, it } from 'vitest';
import {
  addSessionDevice,
  createSessionDevicesTable,
} from '../../../../main/vault/tables/session-devices-table.ts';
import type { Bytes } from '../../../../src/base/bytes.ts';
import type { ClientId, SessionId } from '../../../../src/contract/ids.ts';
import type { DeviceRecall } from '../../../../src/contract/seat-schema.ts';
import { testId } from '../../../support/fake-ids.ts';
import { thrownCode } from '../../../support/thrown-code.ts';
import { makeDatabase } from '../../../support/vault-fixture.ts';

const heron = testId<ClientId>(1);
const wren = testId<ClientId>(2);
const runningId = testId<SessionId>(99);
const [laptop, phone] = [key(1), key(2)];

function key(number: number): Bytes {
  return new Uint8Array(32).fill(number);
}

/** Sessions in the order in which they started, each with the devices that were in it; the last one runs. */
function table(...history: readonly (readonly Bytes[])[]) {
  const { database, sql } = makeDatabase();
  database.prepare("INSERT INTO clients VALUES (?, 'Heron', 'heron', 1)").run(heron);
  database.prepare("INSERT INTO clients VALUES (?, 'Wren', 'wren', 1)").run(wren);
  const add = (
    sessionId: SessionId,
    clientId: ClientId,
    startedAtMs: number,
    present: readonly Bytes[],
  ): void => {
    database
      .prepare("INSERT INTO sessions VALUES (?, ?, ?, 'https://rooms.example', ?, ?)")
      .run(sessionId, clientId, sessionId, startedAtMs, sessionId === runningId ? null : 1);
    sql.write((write) => {
      for (const deviceKey of present) {
        addSessionDevice(write, { sessionId, deviceKey, guestKind: 'app' });
      }
    });
  };
  for (const [index, present] of history.entries()) {
    add(testId<SessionId>(10 + index), heron, 10 + index, present);
  }
  add(runningId, heron, 1000, []);
  const devices = createSessionDevicesTable(sql);
  const recall = (deviceKey: Bytes): DeviceRecall => devices.recall(heron, runningId, deviceKey);
  return { devices, recall, add, sql, database };
}

describe('what is recalled of a device', () => {
  it.each([
    ['nothing before the first session', [], 0],
    ['one session', [[laptop]], 1],
    ['all of them', [[laptop], [laptop], [laptop]], 3],
    ['those since it changed', [[laptop], [phone], [laptop], [laptop]], 2],
    ['none after it changed', [[laptop], [laptop], [phone]], 0],
    ['those to which nobody else came', [[laptop], [], [laptop], []], 2],
    [
      'those in which others were, too',
      [
        [phone, laptop],
        [laptop, phone],
      ],
      2,
    ],
  ])('counts %s', (_what, history, sessions) => {
    expect(table(...history).recall(laptop)).toEqual({ sessions, words: null });
  });

  it('counts neither the running session nor those with other clients', () => {
    const { recall, add, sql } = table([laptop]);
    add(testId<SessionId>(50), wren, 50, [phone]);
    sql.write((write) => {
      addSessionDevice(write, { sessionId: runningId, deviceKey: phone, guestKind: 'app' });
    });
    expect(recall(laptop).sessions).toBe(1);
    expect(recall(phone).sessions).toBe(0);
  });

  it('counts earlier sessions also after the clock was set back', () => {
    const { recall, add } = table([phone]);
    add(testId<SessionId>(50), heron, 5000, [laptop]);
    expect(recall(laptop).sessions).toBe(1);
  });
});

describe('the devices in a session', () => {
  it('are there with their kind and their words, and those of no other session', () => {
    const { devices, sql } = table([laptop], [phone]);
    const sessionId = testId<SessionId>(10);
    sql.write((write) => {
      addSessionDevice(write, { sessionId, deviceKey: phone, guestKind: 'browser' });
    });
    devices.judgeWords(sessionId, laptop, 'same');
    expect(devices.inSession(sessionId)).toEqual([
      { deviceKey: laptop, guestKind: 'app', words: 'same' },
      { deviceKey: phone, guestKind: 'browser', words: null },
    ]);
  });

  it('are damaged when they say what nobody writes', () => {
    const { devices, sql, database } = table([laptop]);
    database.pragma('ignore_check_constraints = ON');
    for (const change of ["words = 'similar'", "words = NULL, guest_kind = 'phone'"]) {
      sql.write((write) => write.run(`UPDATE session_devices SET ${change}`));
      expect(thrownCode(() => devices.inSession(testId<SessionId>(10)))).toBe('vault-damaged');
    }
  });
});

describe('the words with a device', () => {
  it('are as they were judged last', () => {
    const { devices, recall } = table([laptop], [laptop]);
    devices.judgeWords(testId<SessionId>(10), laptop, 'different');
    expect(recall(laptop).words).toBe('different');
    devices.judgeWords(testId<SessionId>(11), laptop, 'different');
    devices.judgeWords(testId<SessionId>(11), laptop, 'same');
    expect(recall(laptop)).toEqual({ sessions: 2, words: 'same' });
  });

  it('are as they were judged in the running session, whatever the clock says', () => {
    const { devices, recall, add, sql } = table();
    add(testId<SessionId>(50), heron, 5000, [laptop]);
    sql.write((write) => {
      addSessionDevice(write, { sessionId: runningId, deviceKey: laptop, guestKind: 'app' });
    });
    devices.judgeWords(testId<SessionId>(50), laptop, 'same');
    devices.judgeWords(runningId, laptop, 'different');
    expect(recall(laptop).words).toBe('different');
  });

  it('stand through sessions in which nobody judged them', () => {
    const { devices, recall } = table([laptop], [laptop]);
    devices.judgeWords(testId<SessionId>(10), laptop, 'same');
    expect(recall(laptop).words).toBe('same');
  });

  it('are known for this client and this device only', () => {
    const { devices, recall, add } = table([laptop, phone]);
    add(testId<SessionId>(50), wren, 50, [laptop]);
    devices.judgeWords(testId<SessionId>(50), laptop, 'same');
    devices.judgeWords(testId<SessionId>(10), phone, 'different');
    expect(recall(laptop).words).toBeNull();
    expect(recall(phone).words).toBe('different');
  });

  it('cannot be judged for a device that was not there', () => {
    const { devices } = table([laptop]);
    expect(
      thrownCode(() => {
        devices.judgeWords(testId<SessionId>(10), phone, 'same');
      }),
    ).toBe('not-found');
  });
});
