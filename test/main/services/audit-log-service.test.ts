import { describe, expect, it } from 'vitest';
import { destroyClient } from '../../../main/services/destroy-client.ts';
import { createAuditLogService } from '../../../main/services/audit-log-service.ts';
import type { SqliteDatabase } from '../../../main/vault/database/sqlite.ts';
import { SecretBytes } from '../../../src/base/secret-bytes.ts';
import { auditEntriesPerPage } from '../../../src/contract/audit-calls.ts';
import { newId, type ClientId } from '../../../src/contract/ids.ts';
import {
  continuesAudit,
  verifyAudit,
  type VerifiedAudit,
} from '../../../src/crypto/audit/verify-audit.ts';
import { LongWork } from '../../../main/services/long-work.ts';
import { createVerificationService } from '../../../main/services/verification-service.ts';
import { systemRandom } from '../../../main/platform/system-random.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { settle } from '../../support/fake-clock.ts';
import { MemorySave } from '../../support/memory-save.ts';
import { rejectedCode } from '../../support/rejected-code.ts';
import { makeVaultService } from '../../support/services-fixture.ts';
import { tamperWithVault } from '../../support/tamper-with-vault.ts';

/** A log with some entries in it, of a vault that is open. */
async function made(entries = 5) {
  const services = makeVaultService();
  await services.vault.create();
  const save = new MemorySave();
  const log = createAuditLogService({ ...services, save });
  const clientId = newId<ClientId>(systemRandom);
  services.vault.use().clients.add({ clientId, pseudonym: 'Grey Heron', createdAtMs: 1 });
  services.vault.use().together(
    () => {
      for (let i = 2; i < entries; i += 1)
        services.audit.note({ event: 'record-exported', clientId });
    },
    () => undefined,
  );
  return { ...services, save, service: log, clientId };
}

type Made = Awaited<ReturnType<typeof made>>;

/** Moves the clock, which the service waits for after each step. */
async function exportLog({ service, clock }: Made): Promise<string | boolean> {
  const exported = service.export().catch((error: unknown) => AppError.from(error).code);
  for (let step = 0; step < 20; step += 1) await clock.advance(0);
  return exported;
}

function verified({ save }: Made): VerifiedAudit {
  const verdict = verifyAudit([...save.files.values()].at(-1) ?? new Uint8Array());
  if (!verdict.valid) throw new Error(JSON.stringify(verdict));
  return verdict;
}

/** Past everything, as somebody does who got hold of the vault's key. */
async function tamper(all: Made, sql: string): Promise<void> {
  await all.vault.lock();
  const [secret] = all.keychain.entries.values();
  if (!secret) throw new Error('no key');
  tamperWithVault(all.dataFolder, new SecretBytes(secret.slice()), (database: SqliteDatabase) => {
    for (const name of ['audit_grows_at_its_end', 'audit_is_not_changed', 'audit_is_kept']) {
      database.exec(`DROP TRIGGER ${name}`);
    }
    database.exec(sql);
  });
  await all.vault.open();
}

