import { describe, expect, it } from 'vitest';
import {
  createInvitesTable,
  type InvitesTable,
  type NewInvite,
} from '../../../../main/vault/tables/invites-table.ts';
import type { SessionDevice } from '../../../../main/vault/tables/session-devices-table.ts';
import type { InviteId, SessionId } from '../../../../src/contract/ids.ts';
import { limits } from '../../../../src/contract/limits.ts';
import { testId } from '../../../support/fake-ids.ts';
import { thrownCode } from '../../../support/thrown-code.ts';
import { makeDatabase, testKey } from '../../../support/vault-fixture.ts';

const [here, elsewhere] = [testId<SessionId>(2), testId<SessionId>(3)];
const inviteId = testId<InviteId>(4);

function table(): { invites: InvitesTable } & ReturnType<typeof makeDatabase> {
  const made = makeDatabase();
  made.database.prepare("INSERT INTO clients VALUES (?, 'Heron', 'heron', 1)").run(testId(1));
  const session = made.database.prepare(
    "INSERT INTO sessions VALUES (?, ?, ?, 'https://rooms.example', 1, ?)",
  );
  session.run(here, testId(1), testId(13), null);
  session.run(elsewhere, testId(1), testId(14), 2);
  return { ...made, invites: createInvitesTable(made.sql) };
}

function invite(number: number): NewInvite {
  return {
    inviteId: testId<InviteId>(number),
    sessionId: here,
    secret: testKey(7),
    opensAtMs: 5,
    expiresAtMs: 6,
  };
}

function device(number: number, sessionId = here): SessionDevice {
  return { sessionId, deviceKey: new Uint8Array(32).fill(number), guestKind: 'app' };
}

function withInvite(): ReturnType<typeof table> {
  const made = table();
  made.invites.add(invite(4));
  return made;
}

function stateOf(invites: InvitesTable): unknown {
  return invites.seats(here).map(({ state }) => state);
}

describe('InvitesTable', () => {
  it('keeps a new invite as open, with its secret', () => {
    const { database } = withInvite();
    expect(database.prepare('SELECT * FROM invites').get()).toEqual({
      invite_id: inviteId,
      session_id: here,
      secret: Buffer.alloc(32, 7),
      state: 'open',
      device_key: null,
      opens_at_ms: 5,
      expires_at_ms: 6,
    });
  });

  it('leaves the secret to its owner', () => {
    const { invites } = table();
    const added = invite(4);
    invites.add(added);
    expect(added.secret.isWiped).toBe(false);
  });

  it('ends at as many as a room may hold', () => {
    const { invites } = table();
    for (let number = 0; number < limits.invitesPerRoom; number += 1) invites.add(invite(number));
    expect(
      thrownCode(() => {
        invites.add(invite(99));
      }),
    ).toBe('too-many');
  });

  it('gives the seats of a session in the order of their invites, and of no other', () => {
    const { invites } = table();
    for (const number of [9, 4, 6]) invites.add(invite(number));
    const seats = invites.seats(here);
    expect(seats.map((seat) => seat.inviteId)).toEqual([testId(9), testId(4), testId(6)]);
    expect(seats.map(({ secret }) => secret.expose((bytes) => [...bytes]))).toEqual(
      Array(3).fill(Array(32).fill(7)),
    );
    expect(invites.seats(elsewhere)).toEqual([]);
  });
});

describe('the terms of invites', () => {
  it('tell everything but what opens anything', () => {
    const { invites } = withInvite();
    invites.add(invite(5));
    invites.revoke(testId<InviteId>(5), here);
    const times = { opensAtMs: 5, expiresAtMs: 6 };
    expect(invites.terms(here)).toEqual([
      { inviteId, state: 'open', ...times },
      { inviteId: testId<InviteId>(5), state: 'revoked', ...times },
    ]);
    expect(invites.terms(elsewhere)).toEqual([]);
  });
});

describe('a seat', () => {
  it('is bound to one device, which is then in the session', () => {
    const { invites, database } = withInvite();
    invites.bind(inviteId, device(1));
    expect(stateOf(invites)).toEqual([{ state: 'bound', deviceKey: device(1).deviceKey }]);
    expect(database.prepare('SELECT * FROM session_devices').all()).toEqual([
      { session_id: here, device_key: Buffer.alloc(32, 1), guest_kind: 'app', words: null },
    ]);
  });

  it('stays as it is for the same device again', () => {
    const { invites, database } = withInvite();
    invites.bind(inviteId, device(1));
    invites.bind(inviteId, { ...device(1), guestKind: 'browser' });
    expect(stateOf(invites)).toEqual([{ state: 'bound', deviceKey: device(1).deviceKey }]);
    expect(database.prepare('SELECT guest_kind FROM session_devices').pluck().all()).toEqual([
      'app',
    ]);
  });

  it('is refused to another device, of which nothing is kept', () => {
    const { invites, database } = withInvite();
    invites.bind(inviteId, device(1));
    expect(
      thrownCode(() => {
        invites.bind(inviteId, device(2));
      }),
    ).toBe('conflict');
    expect(stateOf(invites)).toEqual([{ state: 'bound', deviceKey: device(1).deviceKey }]);
    expect(database.prepare('SELECT count(*) FROM session_devices').pluck().get()).toBe(1);
  });

  it('is revoked for good, also to the device that had it', () => {
    const { invites } = withInvite();
    invites.bind(inviteId, device(1));
    invites.revoke(inviteId, here);
    invites.revoke(inviteId, here);
    expect(stateOf(invites)).toEqual([{ state: 'revoked' }]);
    expect(
      thrownCode(() => {
        invites.bind(inviteId, device(1));
      }),
    ).toBe('conflict');
    expect(stateOf(invites)).toEqual([{ state: 'revoked' }]);
  });

  it('is not found by another session or another invite', () => {
    const { invites } = withInvite();
    const strangers = [
      () => {
        invites.bind(inviteId, device(1, elsewhere));
      },
      () => {
        invites.bind(testId<InviteId>(5), device(1));
      },
      () => {
        invites.revoke(inviteId, elsewhere);
      },
      () => {
        invites.revoke(testId<InviteId>(5), here);
      },
    ];
    expect(strangers.map(thrownCode)).toEqual(Array(4).fill('not-found'));
    expect(stateOf(invites)).toEqual([{ state: 'open' }]);
  });

  it('says damaged for a state that nobody writes', () => {
    const { invites, database } = withInvite();
    database.pragma('ignore_check_constraints = ON');
    database.exec("UPDATE invites SET state = 'used'");
    expect(thrownCode(() => invites.seats(here))).toBe('vault-damaged');
  });
});
