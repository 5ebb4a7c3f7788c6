import { mkdirSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createClientService } from '../../../main/services/client-service.ts';
import { createNoteService, type NoteService } from '../../../main/services/note-service.ts';
import { systemRandom } from '../../../main/platform/system-random.ts';
import { publishedVault } from '../../../main/vault/vault-files.ts';
import type { ClientId, NoteId } from '../../../src/contract/ids.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { breakLog, logOf } from '../../support/audit-of.ts';
import { replaceFs } from '../../support/faulty-fs.ts';
import { rejectedCode } from '../../support/rejected-code.ts';
import { makeVaultService } from '../../support/services-fixture.ts';
import { thrownCode } from '../../support/thrown-code.ts';
import { testId } from '../../support/fake-ids.ts';

const passphrase = 'four words that nobody knows';

async function opened() {
  const made = makeVaultService();
  await made.vault.create();
  const ports = { ...made, random: systemRandom };
  const clients = createClientService(ports);
  return { ...made, clients, notes: createNoteService(ports) };
}

/** A note in which one word was written. */
function begun(notes: NoteService, clientId: ClientId): NoteId {
  const noteId = testId<NoteId>(7);
  notes.create({ noteId, clientId, sessionId: null }, 'begun');
  return noteId;
}

describe('the audit trail of the vault', () => {
  it('begins with the vault, and notes each time that it is opened and locked', async () => {
    const made = await opened();
    await made.vault.lock();
    await made.vault.open();
    await made.ways.setPassphrase(passphrase);
    await made.vault.lock();
    await made.ways.unlock({ way: 'passphrase', passphrase });
    expect(logOf(made)).toEqual([
      'vault-created vault',
      'vault-opened keychain',
      'vault-locked vault',
      'vault-opened keychain',
      'way-added passphrase',
      'vault-locked vault',
      'vault-opened passphrase',
    ]);
  });

  it('notes the end of the program like a lock', async () => {
    const made = await opened();
    made.vault.close();
    const again = makeVaultService(made.dataFolder, made.keychain);
    await again.vault.open();
    expect(logOf(again).slice(2)).toEqual(['vault-locked vault', 'vault-opened keychain']);
  });

  it('notes attempts in vain once it is open, with how many and when, also after a restart', async () => {
    const made = await opened();
    await made.ways.setPassphrase(passphrase);
    made.vault.close();
    const again = makeVaultService(made.dataFolder, made.keychain);
    for (const typed of ['first guess at it', 'second guess at it', 'third guess']) {
      const attempt = again.ways.unlock({ way: 'passphrase', passphrase: typed });
      expect(await rejectedCode(attempt)).toBe('vault-wrong-key');
    }
    const triedAtMs = again.clock.nowMs();
    await again.clock.advance(60_000);
    const last = makeVaultService(made.dataFolder, made.keychain);
    await last.clock.advance(60_000);
    await last.vault.open();
    expect(logOf(last).slice(-2)).toEqual(['unlock-failed passphrase 3', 'vault-opened keychain']);
    expect(last.vault.use().audit.before(null, 2)[1]?.atMs).toBe(triedAtMs);
    await last.vault.lock();
    await last.vault.open();
    expect(logOf(last).filter((one) => one.startsWith('unlock-failed'))).toHaveLength(1);
  });

  it('notes a recovery key that was mistyped, and a keychain that holds another key', async () => {
    const made = await opened();
    const { kitNumber } = made.ways.newRecoveryKey();
    made.ways.keepRecoveryKey(kitNumber);
    await made.vault.lock();
    for (const [entryId] of made.keychain.entries) {
      made.keychain.entries.set(entryId, new Uint8Array(32).fill(7));
    }
    await made.vault.open();
    const attempt = made.ways.unlock({ way: 'recovery', recoveryKey: 'nothing like it' });
    expect(await rejectedCode(attempt)).toBe('recovery-key-mistyped');
    expect(made.store.failedUnlocks.read()).toMatchObject([
      { way: 'keychain', times: 1 },
      { way: 'recovery', times: 1 },
    ]);
  });

  it('says that attempts can no longer be told, and goes on from a count that was made up', async () => {
    const made = await opened();
    const { tries } = publishedVault(made.dataFolder);
    await made.vault.lock();
    writeFileSync(tries, 'made up');
    await made.vault.open();
    expect(logOf(made).slice(-2)).toEqual(['log-gap log', 'vault-opened keychain']);
    await made.vault.lock();
    // Whoever can write there can also make the hash fit; a time that cannot be must not keep the log from going on.
    made.store.failedUnlocks.count('passphrase', 2 ** 48 - 1);
    await made.vault.open();
    expect(logOf(made).slice(-2)).toEqual(['unlock-failed passphrase', 'vault-opened keychain']);
  });

  it('opens although nothing can be written beside it', async () => {
    const made = await opened();
    await made.vault.lock();
    mkdirSync(publishedVault(made.dataFolder).tries);
    expect(await made.vault.open()).toMatchObject({ state: 'open' });
  });
});