describe('AuditLogService', () => {
  it('lists page by page, newest first', async () => {
    const { service } = await made(auditEntriesPerPage + 5);
    const first = service.list(null);
    expect(first.total).toBe(auditEntriesPerPage + 5);
    expect(first.entries).toHaveLength(auditEntriesPerPage);
    const rest = service.list(first.entries.at(-1)?.seq ?? 0).entries;
    expect(rest.map(({ seq }) => seq)).toEqual([5, 4, 3, 2, 1]);
  });

  it('exports every entry, its own as the last one, so that anybody can check it', async () => {
    const all = await made(450);
    expect(await exportLog(all)).toBe(true);
    expect(all.save.asked).toEqual(['access-log-2023-11-14.txt']);
    const { log, identity, signedAtMs } = verified(all);
    expect(log).toHaveLength(451);
    expect(log[0]?.event).toBe('vault-created');
    expect(log.at(-1)).toMatchObject({ event: 'log-exported', subject: 'log', outcome: 'done' });
    expect(identity).toEqual(all.vault.use().identity.publicKey());
    expect(signedAtMs).toBe(all.clock.nowMs());
  });

  it('exports no name, and no id that is used anywhere else', async () => {
    const all = await made();
    await exportLog(all);
    const text = new TextDecoder().decode([...all.save.files.values()][0]);
    expect(text).not.toMatch(/heron/iu);
    expect(text).not.toContain(all.clientId);
  });

  it('goes on from what was exported before', async () => {
    const all = await made();
    await exportLog(all);
    const earlier = verified(all);
    await all.vault.lock();
    await all.vault.open();
    await exportLog(all);
    expect(continuesAudit(verified(all), earlier)).toBe(true);
  });

  it('notes and saves nothing when the person changes their mind', async () => {
    const all = await made();
    all.save.isDeclining = true;
    expect(await exportLog(all)).toBe(false);
    expect(all.service.list(null).total).toBe(5);
  });

  it('leaves nothing behind when it cannot be saved, and notes that it was tried', async () => {
    const all = await made();
    all.save.isFull = true;
    expect(await exportLog(all)).toBe('disk-full');
    expect(all.save.abandoned).toBe(1);
    const [last, before] = all.service.list(null).entries;
    expect(last).toMatchObject({ event: 'log-exported', outcome: 'failed' });
    expect(before).toMatchObject({ event: 'log-exported', outcome: 'done' });
  });

  it('is not exported when that cannot be noted', async () => {
    const all = await made();
    const { audit } = all.vault.use() as { audit: { append: (entry: unknown) => void } };
    audit.append = () => {
      throw new AppError('disk-full');
    };
    expect(await exportLog(all)).toBe('disk-full');
    expect(all.save.files.size).toBe(0);
  });

  it('exports one at a time, and none of a vault that is locked meanwhile', async () => {
    const all = await made(450);
    const exported = rejectedCode(all.service.export());
    expect(await rejectedCode(all.service.export())).toBe('conflict');
    await settle();
    await all.vault.lock();
    await all.clock.advance(0);
    expect(await exported).toBe('vault-locked');
    expect(all.save.files.size).toBe(0);
    expect(await rejectedCode(all.service.export())).toBe('vault-locked');
  });

  it('goes on in the file that takes the place of the vault’s meanwhile', async () => {
    const all = await made(450);
    const exported = all.service.export();
    await settle();
    const before = all.vault.use();
    const clientId = newId<ClientId>(systemRandom);
    before.clients.add({ clientId, pseudonym: 'Wren', createdAtMs: 1 });
    await destroyClient(all, { clientId, reason: null });
    expect(all.vault.use()).not.toBe(before);
    for (let step = 0; step < 20; step += 1) await all.clock.advance(0);
    expect(await exported).toBe(true);
    expect(verified(all).log).toHaveLength(451);
  });

  it('takes away what is half saved when it is closed', async () => {
    const all = await made(450);
    void rejectedCode(all.service.export());
    await settle();
    await all.service.close();
    expect(all.save.abandoned).toBe(1);
  });
});

describe('a log that somebody changed with the vault’s key', () => {
  it.each([
    ['changed', "UPDATE audit_log SET event = 'vault-locked' WHERE seq = 3"],
    ['moved to another time', 'UPDATE audit_log SET at_ms = at_ms + 1 WHERE seq = 3'],
    ['taken out', 'DELETE FROM audit_log WHERE seq = 3'],
    [
      'taken out, and the others moved up',
      'DELETE FROM audit_log WHERE seq = 3; UPDATE audit_log SET seq = seq - 1 WHERE seq > 3',
    ],
    [
      'in another order',
      'UPDATE audit_log SET seq = 99 WHERE seq = 3; UPDATE audit_log SET seq = 3 WHERE seq = 4; UPDATE audit_log SET seq = 4 WHERE seq = 99',
    ],
  ])('is not signed when an entry was %s, and verification finds it', async (_what, sql) => {
    const all = await made();
    await tamper(all, sql);
    expect(await exportLog(all)).toBe('vault-damaged');
    expect(all.save.files.size).toBe(0);
    expect(await verificationOf(all)).toBe('vault-damaged');
  });

  it('is found by verification when its end was cut off', async () => {
    const all = await made();
    await tamper(all, 'DELETE FROM audit_log WHERE seq > 2');
    expect(await verificationOf(all)).toBe('vault-damaged');
  });
});

async function verificationOf(all: Made): Promise<string | null> {
  const code = rejectedCode(
    createVerificationService({
      ...all,
      search: { rebuild: () => undefined },
      work: new LongWork(all.clock),
    }).run(),
  );
  for (let step = 0; step < 50; step += 1) await all.clock.advance(0);
  return code;
}
