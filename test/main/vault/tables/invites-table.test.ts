import { describe, expect, it } from 'vitest';
import {
  createInvitesTable,
  type InvitesTable,
  type NewInvite,
} from '../../../../main/vault/tables/invites-table.ts';
import type { InviteId, SessionId } from '../../../../src/contract/ids.ts';
import { limits } from '../../../../src/contract/limits.ts';
import { testId } from '../../../support/fake-ids.ts';
import { thrownCode } from '../../../support/thrown-code.ts';
import { makeDatabase, testKey } from '../../../support/vault-fixture.ts';

function table(): { invites: InvitesTable } & ReturnType<typeof makeDatabase> {
  const made = makeDatabase();
  made.database.prepare("INSERT INTO clients VALUES (?, 'Heron', 'heron', 1)").run(testId(1));
  made.database
    .prepare("INSERT INTO sessions VALUES (?, ?, ?, 'https://rooms.example', 1, NULL)")
    .run(testId(2), testId(1), testId(3));
  return { ...made, invites: createInvitesTable(made.sql) };
}

function invite(number: number): NewInvite {
  return {
    inviteId: testId<InviteId>(number),
    sessionId: testId<SessionId>(2),
    secret: testKey(7),
    opensAtMs: 5,
    expiresAtMs: 6,
  };
}

describe('InvitesTable', () => {
  it('keeps a new invite as open, with its secret', () => {
    const { invites, database } = table();
    invites.add(invite(4));
    expect(database.prepare('SELECT * FROM invites').get()).toEqual({
      invite_id: testId(4),
      session_id: testId(2),
      secret: Buffer.alloc(32, 7),
      state: 'open',
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
});
