import { mkdirSync, rmdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createRetentionService } from '../../../main/services/retention-service.ts';
import { publishedVault } from '../../../main/vault/vault-files.ts';
import type { RoomId, SessionId, ClientId } from '../../../src/contract/ids.ts';
import { verifyCertificate } from '../../../src/crypto/attestation/destruction-certificate.ts';
import { breakLog, logOf } from '../../support/audit-of.ts';
import { testId } from '../../support/fake-ids.ts';
import { makeVaultService } from '../../support/services-fixture.ts';
import { rejectedCode } from '../../support/rejected-code.ts';
import { thrownCode } from '../../support/thrown-code.ts';

const heron = testId<ClientId>(1);
const sessionId = testId<SessionId>(2);
const eightYearsMs = 8 * 366 * 24 * 60 * 60_000;

async function made() {
  const { vault, audit, work, log, dataFolder } = makeVaultService();
  await vault.create();
  let nowMs = 1_000;
  const clock = { nowMs: () => nowMs, after: () => () => undefined };
  vault.use().clients.add({ clientId: heron, pseudonym: 'Heron', createdAtMs: 500 });
  return {
    vault,
    audit,
    work,
    folder: publishedVault(dataFolder).folder,
    retention: createRetentionService({ vault, audit, work, clock, log }),
    later: (ms: number): void => {
      nowMs += ms;
    },
  };
}

const none = { certificate: new Uint8Array(), isBackupAway: null };
const request = { clientId: heron, pseudonym: 'Heron', reason: null };

describe('retention', () => {
  it('goes by the rules of the practice as soon as they are set, on record, and destroys nothing by them', async () => {
    const { vault, retention, later } = await made();
    expect(retention.rules()).toEqual({ years: 7, minorUntilAge: 25 });
    retention.endTreatment(heron, null);
    later(eightYearsMs);
    expect(retention.list()).toMatchObject([{ isDue: true }]);
    retention.setRules({ years: 10, minorUntilAge: 18 });
    expect(retention.rules()).toEqual({ years: 10, minorUntilAge: 18 });
    expect(retention.list()).toMatchObject([{ isDue: false }]);
    expect(await rejectedCode(retention.destroy(request))).toBe('conflict');
    expect(logOf({ vault }).at(-1)).toBe('settings-changed vault');
    retention.setRules({ years: 1, minorUntilAge: 18 });
    expect(retention.list()).toMatchObject([{ isDue: true }]);
    expect(vault.use().clients.exists(heron)).toBe(true);
  });

  it('keeps its rules when that cannot be put on record', async () => {
    const { vault, retention } = await made();
    breakLog({ vault });
    expect(
      thrownCode(() => {
        retention.setRules({ years: 10, minorUntilAge: 18 });
      }),
    ).toBe('vault-damaged');
    expect(retention.rules()).toEqual({ years: 7, minorUntilAge: 25 });
  });

  it('begins when the treatment ends, and proposes nothing while it goes on', async () => {
    const { retention, later } = await made();
    later(eightYearsMs);
    expect(retention.list()).toEqual([
      {
        clientId: heron,
        lastContactMs: 500,
        endedAtMs: null,
        adultInYear: null,
        retainUntilMs: null,
        isDue: false,
      },
    ]);
    retention.endTreatment(heron, null);
    expect(retention.list()).toMatchObject([{ endedAtMs: 1_000 + eightYearsMs, isDue: false }]);
    later(eightYearsMs);
    expect(retention.list()).toMatchObject([{ isDue: true }]);
    retention.endTreatment(heron, 2060);
    expect(retention.list()).toMatchObject([{ adultInYear: 2060, isDue: false }]);
    retention.resumeTreatment(heron);
    expect(retention.list()).toMatchObject([{ endedAtMs: null, retainUntilMs: null }]);
  });

  it('knows nobody who is not there', async () => {
    const { retention } = await made();
    const wren = testId<ClientId>(9);
    const codes = [
      () => {
        retention.endTreatment(wren, null);
      },
      () => {
        retention.resumeTreatment(wren);
      },
    ].map(thrownCode);
    expect(codes).toEqual(['not-found', 'not-found']);
    expect(await rejectedCode(retention.destroy({ ...request, clientId: wren }))).toBe('not-found');
  });
});

