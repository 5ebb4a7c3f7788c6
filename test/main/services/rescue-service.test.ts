import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Decrypter, generateHybridIdentity, identityToRecipient } from 'age-encryption';
import { describe, expect, it } from 'vitest';
import { createFileSaver } from '../../../main/platform/file-saver.ts';
import { systemRandom } from '../../../main/platform/system-random.ts';
import { createCardService } from '../../../main/services/card-service.ts';
import { createExportSource } from '../../../main/services/export-source.ts';
import { ExportService } from '../../../main/services/export-service.ts';
import type { PowerEvent } from '../../../main/ports/power-events.ts';
import { LongWork } from '../../../main/services/long-work.ts';
import { RescueService } from '../../../main/services/rescue-service.ts';
import { createRescueTally } from '../../../main/vault/rescue/rescue-tally.ts';
import { SecretBytes } from '../../../src/base/secret-bytes.ts';
import { Scope } from '../../../src/base/scope.ts';
import { rescueCalls } from '../../../src/contract/rescue-calls.ts';
import { clientRecord } from '../../../src/contract/client-record.ts';
import { logOf } from '../../support/audit-of.ts';
import {
  clientOf,
  databasePath,
  dayOf,
  fillWithNotes,
  flipPages,
  notesEach,
  noteOf,
  pagesOf,
  textOf,
} from '../../support/damaged-vault.ts';
import {
  eagerClock,
  namesIn,
  neverMarked,
  readArchive,
  textOf as fileOf,
} from '../../support/export-world.ts';
import { openForTampering } from '../../support/decrypted-pages.ts';
import { FakePower } from '../../support/fake-power.ts';
import { rejectedCode } from '../../support/rejected-code.ts';
import { makeVaultService } from '../../support/services-fixture.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { thrownCode } from '../../support/thrown-code.ts';
import type { MadeVault } from '../../support/vault-fixture.ts';

/** A vault with notes, which does not open any more, and what it was like before. */
async function damaged() {
  const started = makeVaultService();
  const { vault, keychain, store, dataFolder } = started;
  await vault.create();
  fillWithNotes(vault.use());
  vault.use().cards.set(clientOf(1), 'name', 'Ardea Cinerea', 1);
  await vault.lock();
  const read = await keychain.read(store.keychainEntryId());
  if (read.outcome !== 'found') throw new Error('no secret');
  const secret = { entryId: store.keychainEntryId(), secret: read.secret };
  const made: MadeVault = { dataFolder, store, secret };
  const whole = readFileSync(databasePath(made));
  flipPages(made, pagesOf(made, 'note_revisions').slice(5, 6));
  const power = new FakePower();
  const scope = new Scope();
  const tally = createRescueTally(dataFolder);
  const work = new LongWork(eagerClock);
  const rescue = new RescueService({ ...started, work, tally, power, random: systemRandom, scope });
  return { ...started, made, whole, rescue, tally, power, scope, work };
}

