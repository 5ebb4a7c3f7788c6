import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  Decrypter,
  generateHybridIdentity,
  generateX25519Identity,
  identityToRecipient,
} from 'age-encryption';
import { describe, expect, it } from 'vitest';
import { scryptIdentity } from '../../../main/exports/scrypt-stanza.ts';
import { createFileSaver } from '../../../main/platform/file-saver.ts';
import { systemRandom } from '../../../main/platform/system-random.ts';
import { createCardService } from '../../../main/services/card-service.ts';
import { ExportService } from '../../../main/services/export-service.ts';
import { createExportSource } from '../../../main/services/export-source.ts';
import { Emitter } from '../../../src/base/emitter.ts';
import { Scope } from '../../../src/base/scope.ts';
import type { ExportStatus } from '../../../src/contract/export-calls.ts';
import type { ClientId, PassphraseId } from '../../../src/contract/ids.ts';
import { breakLog, logOf } from '../../support/audit-of.ts';
import {
  eagerClock,
  fillVault,
  namesIn,
  neverMarked,
  readArchive,
} from '../../support/export-world.ts';
import { testId } from '../../support/fake-ids.ts';
import { rejectedCode } from '../../support/rejected-code.ts';
import { makeVaultService } from '../../support/services-fixture.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { thrownCode } from '../../support/thrown-code.ts';

const classicKey = await identityToRecipient(await generateX25519Identity());
const hybridKey = await identityToRecipient(await generateHybridIdentity());
const toKey = { kind: 'keys' as const, keys: [hybridKey] };

async function made(
  answer: (path: string) => Promise<string | null> = (path) => Promise.resolve(path),
) {
  const started = makeVaultService();
  await started.vault.create();
  const { clientId } = fillVault(started.vault.use(), 'mine');
  const folder = temporaryFolder();
  const asked: string[] = [];
  const scope = new Scope();
  const where = (name: string): Promise<string | null> => {
    asked.push(name);
    return answer(join(folder, name));
  };
  const save = createFileSaver(where, systemRandom, neverMarked);
  const { vault, audit, log } = started;
  const cards = createCardService(started);
  const rescue = {
    current: null,
    events: new Emitter<{ ended: null }>(),
    noteExport: () => undefined,
  };
  const service = new ExportService({
    source: createExportSource(vault, audit, rescue, cards),
    save,
    clock: eagerClock,
    random: systemRandom,
    log,
    scope,
  });
  const told: ExportStatus[] = [];
  service.events.on('changed', (status) => told.push(status));
  const begin = (request: Partial<Parameters<ExportService['begin']>[0]> = {}) =>
    service.begin({ clientId, lock: toKey, leftOut: null, cardReason: null, ...request });
  return { ...started, service, clientId, folder, asked, scope, told, begin };
}