describe('destroying a client', () => {
  it('is on record, and does not happen where nothing can be put on record', async () => {
    const { retention, vault } = await made();
    retention.endTreatment(heron, null);
    const mend = breakLog({ vault });
    const early = { ...request, reason: 'asked for' };
    expect(await rejectedCode(retention.destroy(early))).toBe('vault-damaged');
    expect(vault.use().clients.exists(heron)).toBe(true);
    mend();
    await retention.destroy(early);
    expect(logOf({ vault }).slice(-2)).toEqual([
      'client-changed client',
      'client-destroyed client',
    ]);
  });

  it('needs the end of the period, or a written reason, which is kept', async () => {
    const { retention, vault } = await made();
    expect(await rejectedCode(retention.destroy(request))).toBe('conflict');
    retention.endTreatment(heron, null);
    expect(await rejectedCode(retention.destroy(request))).toBe('conflict');
    expect(vault.use().clients.exists(heron)).toBe(true);
    const destroyed = await retention.destroy({ ...request, reason: 'asked for' });
    const { certificate, isBackupAway } = destroyed ?? none;
    expect(isBackupAway).toBe(false);
    expect(verifyCertificate(certificate)?.early).toBe(true);
    expect(retention.destroyed()).toMatchObject([{ reason: 'asked for', certificate }]);
    expect(retention.list()).toEqual([]);
  });

  it('needs no reason when the time has come, and keeps none', async () => {
    const { retention, later } = await made();
    retention.endTreatment(heron, null);
    later(eightYearsMs);
    const destroyed = await retention.destroy({ ...request, reason: 'not needed' });
    expect(verifyCertificate((destroyed ?? none).certificate)?.early).toBe(false);
    expect(retention.destroyed()).toMatchObject([{ reason: null }]);
  });

  it('needs the pseudonym, as it is written', async () => {
    const { retention, vault } = await made();
    for (const pseudonym of ['heron', 'Heron ', 'Wren']) {
      const other = { ...request, pseudonym, reason: 'asked for' };
      expect(await rejectedCode(retention.destroy(other))).toBe('bad-request');
    }
    expect(vault.use().clients.exists(heron)).toBe(true);
  });

  it('is done one after another', async () => {
    const { retention, vault } = await made();
    const wren = testId<ClientId>(9);
    vault.use().clients.add({ clientId: wren, pseudonym: 'Wren', createdAtMs: 1 });
    const early = { ...request, reason: 'asked for' };
    const [first, second, again] = await Promise.all([
      retention.destroy(early),
      retention.destroy({ ...early, clientId: wren, pseudonym: 'Wren' }),
      rejectedCode(retention.destroy(early)),
    ]);
    expect(again).toBe('not-found');
    expect(retention.destroyed()).toMatchObject([
      { certificate: second?.certificate },
      { certificate: first?.certificate },
    ]);
  });

  it('is said not to be finished as long as something cannot be overwritten, and is at the next opening', async () => {
    const { retention, vault, folder } = await made();
    const blocked = `${folder}/vault.db.condemned`;
    mkdirSync(blocked);
    expect(await retention.destroy({ ...request, reason: 'asked for' })).toBeNull();
    expect(logOf({ vault }).slice(-2)).toEqual([
      'client-destroyed client',
      'client-destroyed vault failed',
    ]);
    expect(vault.use().clients.exists(heron)).toBe(false);
    expect(retention.destroyed()).toMatchObject([{ certificate: null }]);
    rmdirSync(blocked);
    await vault.lock();
    await vault.open();
    const [destroyed] = retention.destroyed();
    expect(verifyCertificate(destroyed?.certificate ?? none.certificate)).toMatchObject({
      early: true,
    });
  });

  it('that was locked meanwhile is no failure of what is open after', async () => {
    const { retention, vault, work } = await made();
    const off = work.events.on('progress', ({ done }) => {
      if (done === 0) return;
      off();
      void vault.lock();
      void vault.open();
    });
    const early = { ...request, reason: 'asked for' };
    expect(await rejectedCode(retention.destroy(early))).toBe('vault-locked');
    expect(logOf({ vault })).not.toContain('client-destroyed vault failed');
    expect(retention.destroyed()).toMatchObject([{ certificate: expect.any(Uint8Array) as never }]);
  });

  it('waits for the end of any session, in which nothing may have to wait for it', async () => {
    const { retention, vault } = await made();
    const { clients, sessions } = vault.use();
    const wren = testId<ClientId>(9);
    clients.add({ clientId: wren, pseudonym: 'Wren', createdAtMs: 1 });
    const session = { sessionId, roomId: testId<RoomId>(3), serverOrigin: 'https://rooms.example' };
    sessions.start({ ...session, clientId: wren, startedAtMs: 1 });
    const early = { ...request, reason: 'asked for' };
    expect(await rejectedCode(retention.destroy(early))).toBe('conflict');
    expect(clients.exists(heron)).toBe(true);
    sessions.end(sessionId, 2);
    expect(await rejectedCode(retention.destroy(early))).toBeNull();
  });

  it('waits for the end of a session with them, as the end of the treatment does', async () => {
    const { retention, vault } = await made();
    const { sessions } = vault.use();
    sessions.start({
      sessionId,
      clientId: heron,
      roomId: testId<RoomId>(3),
      serverOrigin: 'https://rooms.example',
      startedAtMs: 1,
    });
    const early = { ...request, reason: 'asked for' };
    expect(await rejectedCode(retention.destroy(early))).toBe('conflict');
    expect(
      thrownCode(() => {
        retention.endTreatment(heron, null);
      }),
    ).toBe('conflict');
    sessions.end(sessionId, 2);
    expect(await rejectedCode(retention.destroy(early))).toBeNull();
  });
});
