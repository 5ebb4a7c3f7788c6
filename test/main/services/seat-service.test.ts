import { describe, expect, it } from 'vitest';
import { createSeatService } from '../../../main/services/seat-service.ts';
import { createSessionService } from '../../../main/services/session-service.ts';
import { systemRandom } from '../../../main/platform/system-random.ts';
import { toBase64Url } from '../../../src/base/base64url.ts';
import type { Bytes } from '../../../src/base/bytes.ts';
import { invariant } from '../../../src/base/invariant.ts';
import { newId, type ClientId, type InviteId, type SessionId } from '../../../src/contract/ids.ts';
import { parseAppLink } from '../../../src/crypto/invite.ts';
import { deriveInviteKeys } from '../../../src/crypto/invite-keys.ts';
import { testId } from '../../support/fake-ids.ts';
import { rejectedCode } from '../../support/rejected-code.ts';
import { makeVaultService } from '../../support/services-fixture.ts';
import { thrownCode } from '../../support/thrown-code.ts';

const [laptop, phone] = [key(1), key(2)];

function key(number: number): Bytes {
  return new Uint8Array(32).fill(number);
}

/** Services over an open vault with one client, whose session runs. */
async function services() {
  const made = makeVaultService();
  await made.vault.create();
  const clientId = newId<ClientId>(systemRandom);
  made.vault.use().clients.add({ clientId, pseudonym: 'Heron', createdAtMs: 1 });
  const sessions = createSessionService({
    ...made,
    random: systemRandom,
    serverOrigin: () => 'https://rooms.example',
  });
  const seats = createSeatService(made.vault);
  const { sessionId } = sessions.start(clientId);
  return { ...made, clientId, sessions, seats, sessionId };
}

type Made = Awaited<ReturnType<typeof services>>;

/** Goes through a whole further session in which these devices take a seat each. */
async function attend({ sessions, seats, clientId }: Made, ...present: readonly Bytes[]) {
  const { sessionId } = sessions.start(clientId);
  for (const deviceKey of present) {
    const { inviteId } = await sessions.invite(sessionId);
    seats.bind(inviteId, { sessionId, deviceKey, guestKind: 'app' });
  }
  sessions.end(sessionId);
}

