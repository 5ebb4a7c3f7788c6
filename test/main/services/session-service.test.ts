import { createHash, createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../../main/platform/system-random.ts';
import { createClientService } from '../../../main/services/client-service.ts';
import { createServerService } from '../../../main/services/server-service.ts';
import { createSessionService } from '../../../main/services/session-service.ts';
import { invariant } from '../../../src/base/invariant.ts';
import { hostStatement } from '../../../src/contract/host-statement.ts';
import type { ClientId, SessionId } from '../../../src/contract/ids.ts';
import { limits } from '../../../src/contract/limits.ts';
import {
  deriveAdmission,
  matchesFingerprint,
  parseAppLink,
  parseInviteLink,
} from '../../../src/crypto/invite.ts';
import { testId } from '../../support/fake-ids.ts';
import type { MemoryKeychain } from '../../support/memory-keychain.ts';
import { rejectedCode } from '../../support/rejected-code.ts';
import { makeVaultService } from '../../support/services-fixture.ts';
import { thrownCode } from '../../support/thrown-code.ts';

function servicesOver(made: ReturnType<typeof makeVaultService>) {
  const server = createServerService(made.vault, made.audit, null);
  const ports = { ...made, random: systemRandom };
  return {
    ...made,
    server,
    clients: createClientService(ports),
    sessions: createSessionService({ ...ports, serverOrigin: () => server.origin() }),
  };
}

async function services() {
  const all = servicesOver(makeVaultService());
  await all.vault.create();
  all.server.set('https://rooms.example');
  return { ...all, clientId: all.clients.create('Heron').clientId };
}

async function restarted(dataFolder: string, keychain: MemoryKeychain) {
  const all = servicesOver(makeVaultService(dataFolder, keychain));
  await all.vault.open();
  return all;
}

describe('SessionService', () => {
  it('starts a session in a room of its own on the chosen server', async () => {
    const { sessions, clients, clientId, clock } = await services();
    expect(sessions.current()).toBeNull();
    const session = sessions.start(clientId);
    expect(session).toMatchObject({
      clientId,
      serverOrigin: 'https://rooms.example',
      startedAtMs: clock.nowMs(),
    });
    expect(sessions.current()).toEqual(session);
    expect(clients.list()[0]?.lastSessionAtMs).toBe(clock.nowMs());
  });

  it('never uses a room twice', async () => {
    const { sessions, clientId } = await services();
    const first = sessions.start(clientId);
    sessions.end(first.sessionId);
    const second = sessions.start(clientId);
    expect(second.roomId).not.toBe(first.roomId);
    expect(second.sessionId).not.toBe(first.sessionId);
  });

  it('starts none without a client, without a server, or beside another', async () => {
    const { sessions, clientId } = await services();
    expect(thrownCode(() => sessions.start(testId<ClientId>(1)))).toBe('not-found');
    const session = sessions.start(clientId);
    expect(thrownCode(() => sessions.start(clientId))).toBe('conflict');
    expect(sessions.current()).toEqual(session);
    const unset = servicesOver(makeVaultService());
    await unset.vault.create();
    const { clientId: lonely } = unset.clients.create('Wren');
    expect(thrownCode(() => unset.sessions.start(lonely))).toBe('server-unset');
  });

  it('finds its session again after a restart', async () => {
    const { sessions, clientId, vault, dataFolder, keychain } = await services();
    const session = sessions.start(clientId);
    vault.close();
    const again = await restarted(dataFolder, keychain);
    expect(again.sessions.current()).toEqual(session);
    again.sessions.end(session.sessionId);
    expect(again.sessions.current()).toBeNull();
  });

  it('ends a session, and again without complaint, but not one that never was', async () => {
    const { sessions, clientId } = await services();
    const { sessionId } = sessions.start(clientId);
    sessions.end(sessionId);
    sessions.end(sessionId);
    expect(
      thrownCode(() => {
        sessions.end(testId<SessionId>(1));
      }),
    ).toBe('not-found');
  });

  it('signs for the room of the running session and for no other', async () => {
    const { sessions, clientId } = await services();
    const { sessionId, roomId, serverOrigin } = sessions.start(clientId);
    const challenge = new Uint8Array(32).fill(5);
    const { publicKey, signature } = sessions.sign(sessionId, challenge);
    const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), publicKey]);
    const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    expect(verify(null, hostStatement(serverOrigin, roomId, challenge), key, signature)).toBe(true);
    expect(thrownCode(() => sessions.sign(testId<SessionId>(1), challenge))).toBe('not-found');
  });

  it('signs for two minutes after the end, for a server that was out of reach then', async () => {
    const { sessions, clientId, clock } = await services();
    const { sessionId } = sessions.start(clientId);
    const challenge = new Uint8Array(32).fill(5);
    sessions.end(sessionId);
    await clock.advance(119_000);
    sessions.sign(sessionId, challenge);
    await clock.advance(2_000);
    expect(thrownCode(() => sessions.sign(sessionId, challenge))).toBe('not-found');
  });
});

