import { describe, expect, it } from 'vitest';
import {
  createSessionsTable,
  type SessionsTable,
} from '../../../../main/vault/tables/sessions-table.ts';
import type { ClientId, RoomId, SessionId } from '../../../../src/contract/ids.ts';
import type { Session } from '../../../../src/contract/ipc.ts';
import { testId } from '../../../support/fake-ids.ts';
import { thrownCode } from '../../../support/thrown-code.ts';
import { makeDatabase } from '../../../support/vault-fixture.ts';

function table(): SessionsTable {
  const { database, sql } = makeDatabase();
  database.prepare("INSERT INTO clients VALUES (?, 'Heron', 'heron', 1)").run(testId(1));
  return createSessionsTable(sql);
}

function session(number: number): Session {
  return {
    sessionId: testId<SessionId>(number),
    clientId: testId<ClientId>(1),
    roomId: testId<RoomId>(number),
    serverOrigin: 'https://rooms.example',
    startedAtMs: number,
  };
}

describe('SessionsTable', () => {
  it('runs nothing at first', () => {
    expect(table().running()).toBeNull();
  });

  it('gives back the session that runs until it ends', () => {
    const sessions = table();
    sessions.start(session(5));
    expect(sessions.running()).toEqual(session(5));
    sessions.end(testId<SessionId>(5), 6);
    expect(sessions.running()).toBeNull();
  });

  it('runs one at a time', () => {
    const sessions = table();
    sessions.start(session(5));
    expect(
      thrownCode(() => {
        sessions.start(session(6));
      }),
    ).toBe('conflict');
    expect(sessions.running()).toEqual(session(5));
  });

  it('ends a session once; again changes nothing', () => {
    const { database, sql } = makeDatabase();
    database.prepare("INSERT INTO clients VALUES (?, 'Heron', 'heron', 1)").run(testId(1));
    const sessions = createSessionsTable(sql);
    sessions.start(session(5));
    sessions.end(testId<SessionId>(5), 6);
    sessions.end(testId<SessionId>(5), 7);
    expect(database.prepare('SELECT ended_at_ms FROM sessions').pluck().get()).toBe(6);
  });

  it('forgets the invites of a session that ends, and of no other', () => {
    const { database, sql } = makeDatabase();
    database.prepare("INSERT INTO clients VALUES (?, 'Heron', 'heron', 1)").run(testId(1));
    const sessions = createSessionsTable(sql);
    const invite = database.prepare(
      "INSERT INTO invites VALUES (?, ?, zeroblob(32), 'open', 1, 2, NULL)",
    );
    for (const number of [5, 6]) {
      sessions.start(session(number));
      invite.run(testId(number), testId(number));
      if (number === 5) {
        sessions.end(testId<SessionId>(5), 6);
        // As a version before this one left it behind.
        invite.run(testId(7), testId(5));
      }
    }
    sessions.end(testId<SessionId>(5), 7);
    expect(database.prepare('SELECT invite_id FROM invites').pluck().all()).toEqual([testId(6)]);
  });

  it('does not end what never was', () => {
    expect(
      thrownCode(() => {
        table().end(testId<SessionId>(5), 6);
      }),
    ).toBe('not-found');
  });

  it('knows which session ended last, and none before any did', () => {
    const sessions = table();
    expect(sessions.lastEnded()).toBeNull();
    for (const [number, endedAtMs] of [
      [5, 60],
      [6, 90],
      [7, 70],
    ] as const) {
      sessions.start(session(number));
      sessions.end(testId<SessionId>(number), endedAtMs);
    }
    sessions.start(session(8));
    expect(sessions.lastEnded()).toEqual({ session: session(6), endedAtMs: 90 });
  });

  it('finds a session, running or ended', () => {
    const sessions = table();
    sessions.start(session(5));
    expect(sessions.find(testId<SessionId>(5))).toEqual(session(5));
    sessions.end(testId<SessionId>(5), 6);
    expect(sessions.find(testId<SessionId>(5))).toEqual(session(5));
    expect(sessions.find(testId<SessionId>(6))).toBeNull();
  });

  it('gives every session with a client, oldest first, and of no other', () => {
    const sessions = table();
    for (const number of [6, 5]) {
      sessions.start(session(number));
      sessions.end(testId<SessionId>(number), number + 1);
    }
    sessions.start(session(7));
    expect(sessions.ofClient(testId<ClientId>(1))).toEqual([
      { session: session(5), endedAtMs: 6 },
      { session: session(6), endedAtMs: 7 },
      { session: session(7), endedAtMs: null },
    ]);
    expect(sessions.ofClient(testId<ClientId>(2))).toEqual([]);
  });

  it('knows with whom a session is, also after its end', () => {
    const sessions = table();
    sessions.start(session(5));
    sessions.end(testId<SessionId>(5), 6);
    expect(sessions.isWith(testId<SessionId>(5), testId<ClientId>(1))).toBe(true);
    expect(sessions.isWith(testId<SessionId>(5), testId<ClientId>(2))).toBe(false);
    expect(sessions.isWith(testId<SessionId>(6), testId<ClientId>(1))).toBe(false);
  });
});