describe('RescueService', () => {
  it('tells of each client what can be read and what cannot, while the vault stays shut', async () => {
    const { rescue, vault } = await damaged();
    const outcome = await rescue.begin({ way: 'keychain' });
    if (outcome.outcome !== 'done') throw new Error('cancelled');
    const { clients, ...rest } = outcome.result;
    const sure = { unplaced: 0, mayBeMore: false, isOlder: false, keysLost: false };
    expect(rest).toEqual({ ...sure, lastBackup: null });
    expect(clients.map(({ pseudonym }) => pseudonym)).toContain('Heron 1');
    for (const { notes, lost } of clients) expect(notes + lost.notes.length).toBe(notesEach);
    const parts = clients.flatMap(({ lost }) => lost.notes.map(({ part }) => part));
    expect(new Set(parts)).toEqual(new Set(['all']));
    expect(vault.status.state).not.toBe('open');
    expect(rescue.report).toEqual(outcome.result);
    // Of a sealed card it says that there is one.
    const withCard = clients.filter(({ hasCard }) => hasCard).map(({ clientId }) => clientId);
    expect(withCard).toEqual([clientOf(1)]);
    expect(JSON.stringify(outcome.result)).not.toContain('Ardea');
  });

  it('shows what each note says that can be read, and nothing after it has ended', async () => {
    const { rescue } = await damaged();
    expect(thrownCode(() => rescue.notes(clientOf(1)))).toBe('vault-locked');
    const outcome = await rescue.begin({ way: 'keychain' });
    if (outcome.outcome !== 'done') throw new Error('cancelled');
    for (const { clientId, notes } of outcome.result.clients) {
      expect(rescue.notes(clientId)).toHaveLength(notes);
    }
    const { notes } = rescueCalls['rescue.notes'].out.parse({ notes: rescue.notes(clientOf(1)) });
    const [newest] = notes;
    if (!newest) throw new Error('no note');
    const { noteId } = newest;
    const at = Buffer.from(noteId, 'base64url')[0] ?? 0;
    expect(newest).toEqual({
      noteId,
      createdAtMs: dayOf(at),
      savedAtMs: dayOf(at) + 1,
      firstLine: expect.stringContaining('of client 1') as string,
      lost: [],
    });
    const read = { text: textOf(1, at), savedAtMs: dayOf(at) + 1, amendments: [] };
    expect(rescueCalls['rescue.read-note'].out.parse(rescue.readNote(noteId))).toEqual(read);
    const lost = outcome.result.clients.flatMap((client) => client.lost.notes)[0];
    if (!lost) throw new Error('nothing is lost');
    expect(thrownCode(() => rescue.readNote(lost.noteId))).toBe('not-found');
    rescue.end();
    expect(thrownCode(() => rescue.readNote(noteId))).toBe('vault-locked');
  });

  it('says of a note what of it is lost, and shows what was added to it', async () => {
    const { rescue, vault, made, whole } = await damaged();
    writeFileSync(databasePath(made), whole);
    await vault.open();
    const noteId = noteOf(1, 3);
    const { signedNotes } = vault.use();
    signedNotes.sign(noteId, 1, dayOf(91));
    for (const number of [1, 2]) {
      signedNotes.amend(noteId, number, `added ${String(number)}`, dayOf(91 + number));
    }
    await vault.lock();
    const database = openForTampering(made.dataFolder, made.secret.secret);
    // As one bad sector would leave it.
    database.exec('DROP TRIGGER amendments_stay');
    const sealed = new Uint8Array(93).fill(1, 0, 1);
    database.prepare('UPDATE note_amendments SET text = ? WHERE number = 2').run(sealed);
    database.close();
    await rescue.begin({ way: 'keychain' });
    const listed = rescue.notes(clientOf(1)).find((one) => one.noteId === noteId);
    expect(listed?.lost).toEqual(['added']);
    expect(rescue.readNote(noteId)).toEqual({
      text: textOf(1, 3),
      savedAtMs: dayOf(3) + 1,
      amendments: [{ number: 1, text: 'added 1', signedAtMs: dayOf(92) }],
    });
  });

  it('has each record that is opened and each note that is read counted once, for the next log', async () => {
    const { rescue, tally, vault, made, whole } = await damaged();
    await rescue.begin({ way: 'keychain' });
    const [first, second] = rescue.notes(clientOf(1));
    if (!first || !second) throw new Error('no notes');
    rescue.notes(clientOf(1));
    rescue.notes(clientOf(2));
    for (const { noteId } of [first, second, first]) rescue.readNote(noteId);
    const counted = (): object =>
      Object.fromEntries((tally.read() ?? []).map(({ kind, times }) => [kind, times]));
    expect(counted()).toEqual({ looked: 1, opened: 2, read: 2 });
    // Somebody who looks again reads again.
    await rescue.begin({ way: 'keychain' });
    rescue.readNote(first.noteId);
    expect(counted()).toEqual({ looked: 2, opened: 2, read: 3 });
    rescue.end();
    writeFileSync(databasePath(made), whole);
    expect((await vault.open()).state).toBe('open');
    const about = ['vault-rescued vault 2', 'record-opened vault 2', 'note-read vault 3'];
    expect(logOf({ vault })).toEqual(expect.arrayContaining(about));
  });

  it('keeps nobody from a note because that cannot be counted', async () => {
    const { rescue, log, dataFolder } = await damaged();
    await rescue.begin({ way: 'keychain' });
    const [note] = rescue.notes(clientOf(1));
    if (!note) throw new Error('no note');
    rmSync(join(dataFolder, 'rescued'));
    mkdirSync(join(dataFolder, 'rescued'));
    expect(rescue.readNote(note.noteId).text).toContain('client 1');
    expect(log.lines.map(({ event }) => event)).toContain('rescue-not-counted');
  });

  it('lets a record be exported, which says what is not in it, and has it counted for the next log', async () => {
    const { rescue, vault, audit, log, scope, made, whole, dataFolder } = await damaged();
    const folder = temporaryFolder();
    const save = createFileSaver(
      (name) => Promise.resolve(join(folder, name)),
      systemRandom,
      neverMarked,
    );
    const cards = createCardService({ vault, audit, clock: eagerClock });
    const source = createExportSource(vault, audit, rescue, cards);
    const exports = new ExportService({
      source,
      save,
      clock: eagerClock,
      random: systemRandom,
      log,
      scope,
    });
    const identity = await generateHybridIdentity();
    const lock = { kind: 'keys' as const, keys: [await identityToRecipient(identity)] };
    const order = { clientId: clientOf(1), lock, leftOut: null, cardReason: null };
    expect(await rejectedCode(exports.begin(order))).toBe('vault-locked');
    await rescue.begin({ way: 'keychain' });
    const withCard = { ...order, cardReason: 'does not answer the phone' };
    expect(await rejectedCode(exports.begin(withCard))).toBe('bad-request');
    await exports.begin(order);
    await exports.settled();
    expect(exports.status).toMatchObject({ phase: 'done' });
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    const archive = await readArchive(
      await decrypter.decrypt(readFileSync(join(folder, namesIn(folder)[0] ?? ''))),
    );
    const record = clientRecord.parse(JSON.parse(fileOf(archive, 'record.json')));
    const lost = record.damaged?.notes ?? [];
    expect(lost.length).toBeGreaterThan(0);
    expect(record.notes.length + lost.length).toBe(notesEach);
    expect(record.notes.map(({ text }) => text)).toContain(textOf(1, 0));
    expect(fileOf(archive, 'index.html')).toContain('What could not be read');
    expect(record.sealedCard).toEqual({ leftOut: true });
    for (const bytes of archive.values()) expect(bytes.includes('Ardea')).toBe(false);
    rescue.end();
    // A copy that the end of the app left, and somebody has brought the whole file back.
    mkdirSync(join(dataFolder, 'rescue.work'));
    writeFileSync(databasePath(made), whole);
    expect((await vault.open()).state).toBe('open');
    const entries = logOf({ vault });
    expect(entries).toEqual(
      expect.arrayContaining(['vault-rescued vault', 'record-exported vault']),
    );
    expect(namesIn(dataFolder)).toEqual(['vault']);
  });

  it('ends when the person turns away, at the end of the app, and when the vault opens', async () => {
    const { rescue, power, scope, dataFolder } = await damaged();
    let ended = 0;
    rescue.events.on('ended', () => {
      ended += 1;
    });
    const begin = async (): Promise<void> => {
      await rescue.begin({ way: 'keychain' });
      expect(rescue.report).not.toBeNull();
    };
    await begin();
    power.tell({ kind: 'idle', idleMs: 60_000, atMs: 0 });
    expect(rescue.report).not.toBeNull();
    power.tell({ kind: 'idle', idleMs: 10 * 60_000, atMs: 0 });
    expect(rescue.report).toBeNull();
    for (const kind of ['suspend', 'screen-lock', 'lid'] as const) {
      await begin();
      power.tell({ kind });
      expect(rescue.report).toBeNull();
    }
    await begin();
    scope.close();
    expect(rescue.report).toBeNull();
    expect(ended).toBe(5);
    expect(power.listeners).toBe(0);
    expect(namesIn(dataFolder)).toEqual(['rescued', 'vault']);
  });

  it('ends while it is read as well, when the person turns away, and asks for a way in again', async () => {
    const { rescue, work, power, dataFolder } = await damaged();
    const away: readonly PowerEvent[] = [
      { kind: 'suspend' },
      { kind: 'screen-lock' },
      { kind: 'lid' },
      { kind: 'idle', idleMs: 10 * 60_000, atMs: 0 },
    ];
    for (const event of away) {
      const outcome = rescue.begin({ way: 'keychain' });
      const off = work.events.on('progress', () => {
        off();
        power.tell(event);
      });
      expect(await outcome).toEqual({ outcome: 'cancelled' });
      expect(rescue.report).toBeNull();
      expect(namesIn(dataFolder)).toEqual(['vault']);
    }
    const outcome = rescue.begin({ way: 'keychain' });
    work.events.on('progress', () => {
      power.tell({ kind: 'idle', idleMs: 60_000, atMs: 0 });
    });
    expect(await outcome).toMatchObject({ outcome: 'done' });
  });

  it('shows nothing to whoever turned away when all was read', async () => {
    const { rescue, work, power, dataFolder, log } = await damaged();
    const outcome = rescue.begin({ way: 'keychain' });
    work.events.on('progress', ({ done }) => {
      if (done === 1) power.tell({ kind: 'screen-lock' });
    });
    expect(await rejectedCode(outcome)).toBe('vault-locked');
    expect(rescue.report).toBeNull();
    expect(namesIn(dataFolder)).toEqual(['vault']);
    expect(log.lines.map(({ event }) => event)).not.toContain('vault-rescued');
  });

  it('counts what opens nothing as tried in vain, and reads nothing of a vault that is open', async () => {
    const { rescue, vault, store, keychain, made, whole } = await damaged();
    expect(await rejectedCode(rescue.begin({ way: 'passphrase', passphrase: 'none' }))).toBe(
      'not-found',
    );
    await keychain.write(store.keychainEntryId(), new SecretBytes(systemRandom.bytes(32)));
    expect(await rejectedCode(rescue.begin({ way: 'keychain' }))).toBe('keychain-changed');
    expect(store.failedUnlocks.read()).toMatchObject([{ way: 'keychain', times: 1 }]);
    await keychain.write(made.secret.entryId, made.secret.secret);
    writeFileSync(databasePath(made), whole);
    await vault.open();
    expect(await rejectedCode(rescue.begin({ way: 'keychain' }))).toBe('conflict');
  });

  it('takes away what a crash left as soon as it is made, while the vault stays damaged', async () => {
    const { rescue: _first, ...options } = await damaged();
    const left = join(options.dataFolder, 'rescue.work');
    mkdirSync(left);
    writeFileSync(join(left, 'damaged.db'), 'copy');
    const again = new RescueService({
      ...options,
      tally: createRescueTally(options.dataFolder),
      random: systemRandom,
    });
    expect(again.report).toBeNull();
    expect(namesIn(options.dataFolder)).toEqual(['vault']);
  });

  it('leaves nothing when it is cancelled', async () => {
    const { rescue, work, dataFolder } = await damaged();
    const outcome = rescue.begin({ way: 'keychain' });
    work.events.on('progress', () => {
      work.cancel('rescue');
    });
    expect(await outcome).toEqual({ outcome: 'cancelled' });
    expect(rescue.report).toBeNull();
    expect(namesIn(dataFolder)).toEqual(['vault']);
  });
});
