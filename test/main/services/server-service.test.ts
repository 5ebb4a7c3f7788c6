import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createServerService, type PresetServer } from '../../../main/services/server-service.ts';
import { enrolmentStatement } from '../../../src/contract/host-statement.ts';
import type { ClientId, RoomId, SessionId } from '../../../src/contract/ids.ts';
import { testId } from '../../support/fake-ids.ts';
import { makeVaultService } from '../../support/services-fixture.ts';
import { thrownCode } from '../../support/thrown-code.ts';

const challenge = new Uint8Array(32).fill(5);
const preset: PresetServer = { origin: 'http://127.0.0.1:4400', enrolmentCode: 'code-12345' };

async function service(presetServer: PresetServer | null = null) {
  const { vault, audit } = makeVaultService();
  await vault.create();
  return { vault, audit, server: createServerService(vault, audit, presetServer) };
}

describe('ServerService', () => {
  it('knows no server at first', async () => {
    const { server } = await service();
    expect(server.get()).toEqual({ origin: null, enrolled: false, enrolmentCode: null });
    expect(thrownCode(() => server.origin())).toBe('server-unset');
    expect(thrownCode(() => server.signEnrolment(challenge))).toBe('server-unset');
    expect(
      thrownCode(() => {
        server.markEnrolled();
      }),
    ).toBe('server-unset');
  });

  it('remembers a server by its origin and tells who listens', async () => {
    const { server } = await service();
    const heard: string[] = [];
    server.events.on('chosen', (origin) => heard.push(origin));
    server.set('https://ROOMS.example:443/');
    server.markEnrolled();
    expect(server.get()).toMatchObject({ origin: 'https://rooms.example', enrolled: true });
    expect(heard).toEqual(['https://rooms.example']);
  });

  it.each([
    'http://rooms.example',
    'https://a:b@rooms.example',
    'https://rooms.example/x',
    'ftp://a',
  ])('refuses %s', async (text) => {
    const { server } = await service();
    expect(
      thrownCode(() => {
        server.set(text);
      }),
    ).toBe('bad-request');
    expect(server.get().origin).toBeNull();
  });

  it('stays with its server while a session runs there', async () => {
    const { vault, server } = await service();
    server.set('https://rooms.example');
    const open = vault.use();
    open.clients.add({ clientId: testId<ClientId>(1), pseudonym: 'Heron', createdAtMs: 1 });
    open.sessions.start({
      sessionId: testId<SessionId>(2),
      clientId: testId<ClientId>(1),
      roomId: testId<RoomId>(3),
      serverOrigin: 'https://rooms.example',
      startedAtMs: 2,
    });
    server.set('https://rooms.example');
    expect(
      thrownCode(() => {
        server.set('https://other.example');
      }),
    ).toBe('conflict');
  });

  it('signs the enrolment for its own server', async () => {
    const { server } = await service();
    server.set('https://rooms.example');
    const { publicKey, signature } = server.signEnrolment(challenge);
    const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), publicKey]);
    const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    const statement = enrolmentStatement('https://rooms.example', challenge);
    expect(verify(null, statement, key, signature)).toBe(true);
  });

  it('knows nothing while the vault is closed', () => {
    const { vault, audit } = makeVaultService();
    const server = createServerService(vault, audit, null);
    expect(thrownCode(() => server.get())).toBe('vault-locked');
    expect(
      thrownCode(() => {
        server.set('https://rooms.example');
      }),
    ).toBe('vault-locked');
  });
});

describe('a preset server', () => {
  it('is the server, with its code, even while the vault is closed', () => {
    const { vault, audit } = makeVaultService();
    const server = createServerService(vault, audit, preset);
    expect(server.get()).toEqual({ ...preset, enrolled: false });
    expect(server.origin()).toBe(preset.origin);
  });

  it('is enrolled for this process, and nothing about it is written down', async () => {
    const { vault, audit, server } = await service(preset);
    server.markEnrolled();
    expect(server.get().enrolled).toBe(true);
    expect(vault.use().server.get()).toBeNull();
    expect(createServerService(vault, audit, preset).get().enrolled).toBe(false);
  });

  it('cannot be exchanged for another', async () => {
    const { server } = await service(preset);
    server.set('http://127.0.0.1:4400/');
    expect(
      thrownCode(() => {
        server.set('https://rooms.example');
      }),
    ).toBe('conflict');
    expect(
      thrownCode(() => {
        server.set('http://rooms.example');
      }),
    ).toBe('bad-request');
  });
});
