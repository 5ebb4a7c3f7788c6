import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { publishedVault } from '../../main/vault/vault-files.ts';
import { auditCodes, type AuditEvent } from '../../src/contract/audit-calls.ts';
import { verifyAudit } from '../../src/crypto/audit/verify-audit.ts';
import { keepSlip } from '../support/keep-slip.ts';
import { MemorySave } from '../support/memory-save.ts';
import { rejectedCode } from '../support/rejected-code.ts';
import { startMainSide, type CallMainSide } from '../support/started-main-side.ts';
import type { NoteId } from '../../src/contract/ids.ts';
import { testId } from '../support/fake-ids.ts';

const passphrase = 'four words that nobody knows';
const emptyHash = createHash('sha256').digest('base64url');

/** What is for later: a backup, a destruction. Whoever builds them takes theirs out of here. */
const later: readonly AuditEvent[] = [
  'client-destroyed',
  'record-exported',
  'backup-made',
  'backup-tested',
  'backup-restored',
  'vault-rescued',
];

/** What the tests of this file have found in a log: the last one looks whether that is everything. */
const seen = new Set<AuditEvent>();

/** Everything in the log, oldest first, in the words of the contract. */
async function logged(call: CallMainSide): Promise<readonly string[]> {
  const { entries } = await call('audit.list', { before: null });
  for (const { event } of entries) seen.add(event);
  return entries.map(({ event, subject }) => `${event} ${subject}`).toReversed();
}

/** What a call puts into the log. */
async function added(call: CallMainSide, act: () => Promise<unknown>): Promise<readonly string[]> {
  const before = await logged(call);
  await act();
  return (await logged(call)).slice(before.length);
}

async function opened(save = new MemorySave()) {
  const started = startMainSide({ save });
  await started.call('vault.create', {});
  return { ...started, save };
}

async function withClient() {
  const all = await opened();
  await all.call('server.set', { origin: 'https://rooms.example' });
  const { clientId } = await all.call('client.create', { pseudonym: 'Grey Heron' });
  return { ...all, clientId };
}