describe('ExportService', () => {
  it('exports to words that it made, under a name that says nothing', async () => {
    const { service, begin, folder, asked, told, clientId, log } = await made();
    const { passphraseId, words } = service.newPassphrase();
    const exportId = await begin({ lock: { kind: 'passphrase', passphraseId } });
    await service.settled();
    expect(asked).toEqual(['export-2026-11-26.age']);
    expect(service.status).toMatchObject({ phase: 'done', exportId, clientId, notes: 3, files: 0 });
    expect(told.at(-1)).toBe(service.status);
    expect(told[0]).toMatchObject({ phase: 'running', step: 'reading' });
    const decrypter = new Decrypter();
    decrypter.addIdentity(scryptIdentity(words.join('-')));
    const file = readFileSync(join(folder, 'export-2026-11-26.age'));
    expect((await readArchive(await decrypter.decrypt(file))).size).toBe(5);
    // They open this one, and no other.
    expect(await rejectedCode(begin({ lock: { kind: 'passphrase', passphraseId } }))).toBe(
      'not-found',
    );
    const lines = JSON.stringify(log.lines);
    for (const secret of [words.join('-'), 'mine', folder]) expect(lines).not.toContain(secret);
  });

  it('knows no words but the newest, and none once the vault was locked', async () => {
    const { service, begin, vault } = await made();
    const first = service.newPassphrase();
    const second = service.newPassphrase();
    const withWords = (passphraseId: PassphraseId) =>
      rejectedCode(begin({ lock: { kind: 'passphrase', passphraseId } }));
    expect(await withWords(first.passphraseId)).toBe('not-found');
    await vault.lock();
    expect(thrownCode(() => service.newPassphrase())).toBe('vault-locked');
    await vault.open();
    expect(await withWords(second.passphraseId)).toBe('not-found');
  });

  it('opens the sealed card for an export with a reason, before a word of it is read', async () => {
    const all = await made();
    const { service, begin, clientId, vault } = all;
    const before = logOf(all).length;
    await begin({ cardReason: 'asked for a copy of it' });
    await service.settled();
    expect(service.status).toMatchObject({ phase: 'done' });
    expect(logOf(all).slice(before)).toEqual([
      'sealed-card-opened client',
      'record-exported client',
    ]);
    expect(vault.use().cards.timesOpened(clientId)).toBe(2);
    await begin();
    await service.settled();
    expect(logOf(all).slice(before + 2)).toEqual(['record-exported client']);
    expect(vault.use().cards.timesOpened(clientId)).toBe(2);
  });

  it('does not open the card, nor export, when the log cannot be written', async () => {
    const all = await made();
    breakLog(all);
    const { begin, folder, vault, clientId } = all;
    expect(await rejectedCode(begin({ cardReason: 'asked for a copy of it' }))).toBe(
      'vault-damaged',
    );
    expect(namesIn(folder)).toEqual([]);
    expect(vault.use().cards.timesOpened(clientId)).toBe(1);
  });

  it('asks before it does anything, and does nothing when nobody wants it', async () => {
    const { service, begin, folder } = await made(() => Promise.resolve(null));
    const { passphraseId } = service.newPassphrase();
    expect(await begin({ lock: { kind: 'passphrase', passphraseId } })).toBeNull();
    expect(service.status).toEqual({ phase: 'idle' });
    expect(namesIn(folder)).toEqual([]);
    // The same words are still good.
    expect(await begin({ lock: { kind: 'passphrase', passphraseId } })).toBeNull();
  });

  it('takes public keys of one kind, and only whole ones', async () => {
    const { begin, service, asked } = await made();
    for (const keys of [
      [hybridKey, classicKey],
      ['nonsense'],
      [`${classicKey.slice(0, -1)}${classicKey.endsWith('q') ? 'p' : 'q'}`],
      [await generateX25519Identity()],
    ]) {
      expect(await rejectedCode(begin({ lock: { kind: 'keys', keys } }))).toBe('bad-request');
    }
    expect(asked).toEqual([]);
    await begin({ lock: { kind: 'keys', keys: [classicKey] } });
    await service.settled();
    expect(service.status.phase).toBe('done');
  });

  it('exports nobody who is not there, and one at a time', async () => {
    const { begin, service } = await made();
    expect(await rejectedCode(begin({ clientId: testId<ClientId>(5) }))).toBe('not-found');
    await begin();
    expect(await rejectedCode(begin())).toBe('conflict');
    await service.settled();
    expect(await begin()).not.toBeNull();
    await service.settled();
  });

  it('stops when it is told to, when the vault is locked, and at the end', async () => {
    const cancelled = await made();
    const exportId = await cancelled.begin();
    if (exportId === null) throw new Error('declined');
    cancelled.service.cancel(testId(3));
    cancelled.service.cancel(exportId);
    await cancelled.service.settled();
    expect(cancelled.service.status).toMatchObject({ phase: 'cancelled', exportId });
    const locked = await made();
    await locked.begin();
    await locked.vault.lock();
    await locked.service.settled();
    expect(locked.service.status).toMatchObject({ phase: 'failed', code: 'vault-locked' });
    const ended = await made();
    await ended.begin();
    ended.scope.close();
    await ended.service.settled();
    expect(ended.service.status).toMatchObject({ phase: 'cancelled' });
    for (const { folder } of [cancelled, locked, ended]) expect(namesIn(folder)).toEqual([]);
  });

  it('is on record before it begins, also when it comes to nothing; without a record there is none', async () => {
    const { begin, service, vault, folder, asked } = await made();
    const mend = breakLog({ vault });
    expect(await rejectedCode(begin())).toBe('vault-damaged');
    expect(asked).toHaveLength(1);
    expect(namesIn(folder)).toEqual([]);
    mend();
    await begin();
    await service.settled();
    expect(logOf({ vault }).at(-1)).toBe('record-exported client');
    const exportId = await begin();
    if (exportId === null) throw new Error('declined');
    service.cancel(exportId);
    await service.settled();
    expect(logOf({ vault }).slice(-2)).toEqual([
      'record-exported client',
      'record-exported client failed',
    ]);
  });

  it('begins nothing in a vault that was locked while the person chose', async () => {
    let lock = (): Promise<unknown> => Promise.resolve();
    const { begin, vault, folder } = await made(async (path) => {
      await lock();
      return path;
    });
    lock = () => vault.lock();
    expect(await rejectedCode(begin())).toBe('vault-locked');
    expect(namesIn(folder)).toEqual([]);
  });

  it('says that it could not write', async () => {
    const { begin, service, folder } = await made((path) => Promise.resolve(join(path, 'nowhere')));
    await begin();
    await service.settled();
    expect(service.status).toMatchObject({ phase: 'failed', code: 'save-failed' });
    expect(existsSync(join(folder, 'nowhere'))).toBe(false);
  });
});
