import {
  closeSync,
  cpSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../../main/platform/system-clock.ts';
import { systemRandom } from '../../../../main/platform/system-random.ts';
import { newRecoveryKey } from '../../../../main/services/new-ways.ts';
import type { BackupWork } from '../../../../main/vault/backup/backup-work.ts';
import type { OpenVault } from '../../../../main/vault/open-vault.ts';
import { publishedVault, readHeaderFile } from '../../../../main/vault/vault-files.ts';
import type { NewWay } from '../../../../main/vault/vault-keys.ts';
import type { ClientId, NoteId } from '../../../../src/contract/ids.ts';
import { AppError, CancelledError } from '../../../../src/errors/app-error.ts';
import { makeBackupWorld, openedKeyring } from '../../../support/backup-world.ts';
import { openForTampering, vaultKeyOf } from '../../../support/decrypted-pages.ts';
import { testId } from '../../../support/fake-ids.ts';
import { failReading, replaceFs } from '../../../support/faulty-fs.ts';
import { hurriedWork } from '../../../support/recovery-paper.ts';
import { rejectedCode } from '../../../support/rejected-code.ts';
import { renewVault } from '../../../support/renew-vault.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { thrownCode } from '../../../support/thrown-code.ts';
import { makeVault, testKey, type MadeVault } from '../../../support/vault-fixture.ts';

const noteId = testId<NoteId>(100);
const clients = 12;

/** A vault with some hundred rows, open. */
function made(): MadeVault & { readonly vault: OpenVault } {
  const vault = makeVault();
  const open = vault.store.open(vault.secret.secret);
  const fill = (): void => {
    for (let number = 1; number <= clients; number += 1) {
      const clientId = testId<ClientId>(number);
      open.clients.add({ clientId, pseudonym: `client ${String(number)}`, createdAtMs: 1 });
      open.phrases.set(clientId, `phrase ${String(number)}`);
    }
    open.notes.add({ noteId, clientId: testId<ClientId>(1), sessionId: null, createdAtMs: 1 });
    for (let revision = 0; revision < 200; revision += 1) save(open, `text ${String(revision)}`);
  };
  open.together(fill, () => undefined);
  return { ...vault, vault: open };
}

function save(vault: OpenVault, text: string): void {
  vault.notes.save(noteId, vault.notes.read(noteId)?.revision ?? 0, text, 5);
}

/** Opens a vault after its renewal, in place of what opened it before. */
const newSecret = testKey(9);
const newWay: NewWay = {
  label: { kind: 'keychain', id: new Uint8Array(16).fill(9), params: new Uint8Array() },
  secret: newSecret,
};

/** Does this at each pause, with their number. */
function meanwhile(act: (pause: number) => void): BackupWork & { readonly count: () => number } {
  let pauses = 0;
  const pause = (): Promise<void> => {
    pauses += 1;
    act(pauses);
    return Promise.resolve();
  };
  return { pause, progress: () => undefined, count: () => pauses };
}

const anEntry = {
  event: 'note-read',
  subject: 'vault',
  clientId: null,
  outcome: 'done',
  times: 1,
} as const;

/** Every row beside the journal's own, as it lies in the file. */
function rowsOf({ dataFolder }: MadeVault, secret = newSecret): readonly unknown[] {
  const database = openForTampering(dataFolder, secret);
  try {
    const tables = database
      .prepare(
        `SELECT name FROM sqlite_schema WHERE type = 'table'
         AND name NOT IN ('commits', 'commit_key') AND name NOT LIKE 'search%' ORDER BY name`,
      )
      .pluck()
      .all();
    return tables.map((name) => [
      name,
      database
        .prepare(`SELECT rowid, * FROM "${String(name)}" ORDER BY rowid`)
        .raw()
        .all(),
    ]);
  } finally {
    database.close();
  }
}

function commitKeyOf({ dataFolder }: MadeVault, secret = newSecret): unknown {
  const database = openForTampering(dataFolder, secret);
  try {
    return database.prepare('SELECT key FROM commit_key').pluck().get();
  } finally {
    database.close();
  }
}

function check(vault: OpenVault): boolean {
  const reading = vault.startCheck();
  let outcome = reading.step();
  while (!outcome) outcome = reading.step();
  return outcome.isRight;
}

function filesIn({ dataFolder }: MadeVault): readonly string[] {
  return readdirSync(publishedVault(dataFolder).folder)
    .filter((name) => !name.endsWith('-journal'))
    .toSorted();
}

/** What opens the vault now: with all that is in it, and nothing of the other beside it. */
function whatOpens(vault: MadeVault): 'old' | 'new' {
  const opens = [
    ['old', vault.secret.secret],
    ['new', newSecret],
  ] as const;
  const found = opens.filter(([, secret]) => {
    const code = thrownCode(() => {
      const open = vault.store.open(secret);
      try {
        expect(check(open)).toBe(true);
        expect(open.clients.list()).toHaveLength(clients);
        expect(open.phrases.get(testId<ClientId>(clients))).toBe(`phrase ${String(clients)}`);
      } finally {
        open.close();
      }
    });
    expect([null, 'vault-wrong-key']).toContain(code);
    return code === null;
  });
  expect(found).toHaveLength(1);
  const which = found[0]?.[0] ?? 'old';
  const beginning = which === 'old' ? 'vault' : 'vault-1';
  expect(filesIn(vault)).toEqual(
    ['.db', '.head', '.keyring', '.keyring.2']
      .map((ending) => `${beginning}${ending}`)
      .concat('vault.header', 'vault.header.2')
      .toSorted(),
  );
  return which;
}

describe('a vault under another key', () => {
  it('has every change that was made while it was copied and read back', async () => {
    const started = made();
    const { vault } = started;
    let last = '';
    const work = meanwhile((pause) => {
      if (pause % 12 > 0) return;
      last = `meanwhile ${String(pause)}`;
      save(vault, last);
      const clientId = testId<ClientId>(20 + pause);
      vault.clients.add({ clientId, pseudonym: clientId, createdAtMs: 2 });
      vault.phrases.set(testId<ClientId>(1), last);
      vault.audit.append({ ...anEntry, atMs: pause });
      expect(() => {
        vault.together(
          () => {
            save(vault, 'taken back');
            throw new AppError('conflict');
          },
          () => undefined,
        );
      }).toThrow('conflict');
    });
    await renewVault(vault, [newWay], work);
    vault.close();
    const times = Math.floor(work.count() / 12);
    expect(times).toBeGreaterThan(3);
    const open = started.store.open(newSecret);
    expect(open.notes.read(noteId)?.text).toBe(last);
    expect(open.phrases.get(testId<ClientId>(1))).toBe(last);
    expect(open.clients.list()).toHaveLength(clients + times);
    expect(open.audit.end().seq).toBe(times);
    expect(check(open)).toBe(true);
    open.close();
  });

  it('has what was saved last, and waits when that is more than goes in one piece', async () => {
    const started = made();
    const { vault } = started;
    const renewal = vault.keys.startRenewal();
    await renewal.prepare(hurriedWork);
    const many = (): void => {
      for (let number = 0; number < 200; number += 1) save(vault, `many ${String(number)}`);
    };
    vault.together(many, () => undefined);
    expect(renewal.comeIntoForce([newWay])).toBe(false);
    await renewal.prepare(hurriedWork);
    save(vault, 'the very last');
    expect(renewal.comeIntoForce([newWay])).toBe(true);
    renewal.close();
    vault.close();
    const open = started.store.open(newSecret);
    expect(open.notes.read(noteId)?.text).toBe('the very last');
    expect(check(open)).toBe(true);
    open.close();
  });

  it('has the very rows of before, under other keys', async () => {
    const started = made();
    const { vault, dataFolder, secret } = started;
    vault.close();
    const before = rowsOf(started, secret.secret);
    const oldKey = vaultKeyOf(dataFolder, secret.secret);
    const oldCommits = commitKeyOf(started, secret.secret);
    const again = started.store.open(secret.secret);
    await renewVault(again, [newWay]);
    again.close();
    const withoutNumber = (rows: readonly unknown[]): readonly unknown[] =>
      rows.filter((table) => !JSON.stringify(table).startsWith('["keyring_state"'));
    expect(withoutNumber(rowsOf(started))).toEqual(withoutNumber(before));
    const newKey = vaultKeyOf(dataFolder, newSecret);
    expect(newKey.expose((bytes) => bytes.slice())).not.toEqual(
      oldKey.expose((bytes) => bytes.slice()),
    );
    expect(commitKeyOf(started, newSecret)).not.toEqual(oldCommits);
  });

  it('begins again when a record is destroyed meanwhile, and has nothing of it', async () => {
    const started = made();
    const { vault } = started;
    const gone = testId<ClientId>(2);
    const sizes: number[] = [];
    const { folder } = publishedVault(started.dataFolder);
    const work = meanwhile((pause) => {
      sizes.push(statSync(join(folder, 'vault-1.db.next'), { throwIfNoEntry: false })?.size ?? 0);
      if (pause === 40) vault.destructions.destroy({ clientId: gone, reason: null });
    });
    await renewVault(vault, [newWay], work);
    vault.close();
    // It only grows, unless it is begun anew.
    expect(sizes.some((size, at) => size < (sizes[at - 1] ?? 0))).toBe(true);
    const open = started.store.open(newSecret);
    expect(open.clients.exists(gone)).toBe(false);
    expect(open.clientKeys.has(gone)).toBe(false);
    expect(open.destructions.list()).toHaveLength(1);
    expect(check(open)).toBe(true);
    open.close();
  });

  it('is given up when records are destroyed again and again', async () => {
    const started = made();
    const { vault } = started;
    let number = 20;
    const work = meanwhile((pause) => {
      if (pause % 3 !== 0) return;
      number += 1;
      const clientId = testId<ClientId>(number);
      vault.clients.add({ clientId, pseudonym: clientId, createdAtMs: 2 });
      vault.destructions.destroy({ clientId, reason: null });
    });
    expect(await rejectedCode(renewVault(vault, [newWay], work))).toBe('conflict');
    vault.close();
    expect(whatOpens(started)).toBe('old');
  });

  it('is not taken when the copy on the disk is not what was written', async () => {
    const started = made();
    const { vault, dataFolder } = started;
    const path = join(publishedVault(dataFolder).folder, 'vault-1.db.next');
    let isTampered = false;
    const work: BackupWork = {
      pause: () => Promise.resolve(),
      progress: (done) => {
        if (isTampered || done < 0.6) return;
        isTampered = true;
        const content = readFileSync(path);
        content[content.length - 2000] = (content[content.length - 2000] ?? 0) ^ 1;
        writeFileSync(path, content);
      },
    };
    expect(await rejectedCode(renewVault(vault, [newWay], work))).toBe('vault-damaged');
    expect(isTampered).toBe(true);
    vault.close();
    expect(whatOpens(started)).toBe('old');
  });

  it('is given up by who cancels, at any pause, and nothing of it is left', async () => {
    const started = made();
    const { vault } = started;
    for (const at of [1, 4, 7]) {
      const work = meanwhile((pause) => {
        if (pause === at) throw new CancelledError();
      });
      await expect(renewVault(vault, [newWay], work)).rejects.toThrow(CancelledError);
      save(vault, `after ${String(at)}`);
    }
    vault.close();
    expect(whatOpens(started)).toBe('old');
  });

  it('leaves nothing of the old header where it lay', async () => {
    const { vault, dataFolder } = made();
    const { header, secondHeader } = publishedVault(dataFolder);
    const held = [header, secondHeader].map((path) => openSync(path, 'r'));
    await renewVault(vault, [newWay]);
    vault.close();
    for (const file of held) {
      const left = Buffer.alloc(fstatSync(file).size);
      readSync(file, left, 0, left.length, 0);
      closeSync(file);
      expect(left.every((byte) => byte === 0)).toBe(true);
    }
  });

  it('is complete, or the old one is, whichever sync of the disk fails', async () => {
    const started = made();
    const { dataFolder } = started;
    started.vault.close();
    const before = join(temporaryFolder(), 'before');
    cpSync(dataFolder, before, { recursive: true });
    const outcomes: string[] = [];
    const disk = { syncs: 0, failing: Number.POSITIVE_INFINITY };
    replaceFs('fsyncSync', (sync) => (file) => {
      disk.syncs += 1;
      if (disk.syncs === disk.failing) throw Object.assign(new Error('sync'), { code: 'EIO' });
      sync(file);
    });
    do {
      rmSync(dataFolder, { recursive: true });
      cpSync(before, dataFolder, { recursive: true });
      const vault = started.store.open(started.secret.secret);
      Object.assign(disk, { syncs: 0, failing: outcomes.length + 1 });
      const renewed = (await rejectedCode(renewVault(vault, [newWay]))) === null;
      outcomes.push(disk.syncs < disk.failing ? 'no failure' : renewed ? 'renewed' : 'refused');
      disk.failing = Number.POSITIVE_INFINITY;
      vault.close();
      expect(whatOpens(started)).toBe(renewed ? 'new' : 'old');
    } while (outcomes.at(-1) !== 'no failure');
    // Both before and after what decides.
    expect(new Set(outcomes)).toEqual(new Set(['refused', 'renewed', 'no failure']));
    expect(outcomes.length).toBeGreaterThan(8);
  });

  it.each([
    ['held by another program', 'EBUSY', false],
    ['on a bad sector, and the second is still the old one', 'EIO', true],
  ])('keeps its files when the new header is %s', async (_name, code, isSecondOld) => {
    const started = made();
    const { vault, dataFolder } = started;
    const { header, secondHeader } = publishedVault(dataFolder);
    const { ino } = statSync(header);
    const blocked = `${secondHeader}.new`;
    if (isSecondOld) mkdirSync(blocked);
    let fails = true;
    failReading((path) => fails && path === header && statSync(path).ino !== ino, code);
    // Whatever is saved from here on might be in a file that is the vault no more.
    expect(await rejectedCode(renewVault(vault, [newWay]))).toBeNull();
    vault.close();
    fails = false;
    if (isSecondOld) rmSync(blocked, { recursive: true });
    expect(whatOpens(started)).toBe('new');
  });

  it('brings the folder for backups up to date, also when it was interrupted before that', async () => {
    const { vault, store, folder, paper } = makeBackupWorld();
    await vault.backups.make(1, hurriedWork);
    const { way, backupSecret, bytes } = newRecoveryKey({
      random: systemRandom,
      clock: systemClock,
    });
    vault.backups.addKey(way.label, backupSecret);
    await renewVault(vault, [way]);
    vault.close();
    openedKeyring(folder, paper);
    store.open(way.secret, { way: 'recovery' }).close();
    openedKeyring(folder, { bytes, id: way.label.id });
    expect(thrownCode(() => openedKeyring(folder, paper))).toBe('vault-wrong-key');
  });

  it('is put in place at the next opening when its files have not got their names', async () => {
    const started = made();
    const { vault, dataFolder } = started;
    await renewVault(vault, [newWay]);
    vault.close();
    const files = publishedVault(dataFolder);
    // As if it had been interrupted right after the header.
    for (const name of ['db', 'head', 'keyring', 'keyring.2']) {
      const path = join(files.folder, `vault-1.${name}`);
      renameSync(path, `${path}.next`);
    }
    expect(readHeaderFile(files).generation).toBe(1);
    expect(whatOpens(started)).toBe('new');
  });
});