describe('SeatService', () => {
  it('gives for each seat the keys that the guest derives from the link', async () => {
    const { sessions, seats, sessionId } = await services();
    const issued = [await sessions.invite(sessionId), await sessions.invite(sessionId)];
    const listed = await seats.list(sessionId);
    expect(listed).toEqual(issued.map(({ seat }) => seat));
    expect(listed.map(({ inviteId }) => inviteId)).toEqual(issued.map(({ inviteId }) => inviteId));
    const secret = parseAppLink(issued[0]?.appLink ?? '')?.secret;
    invariant(secret, 'the link is one of ours');
    const { knockKey, psk, pskId } = await deriveInviteKeys(secret);
    expect(listed[0]).toMatchObject({
      knockKey: knockKey.expose(toBase64Url),
      psk: psk.expose(toBase64Url),
      pskId: toBase64Url(pskId),
      state: { state: 'open' },
    });
    expect(JSON.stringify(listed)).not.toContain(secret.expose(toBase64Url));
  });

  it('gives every seat other keys', async () => {
    const { sessions, seats, sessionId } = await services();
    for (let i = 0; i < 3; i += 1) await sessions.invite(sessionId);
    const listed = await seats.list(sessionId);
    const keys = listed.flatMap(({ knockKey, psk, pskId }) => [knockKey, psk, pskId]);
    expect(new Set(keys).size).toBe(9);
  });

  it('remembers who sits where, and which seat is nobody’s, through a restart', async () => {
    const { sessions, seats, sessionId, vault } = await services();
    const [a, b] = [await sessions.invite(sessionId), await sessions.invite(sessionId)];
    seats.bind(a.inviteId, { sessionId, deviceKey: laptop, guestKind: 'app' });
    seats.revoke(sessionId, b.inviteId);
    await vault.lock();
    await vault.open();
    const states = (await seats.list(sessionId)).map(({ state }) => state);
    expect(states).toEqual([
      { state: 'bound', deviceKey: toBase64Url(laptop) },
      { state: 'revoked' },
    ]);
  });

  it('forgets the seats when the session ends', async () => {
    const { sessions, seats, sessionId, vault } = await services();
    const { inviteId } = await sessions.invite(sessionId);
    sessions.end(sessionId);
    expect(await rejectedCode(seats.list(sessionId))).toBe('not-found');
    expect(vault.use().invites.seats(sessionId)).toEqual([]);
    const late = { sessionId, deviceKey: laptop, guestKind: 'app' } as const;
    expect(
      thrownCode(() => {
        seats.bind(inviteId, late);
      }),
    ).toBe('not-found');
  });

  it('answers for the running session only', async () => {
    const { sessions, seats, sessionId } = await services();
    const { inviteId } = await sessions.invite(sessionId);
    const other = testId<SessionId>(1);
    expect(await rejectedCode(seats.list(other))).toBe('not-found');
    const strangers = [
      () => {
        seats.bind(inviteId, { sessionId: other, deviceKey: laptop, guestKind: 'app' });
      },
      () => {
        seats.revoke(other, inviteId);
      },
      () => seats.recall(other, laptop),
      () => {
        seats.judgeWords(other, laptop, 'same');
      },
      () => seats.judgedWords(other),
      () => {
        seats.revoke(sessionId, testId<InviteId>(1));
      },
    ];
    expect(strangers.map(thrownCode)).toEqual(Array(6).fill('not-found'));
  });
});

describe('the recall of a device', () => {
  it('says for how many sessions it has been the same', async () => {
    const made = await services();
    const { sessions, seats, sessionId } = made;
    expect(seats.recall(sessionId, laptop)).toEqual({ sessions: 0, words: null });
    sessions.end(sessionId);
    await attend(made, phone);
    await attend(made, laptop);
    await attend(made);
    await attend(made, laptop);
    const { sessionId: now } = sessions.start(made.clientId);
    expect(seats.recall(now, laptop)).toEqual({ sessions: 2, words: null });
    expect(seats.recall(now, phone)).toEqual({ sessions: 0, words: null });
  });

  it('says how the words were, from the moment that they were judged', async () => {
    const { sessions, seats, sessionId } = await services();
    const judge = (): void => {
      seats.judgeWords(sessionId, laptop, 'same');
    };
    expect(thrownCode(judge)).toBe('not-found');
    const { inviteId } = await sessions.invite(sessionId);
    seats.bind(inviteId, { sessionId, deviceKey: laptop, guestKind: 'app' });
    judge();
    expect(seats.recall(sessionId, laptop)).toEqual({ sessions: 0, words: 'same' });
    seats.revoke(sessionId, inviteId);
    seats.judgeWords(sessionId, laptop, 'different');
    expect(seats.recall(sessionId, laptop)).toEqual({ sessions: 0, words: 'different' });
  });

  it('has what was said in this session, by device, and nothing of whom nothing was said of', async () => {
    const made = await services();
    const { sessions, seats, sessionId } = made;
    for (const deviceKey of [laptop, phone]) {
      const { inviteId } = await sessions.invite(sessionId);
      seats.bind(inviteId, { sessionId, deviceKey, guestKind: 'app' });
    }
    seats.judgeWords(sessionId, laptop, 'different');
    expect(seats.judgedWords(sessionId)).toEqual([
      { deviceKey: toBase64Url(laptop), guestKind: 'app', verdict: 'different' },
    ]);
    sessions.end(sessionId);
    const { sessionId: next } = sessions.start(made.clientId);
    expect(seats.judgedWords(next)).toEqual([]);
  });
});