describe('what is noted', () => {
  it('is one entry for a record in a quarter of an hour, however often it is read or saved', async () => {
    const made = await opened();
    const { clients, notes, clock } = made;
    const { clientId } = clients.create('Heron');
    const before = logOf(made).length;
    const noteId = begun(notes, clientId);
    for (let revision = 1; revision < 6; revision += 1) {
      notes.save(noteId, revision, `text ${String(revision)}`);
      notes.read(noteId);
      notes.list(clientId);
    }
    const once = ['note-written client', 'note-read client', 'record-opened client'];
    expect(logOf(made).slice(before)).toEqual(once);
    await clock.advance(15 * 60_000);
    notes.read(noteId);
    notes.save(noteId, 6, 'text 6');
    expect(logOf(made).slice(before)).toEqual([...once, 'note-read client', 'note-written client']);
  });

  it('is noted anew after a lock', async () => {
    const made = await opened();
    const { clientId } = made.clients.create('Heron');
    made.notes.list(clientId);
    await made.vault.lock();
    await made.vault.open();
    made.notes.list(clientId);
    expect(logOf(made).filter((one) => one === 'record-opened client')).toHaveLength(2);
  });

  it('is one entry for each of two notes of a client', async () => {
    const made = await opened();
    const { clientId } = made.clients.create('Heron');
    for (const number of [7, 8]) {
      const noteId = testId<NoteId>(number);
      made.notes.create({ noteId, clientId, sessionId: null }, 'text');
      made.notes.read(noteId);
    }
    expect(logOf(made).filter((one) => one === 'note-read client')).toHaveLength(2);
  });

  it('is nothing where nothing was changed, or found', async () => {
    const made = await opened();
    const { clients, notes } = made;
    const { clientId } = clients.create('Heron');
    const noteId = begun(notes, clientId);
    notes.sign(noteId, 1);
    clients.setPhrase(clientId, 'two herons');
    const before = logOf(made);
    notes.sign(noteId, 1);
    clients.setPhrase(clientId, 'two herons');
    expect(thrownCode(() => clients.create('heron'))).toBe('conflict');
    expect(thrownCode(() => notes.save(noteId, 1, 'more'))).toBe('note-signed');
    expect(logOf(made)).toEqual(before);
  });

  it('costs a save no commit of its own', async () => {
    const { clients, notes } = await opened();
    const { clientId } = clients.create('Heron');
    let heads = 0;
    replaceFs('writeSync', (real) => {
      const counted = (...args: Parameters<typeof real>): number => {
        heads += 1;
        return real(...args);
      };
      return counted as typeof real;
    });
    begun(notes, clientId);
    expect(heads).toBe(1);
  });
});

describe('a log that cannot be written', () => {
  it('never costs a note, a reading or a lock, and tells later how much is missing', async () => {
    const made = await opened();
    const { clients, notes } = made;
    const { clientId } = clients.create('Heron');
    const before = logOf(made).length;
    const mend = breakLog(made);
    const noteId = begun(notes, clientId);
    expect(notes.read(noteId).text).toBe('begun');
    expect(notes.list(clientId)).toHaveLength(1);
    mend();
    expect(logOf(made)).toHaveLength(before);
    notes.read(noteId);
    expect(logOf(made).slice(before)).toEqual(['note-read client', 'log-gap log 3']);
    expect(made.log.lines).toContainEqual(
      expect.objectContaining({ event: 'audit-missed', fields: { code: 'vault-damaged' } }),
    );
  });

  it('keeps what has to be on record from happening', async () => {
    const made = await opened();
    const { clients, audit } = made;
    breakLog(made);
    expect(thrownCode(() => clients.create('Heron'))).toBe('vault-damaged');
    expect(clients.list()).toEqual([]);
    expect(
      thrownCode(() => {
        audit.note({ event: 'sealed-card-opened' });
      }),
    ).toBe('vault-damaged');
  });

  it('counts no gap for what was not done either', async () => {
    const made = await opened();
    const { clients, notes } = made;
    const { clientId } = clients.create('Heron');
    const noteId = begun(notes, clientId);
    const mend = breakLog(made);
    expect(thrownCode(() => notes.amend(noteId, 1, 'more'))).toBe('conflict');
    mend();
    notes.read(noteId);
    expect(logOf(made).at(-1)).toBe('note-read client');
  });
});

describe('note', () => {
  it('is for what others do: a code, the client, an outcome', async () => {
    const made = await opened();
    const { clientId } = made.clients.create('Heron');
    const before = logOf(made).length;
    made.audit.note({ event: 'backup-tested', subject: 'backup', outcome: 'failed' });
    made.audit.note({ event: 'record-exported', clientId });
    expect(logOf(made).slice(before)).toEqual([
      'backup-tested backup failed',
      'record-exported client',
    ]);
  });

  it('is part of what it is called in, all or nothing', async () => {
    const made = await opened();
    const { clientId } = made.clients.create('Heron');
    const before = logOf(made);
    const destroying = (): void => {
      made.vault.use().together(
        () => {
          made.audit.note({ event: 'client-destroyed', clientId });
          throw new AppError('disk-full');
        },
        () => undefined,
      );
    };
    expect(thrownCode(destroying)).toBe('disk-full');
    expect(logOf(made)).toEqual(before);
  });

  it('needs an open vault', async () => {
    const { vault, audit } = await opened();
    await vault.lock();
    expect(
      thrownCode(() => {
        audit.note({ event: 'backup-made' });
      }),
    ).toBe('vault-locked');
  });
});