describe('a credential', () => {
  const key = new Uint8Array(32).fill(4);

  it('is signed for the running session and for no other', async () => {
    const { sessions, clientId, clock } = await services();
    const { sessionId } = sessions.start(clientId);
    const notAfterS = Math.floor(clock.nowMs() / 1000) + 60;
    const { publicKey } = sessions.signCredential(sessionId, notAfterS, key);
    expect(publicKey).toEqual(sessions.identityKey());
    const elsewhere = () => sessions.signCredential(testId<SessionId>(1), notAfterS, key);
    expect(thrownCode(elsewhere)).toBe('not-found');
  });

  it('is not signed for longer than a session can last', async () => {
    const { sessions, clientId, clock } = await services();
    const { sessionId } = sessions.start(clientId);
    const notAfterS = Math.floor(clock.nowMs() / 1000) + 26 * 60 * 60;
    expect(thrownCode(() => sessions.signCredential(sessionId, notAfterS, key))).toBe(
      'bad-request',
    );
  });
});

describe('an invite', () => {
  it('leads to the room, names the therapist, and shows the server a hash only', async () => {
    const { sessions, clientId, vault, clock } = await services();
    const { sessionId, roomId } = sessions.start(clientId);
    const issued = await sessions.invite(sessionId);
    const invite = parseInviteLink(issued.link);
    invariant(invite, 'the link is one of ours');
    expect(invite).toMatchObject({ serverOrigin: 'https://rooms.example', room: roomId });
    expect(await matchesFingerprint(invite, vault.use().identity.publicKey())).toBe(true);
    const admission = await deriveAdmission(invite.secret);
    expect(issued.admissionHash).toBe(createHash('sha256').update(admission).digest('base64url'));
    expect(issued.opensAtMs).toBeLessThanOrEqual(clock.nowMs());
    expect(issued.expiresAtMs - issued.opensAtMs).toBeLessThan(limits.inviteMaxAgeMs);
  });

  it('is the same in the link for the guest app', async () => {
    const { sessions, clientId } = await services();
    const { link, appLink } = await sessions.invite(sessions.start(clientId).sessionId);
    const [inBrowser, inApp] = [parseInviteLink(link), parseAppLink(appLink)];
    const fields = [inBrowser, inApp].map((invite) => ({
      ...invite,
      secret: invite?.secret.expose((bytes) => [...bytes]),
    }));
    expect(inApp).not.toBeNull();
    expect(fields[1]).toEqual(fields[0]);
  });

  it('has a secret of its own each time', async () => {
    const { sessions, clientId } = await services();
    const { sessionId } = sessions.start(clientId);
    const [a, b] = await Promise.all([sessions.invite(sessionId), sessions.invite(sessionId)]);
    expect(a.link).not.toBe(b.link);
    expect(a.inviteId).not.toBe(b.inviteId);
    expect(a.admissionHash).not.toBe(b.admissionHash);
  });

  it('is for the running session only', async () => {
    const { sessions, clientId } = await services();
    const { sessionId } = sessions.start(clientId);
    expect(await rejectedCode(sessions.invite(testId<SessionId>(1)))).toBe('not-found');
    sessions.end(sessionId);
    expect(await rejectedCode(sessions.invite(sessionId))).toBe('not-found');
  });

  it('is one of as many as the room may hold', async () => {
    const { sessions, clientId } = await services();
    const { sessionId } = sessions.start(clientId);
    for (let i = 0; i < limits.invitesPerRoom; i += 1) await sessions.invite(sessionId);
    expect(await rejectedCode(sessions.invite(sessionId))).toBe('too-many');
  });

  it('is not made when the session ends meanwhile', async () => {
    const { sessions, clientId, vault } = await services();
    const { sessionId } = sessions.start(clientId);
    const issuing = sessions.invite(sessionId);
    sessions.end(sessionId);
    expect(await rejectedCode(issuing)).toBe('not-found');
    expect(vault.use().invites.seats(sessionId)).toEqual([]);
  });

  it('is not made when the vault closes meanwhile', async () => {
    const { sessions, clientId, vault } = await services();
    const { sessionId } = sessions.start(clientId);
    const issuing = sessions.invite(sessionId);
    vault.close();
    expect(await rejectedCode(issuing)).toBe('vault-locked');
  });
});