describe('a call of the contract puts into the audit log', () => {
  it('the vault: made, opened, locked, tried in vain, and every way', async () => {
    const { call } = await opened();
    expect(await logged(call)).toEqual(['vault-created vault', 'vault-opened keychain']);
    expect(
      await added(call, async () => {
        await call('vault.set-passphrase', { passphrase });
        const { kitNumber } = await call('vault.new-recovery-key', {});
        await call('vault.keep-recovery-key', { kitNumber });
        await call('vault.set-keychain', {});
        await call('vault.lock', {});
        const wrong = { way: 'passphrase', passphrase: 'something else entirely' } as const;
        expect(await rejectedCode(call('vault.unlock', wrong))).toBe('vault-wrong-key');
        await call('vault.unlock', { way: 'passphrase', passphrase });
        await call('vault.remove-way', { way: 'passphrase' });
      }),
    ).toEqual([
      'way-added passphrase',
      'way-added recovery',
      'way-added keychain',
      'vault-locked vault',
      'unlock-failed passphrase',
      'vault-opened passphrase',
      'way-removed passphrase',
    ]);
  });

  it('a new key of the vault, and nothing of the moment in which it is shut for that', async () => {
    const { call, clock } = await opened();
    expect(
      await added(call, async () => {
        const { kitNumber } = await call('vault.new-recovery-key', {});
        const progress = { isOver: false };
        const renewing = call('vault.renew-key', { kitNumber, passphrase: null }).finally(() => {
          progress.isOver = true;
        });
        // Its disk is synced meanwhile, which no clock of a test makes quicker.
        while (!progress.isOver) {
          await clock.advance(0);
          await new Promise(setImmediate);
        }
        expect(await renewing).toMatchObject({ outcome: 'done' });
      }),
    ).toEqual(['key-renewed vault']);
  });

  it('that it was verified', async () => {
    const { call, clock } = await opened();
    expect(
      await added(call, async () => {
        const verified = call('vault.verify', {});
        for (let step = 0; step < 60; step += 1) await clock.advance(0);
        await verified;
      }),
    ).toEqual(['vault-verified vault']);
  });

  it('another server, and that it knows this computer, once each', async () => {
    const { call } = await opened();
    expect(
      await added(call, async () => {
        for (let again = 0; again < 2; again += 1) {
          await call('server.set', { origin: 'https://rooms.example' });
          await call('server.enrolled', {});
        }
      }),
    ).toEqual(['settings-changed server', 'settings-changed server']);
  });

  it('clients and what is read of them', async () => {
    const { call, clientId } = await withClient();
    const [entry] = (await call('audit.list', { before: null })).entries;
    expect(entry).toMatchObject({ event: 'client-created', subject: 'client', clientId });
    expect(
      await added(call, () => call('client.set-phrase', { clientId, phrase: 'two herons' })),
    ).toEqual(['client-changed client']);
    const readings = ['note.list', 'file.list', 'slip.list', 'client.phrase'] as const;
    expect(
      await added(call, async () => {
        for (const name of readings) await call(name, { clientId });
      }),
    ).toEqual(['record-opened client']);
  });

  it.each(['note.list', 'file.list', 'slip.list', 'client.phrase'] as const)(
    'that a record was opened by %s alone',
    async (name) => {
      const { call, clientId } = await withClient();
      expect(await added(call, () => call(name, { clientId }))).toEqual(['record-opened client']);
    },
  );

  it('the sealed card: written, looked at from outside, and opened, each time', async () => {
    const { call, clientId } = await withClient();
    expect(
      await added(call, async () => {
        await call('card.write', { clientId, field: 'name', text: 'Ardea Cinerea' });
        await call('card.status', { clientId });
        await call('card.open', { clientId, reason: 'does not answer the phone' });
        await call('card.open', { clientId, reason: 'does not answer the phone' });
      }),
    ).toEqual([
      'client-changed client',
      'record-opened client',
      'sealed-card-opened client',
      'sealed-card-opened client',
    ]);
  });

  it('notes: written, read, signed, amended', async () => {
    const { call, clientId } = await withClient();
    expect(
      await added(call, async () => {
        const noteId = testId<NoteId>(7);
        const note = { noteId, clientId, sessionId: null };
        await call('note.create', { ...note, text: 'Slept well.' });
        await call('note.save', { noteId, revision: 1, text: 'Slept badly.' });
        await call('note.read', { noteId });
        await call('note.sign', { noteId, revision: 2 });
        await call('note.amend', { noteId, number: 1, text: 'It was Tuesday.' });
      }),
    ).toEqual([
      'note-written client',
      'note-read client',
      'note-signed client',
      'note-amended client',
    ]);
  });

  it('that something was looked for, once, and not what', async () => {
    const { call } = await withClient();
    expect(
      await added(call, async () => {
        for (const query of ['heron', 'wren']) await call('search.find', { query, page: 0 });
      }),
    ).toEqual(['searched vault']);
  });

  it('that a note was read where only its amendments were', async () => {
    const { call, clientId } = await withClient();
    const noteId = testId<NoteId>(7);
    await call('note.create', { noteId, clientId, sessionId: null, text: 'Slept well.' });
    expect(await added(call, () => call('note.signed', { noteId }))).toEqual(['note-read client']);
  });

  it('files: kept, read, and put outside the vault', async () => {
    const { call, clientId, save } = await withClient();
    expect(
      await added(call, async () => {
        const file = { clientId, sessionId: null, name: 'drawing.png', sizeBytes: 0 };
        const { fileId } = await call('file.begin', file);
        await call('file.finish', { fileId, sha256: emptyHash });
        await call('file.read', { fileId, index: 0 });
        const download = await call('download.begin', { name: 'drawing.png', sizeBytes: 0 });
        await call('download.finish', { downloadId: download.downloadId ?? '' });
      }),
    ).toEqual(['file-kept client', 'file-read client', 'saved-outside vault']);
    expect(save.files.size).toBe(1);
  });

  it('nothing of a file that came in a call and is saved while the vault is locked', async () => {
    const { call, save } = await opened();
    await call('vault.lock', {});
    const { downloadId } = await call('download.begin', { name: 'drawing.png', sizeBytes: 0 });
    await call('download.finish', { downloadId: downloadId ?? '' });
    expect(save.files.size).toBe(1);
    await call('vault.open', {});
    expect(await logged(call)).not.toContain('saved-outside vault');
  });

  it('sessions and their signed records', async () => {
    const { call, clientId } = await withClient();
    expect(
      await added(call, async () => {
        const session = await call('session.start', { clientId });
        await keepSlip(call, session);
        await call('session.end', { sessionId: session.sessionId });
        await call('session.end', { sessionId: session.sessionId });
      }),
    ).toEqual(['session-started client', 'slip-kept client', 'session-ended client']);
    const { slips } = await call('slip.list', { clientId });
    const slipId = slips[0]?.slipId ?? '';
    expect(await added(call, () => call('slip.read', { slipId }))).toEqual(['slip-read client']);
  });

  it('itself, when it is taken away, as a log that holds', async () => {
    const { call, clock, save } = await opened();
    expect(
      await added(call, async () => {
        const exported = call('audit.export', {});
        await clock.advance(0);
        await clock.advance(0);
        expect(await exported).toEqual({ saved: true });
      }),
    ).toEqual(['log-exported log']);
    const [file = new Uint8Array()] = save.files.values();
    expect(verifyAudit(file)).toMatchObject({ valid: true, entries: 3 });
    save.isDeclining = true;
    expect(await call('audit.export', {})).toEqual({ saved: false });
  });

  it('that a person went on with an older vault', async () => {
    const { call, dataFolder } = await opened();
    await call('vault.lock', {});
    const { database } = publishedVault(dataFolder);
    const older = readFileSync(database);
    await call('vault.open', {});
    await call('vault.lock', {});
    writeFileSync(database, older);
    expect(await call('vault.open', {})).toMatchObject({ problem: 'vault-rolled-back' });
    await call('vault.accept-older', {});
    await call('vault.open', {});
    expect((await logged(call)).slice(-2)).toEqual([
      'older-accepted vault',
      'vault-opened keychain',
    ]);
  });

  it('a session that the computer is not fit for, and who asked for that', async () => {
    const { call, clientId } = await withClient();
    expect(
      await added(call, async () => {
        await call('posture.require', { checks: ['disk-encryption'] });
        expect(await rejectedCode(call('session.start', { clientId }))).toBe('device-unfit');
      }),
    ).toEqual(['settings-changed device', 'session-refused device']);
  });

  it('everything that there is a code for, but for what is built later', () => {
    // A gap is what cannot be made by a call: see the tests of the trail.
    const expected = auditCodes.event.options.filter((event) => event !== 'log-gap');
    expect([...seen, ...later].toSorted()).toEqual(expected.toSorted());
  });
});
