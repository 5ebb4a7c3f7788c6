import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../../main/platform/system-clock.ts';
import { systemRandom } from '../../../main/platform/system-random.ts';
import { newestBackup, openTypedFolder } from '../../../main/services/typed-backup-folder.ts';
import { testBackup } from '../../../main/vault/backup/test-backup.ts';
import { publishedVault, readHeaderFile } from '../../../main/vault/vault-files.ts';
import type { ClientId, NoteId, RoomId, SessionId } from '../../../src/contract/ids.ts';
import { logOf } from '../../support/audit-of.ts';
import { testId } from '../../support/fake-ids.ts';
import { failReading } from '../../support/faulty-fs.ts';
import { MemoryKeychain } from '../../support/memory-keychain.ts';
import { hurriedWork } from '../../support/recovery-paper.ts';
import { rejectedCode } from '../../support/rejected-code.ts';
import {
  keepNewKey,
  makeVaultService,
  pseudonymsIn,
  startAgain,
  type MadeServices,
} from '../../support/services-fixture.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { thrownCode } from '../../support/thrown-code.ts';

const passphrase = 'four words that nobody knows';
const otherPassphrase = 'other words that nobody knows';
const open = { state: 'open', cipher: 'aegis-256', keychain: 'Memory Keychain' };
const clientId = testId<ClientId>(1);
const noteId = testId<NoteId>(2);

/** An open vault with a client and a note in it. */
async function made(): Promise<MadeServices> {
  const started = makeVaultService();
  await started.vault.create();
  const vault = started.vault.use();
  vault.clients.add({ clientId, pseudonym: 'Heron', createdAtMs: 1 });
  vault.notes.add({ noteId, clientId, sessionId: null, createdAtMs: 1 });
  return started;
}

function save({ vault }: MadeServices, text: string): void {
  const { notes } = vault.use();
  notes.save(noteId, notes.read(noteId)?.revision ?? 0, text, 2);
}

/** Renews with a paper of its own, and does this each time that it says how far it is. */
async function renew(
  started: MadeServices,
  meanwhile: (done: number) => void = () => undefined,
): ReturnType<MadeServices['ways']['renew']> {
  const { kitNumber } = started.ways.newRecoveryKey();
  const off = started.work.events.on('progress', ({ done }) => {
    meanwhile(done);
  });
  try {
    return await started.ways.renew(kitNumber, null);
  } finally {
    off();
  }
}

function once(act: () => void, from = 0): (done: number) => void {
  let isDone = false;
  return (done) => {
    if (isDone || done < from) return;
    isDone = true;
    act();
  };
}

/** Until it looks again later whether the key can change. */
async function waits({ clock }: MadeServices): Promise<void> {
  while (clock.pending === 0) await new Promise((resolve) => setTimeout(resolve, 1));
}

const aSession = {
  sessionId: testId<SessionId>(5),
  clientId,
  roomId: testId<RoomId>(6),
  serverOrigin: 'https://rooms.example',
  startedAtMs: 1,
};

describe('renewing the key of the vault', () => {
  it('leaves nothing that opened it before, and everything that was in it', async () => {
    const started = await made();
    const first = keepNewKey(started);
    await started.ways.setPassphrase(passphrase);
    const keychainBefore = new MemoryKeychain();
    for (const [id, bytes] of started.keychain.entries) keychainBefore.entries.set(id, bytes);
    const { groups, kitNumber } = started.ways.newRecoveryKey();
    expect(await started.ways.renew(kitNumber, otherPassphrase)).toMatchObject({
      outcome: 'done',
      result: { keychain: true, passphrase: true, recovery: { kitNumber } },
    });
    expect(started.vault.status).toEqual(open);
    expect(pseudonymsIn(started)).toEqual(['Heron']);

    const old = startAgain(started, keychainBefore);
    expect((await old.vault.open()).state).toBe('needs-help');
    for (const typed of [
      { way: 'recovery', recoveryKey: first },
      { way: 'passphrase', passphrase },
    ] as const) {
      expect(await rejectedCode(old.ways.unlock(typed))).toBe('vault-wrong-key');
    }
    const byPaper = startAgain(old);
    const recoveryKey = groups.join('-');
    expect(await byPaper.ways.unlock({ way: 'recovery', recoveryKey })).toEqual(open);
    const byPassphrase = startAgain(byPaper);
    const typed = { way: 'passphrase', passphrase: otherPassphrase } as const;
    expect(await byPassphrase.ways.unlock(typed)).toEqual(open);
    const byKeychain = startAgain(byPassphrase, started.keychain);
    expect(await byKeychain.vault.open()).toEqual(open);
    expect(pseudonymsIn(byKeychain)).toEqual(['Heron']);
    const { folder } = publishedVault(started.dataFolder);
    const files = readdirSync(folder).filter((name) => !name.endsWith('-journal'));
    expect(files.toSorted()).toEqual([
      'vault-1.db',
      'vault-1.head',
      'vault-1.keyring',
      'vault-1.keyring.2',
      'vault.header',
      'vault.header.2',
    ]);
  });

  it('can be done again and again', async () => {
    const started = await made();
    for (let time = 1; time <= 3; time += 1) {
      const { kitNumber } = started.ways.newRecoveryKey();
      await started.ways.renew(kitNumber, null);
      expect(readHeaderFile(publishedVault(started.dataFolder)).generation).toBe(time);
    }
    expect(pseudonymsIn(started)).toEqual(['Heron']);
  });

  it('needs a recovery key that was shown last', async () => {
    const { ways } = await made();
    expect(await rejectedCode(ways.renew('123456', null))).toBe('conflict');
  });

  it('changes nothing when the keychain does not take the new secret', async () => {
    const started = await made();
    const { kitNumber } = started.ways.newRecoveryKey();
    const { header } = publishedVault(started.dataFolder);
    const before = readFileSync(header);
    started.keychain.failure = 'refused';
    expect(await rejectedCode(started.ways.renew(kitNumber, null))).toBe('keychain-refused');
    expect(readFileSync(header).equals(before)).toBe(true);
    expect(started.vault.status).toEqual(open);
    expect(pseudonymsIn(started)).toEqual(['Heron']);
  });

  it('changes nothing when the new header cannot be written', async () => {
    const started = await made();
    const { kitNumber } = started.ways.newRecoveryKey();
    const { folder, header } = publishedVault(started.dataFolder);
    const before = readFileSync(header);
    // Something is where the new header would be written.
    const blocked = `${folder}/vault.header.new`;
    mkdirSync(blocked);
    expect(await rejectedCode(started.ways.renew(kitNumber, null))).toBe('internal');
    rmSync(blocked, { recursive: true });
    expect(readFileSync(header).equals(before)).toBe(true);
    expect(readdirSync(folder)).not.toContain('vault-1.db');
    expect(pseudonymsIn(started)).toEqual(['Heron']);
  });
});

describe('a renewal whose new header cannot be read', () => {
  it('shuts the vault and takes nothing away, and what is in force opens later', async () => {
    const started = await made();
    const { header } = publishedVault(started.dataFolder);
    const { ino } = statSync(header);
    let isHeld = true;
    failReading((path) => isHeld && path === header && statSync(path).ino !== ino, 'EBUSY');
    await rejectedCode(renew(started));
    // Nothing more is saved into a file that may be the vault no more.
    expect(started.vault.status).toEqual({ state: 'needs-help', problem: 'internal' });
    expect(started.keychain.entries.size).toBe(2);
    isHeld = false;
    expect(await started.vault.open()).toEqual(open);
    expect(readHeaderFile(publishedVault(started.dataFolder)).generation).toBe(1);
    expect(pseudonymsIn(started)).toEqual(['Heron']);
  });
});

describe('a renewal that does not come into force', () => {
  /** A folder with a backup, whose paper is kept although the way by it is no more. */
  async function backedUp(): Promise<
    MadeServices & { readonly folder: string; readonly paper: string }
  > {
    const started = await made();
    const [folder, paper] = [temporaryFolder(), keepNewKey(started)];
    const { backups } = started.vault.use();
    backups.setFolder(folder);
    await backups.make(Date.UTC(2026, 0, 1), hurriedWork);
    await started.ways.setPassphrase(passphrase);
    started.ways.remove('recovery');
    return { ...started, folder, paper };
  }

  /** At the next opening the folder gets what it is owed. */
  async function expectAsBefore(
    started: MadeServices,
    folder: string,
    paper: string,
  ): Promise<void> {
    expect(started.vault.use().backups.state().owesKeyring).toBe(false);
    await started.vault.lock();
    expect(await started.vault.open()).toEqual(open);
    started.vault.use().backups.updateKeyring();
    expect(await restorable(folder, paper)).toBeNull();
  }

  it('leaves the folder for backups to the paper of before when it fails', async () => {
    const started = await backedUp();
    const { folder, paper } = started;
    const blocked = `${publishedVault(started.dataFolder).folder}/vault.header.new`;
    mkdirSync(blocked);
    expect(await rejectedCode(renew(started))).toBe('internal');
    rmSync(blocked, { recursive: true });
    await expectAsBefore(started, folder, paper);
  });

  it('does so when somebody cancels it while there is more left than goes in one piece', async () => {
    const started = await backedUp();
    const { folder, paper } = started;
    const opened = started.vault.use();
    const addKey = opened.backups.addKey.bind(opened.backups);
    // What is saved in the last moment: too much for the renewal to come into force in this one.
    const many = (): void => {
      for (let number = 0; number < 200; number += 1) save(started, `many ${String(number)}`);
    };
    const adding = vi.spyOn(opened.backups, 'addKey').mockImplementation((label, secret) => {
      const takeBack = addKey(label, secret);
      opened.together(many, () => undefined);
      started.work.cancel('renewal');
      return takeBack;
    });
    expect(await renew(started)).toEqual({ outcome: 'cancelled' });
    expect(adding).toHaveBeenCalledOnce();
    await expectAsBefore(started, folder, paper);
  });
});

describe('a vault whose key is renewed', () => {
  it('is used meanwhile: nobody finds it shut, and what was saved is there', async () => {
    const started = await made();
    const told: string[] = [];
    started.vault.events.on('changed', ({ state }) => told.push(state));
    let saves = 0;
    const renewed = await renew(started, () => {
      saves += 1;
      save(started, `meanwhile ${String(saves)}`);
    });
    expect(renewed).toMatchObject({ outcome: 'done' });
    expect(told).toEqual([]);
    expect(saves).toBeGreaterThan(5);
    expect(started.vault.use().notes.read(noteId)?.text).toBe(`meanwhile ${String(saves)}`);
    expect(logOf(started).at(-1)).toBe('key-renewed vault');
  });

  it('has one entry in the keychain, which opens it', async () => {
    const started = await made();
    const [before] = started.keychain.entries.keys();
    await renew(started);
    expect(Array.from(started.keychain.entries.keys())).not.toContain(before);
    expect(started.keychain.entries.size).toBe(1);
    expect(await startAgain(started, started.keychain).vault.open()).toEqual(open);
  });

  it.each(['unavailable', 'changed'] as const)(
    'keeps the old entry of a keychain that does not give out the new one (%s)',
    async (what) => {
      const started = await made();
      const { keychain } = started;
      const [before = ''] = keychain.entries.keys();
      const fails = once(() => {
        if (what === 'unavailable') keychain.failure = what;
        else for (const [id, bytes] of keychain.entries) if (id !== before) bytes.fill(7);
      }, 0.5);
      expect(await renew(started, fails)).toMatchObject({ outcome: 'done' });
      expect(keychain.entries.has(before)).toBe(true);
      expect(started.log.lines.map(({ event }) => event)).toContain('old-entry-kept');
    },
  );

  it('is as it was when the keychain is gone before it gave the new secret back', async () => {
    const started = await made();
    const before = Array.from(started.keychain.entries.keys());
    let calls = 0;
    started.keychain.before = () => {
      calls += 1;
      // Written, not read back; there again for what has to be taken away.
      started.keychain.failure = calls === 2 ? 'unavailable' : null;
      return Promise.resolve();
    };
    expect(await rejectedCode(renew(started))).toBe('keychain-unavailable');
    expect(Array.from(started.keychain.entries.keys())).toEqual(before);
    expect(logOf(started).at(-1)).toBe('key-renewed vault failed');
    expect(await startAgain(started, started.keychain).vault.open()).toEqual(open);
  });

  it('is as it was when somebody cancels, in the keychain as well', async () => {
    const started = await made();
    const paper = keepNewKey(started);
    const before = Array.from(started.keychain.entries.keys());
    const stopped = await renew(
      started,
      once(() => {
        started.work.cancel('renewal');
      }, 0.3),
    );
    expect(stopped).toEqual({ outcome: 'cancelled' });
    expect(Array.from(started.keychain.entries.keys())).toEqual(before);
    expect(readHeaderFile(publishedVault(started.dataFolder)).generation).toBe(0);
    save(started, 'after');
    const next = startAgain(started);
    expect(await next.ways.unlock({ way: 'recovery', recoveryKey: paper })).toEqual(open);
  });

  it('is as it was when it is locked meanwhile', async () => {
    const started = await made();
    const renewing = renew(
      started,
      once(() => {
        void started.vault.lock();
      }, 0.3),
    );
    expect(await rejectedCode(renewing)).toBe('vault-locked');
    expect(started.keychain.entries.size).toBe(1);
    expect(await started.vault.open()).toEqual(open);
    const { folder } = publishedVault(started.dataFolder);
    expect(readdirSync(folder).filter((name) => name.includes('.next'))).toEqual([]);
  });

  it('has no way changed meanwhile, which would be one of the old key', async () => {
    const started = await made();
    const { ways } = started;
    const refused: (string | null)[] = [];
    const later: Promise<string | null>[] = [];
    const kept = ways.newRecoveryKey();
    await renew(
      started,
      once(() => {
        refused.push(
          thrownCode(() => ways.newRecoveryKey()),
          thrownCode(() => ways.keepRecoveryKey(kept.kitNumber)),
          thrownCode(() => ways.remove('keychain')),
        );
        later.push(
          rejectedCode(ways.setKeychain()),
          rejectedCode(ways.setPassphrase(passphrase)),
          rejectedCode(ways.renew(kept.kitNumber, null)),
        );
      }, 0.2),
    );
    refused.push(...(await Promise.all(later)));
    expect(refused).toEqual(Array.from({ length: 6 }, () => 'conflict'));
    expect(await ways.setPassphrase(passphrase)).toMatchObject({ passphrase: true });
  });

  it('gets its key when what else reads it from end to end is over', async () => {
    const started = await made();
    const other = Promise.withResolvers<null>();
    const reading = started.work.run('verification', () => other.promise);
    const order: string[] = [];
    const renewing = renew(started).then(() => order.push('renewed'));
    await waits(started);
    order.push('read');
    other.resolve(null);
    await reading;
    await started.clock.advance(250);
    await renewing;
    expect(order).toEqual(['read', 'renewed']);
  });

  it('is not renewed in a session, nor while one that was started meanwhile runs', async () => {
    const started = await made();
    const { sessions } = started.vault.use();
    const renewing = renew(
      started,
      once(() => {
        sessions.start(aSession);
      }, 0.3),
    );
    await waits(started);
    expect(readHeaderFile(publishedVault(started.dataFolder)).generation).toBe(0);
    sessions.end(aSession.sessionId, 2);
    await started.clock.advance(250);
    expect(await renewing).toMatchObject({ outcome: 'done' });
    const another = { sessionId: testId<SessionId>(7), roomId: testId<RoomId>(8) };
    started.vault.use().sessions.start({ ...aSession, ...another });
    expect(await rejectedCode(renew(started))).toBe('conflict');
  });

  it('goes on being backed up: each backup opens by what was valid then', async () => {
    const started = await made();
    const [folder, elsewhere] = [temporaryFolder(), temporaryFolder()];
    const first = keepNewKey(started);
    save(started, 'before');
    started.vault.use().backups.setFolder(folder);
    await started.vault.use().backups.make(Date.UTC(2026, 0, 1), hurriedWork);
    cpSync(folder, elsewhere, { recursive: true });
    const { groups, kitNumber } = started.ways.newRecoveryKey();
    const second = groups.join('-');
    await started.ways.renew(kitNumber, null);
    // The folder's keyring goes with the new paper at once, with what opens the backup of before.
    expect(await restorable(folder, first)).toBe('vault-wrong-key');
    expect(await restorable(folder, second)).toBeNull();
    expect(await restorable(elsewhere, first)).toBeNull();
    expect(await restorable(elsewhere, second)).toBe('vault-wrong-key');
    await started.vault.use().backups.make(Date.UTC(2026, 0, 2), hurriedWork);
    expect(await restorable(folder, second)).toBeNull();
  });
});

/** Whether the newest backup becomes a vault with what lies in the folder and this paper alone; why not. */
async function restorable(folder: string, typed: string): Promise<string | null> {
  return rejectedCode(
    (async () => {
      const { keyring, way, wipe } = openTypedFolder(folder, typed);
      try {
        const { path } = newestBackup(folder, keyring);
        const workFolder = temporaryFolder();
        const options = { path, keyring, workFolder, ways: [way], random: systemRandom };
        const { clients } = await testBackup(options, systemClock, hurriedWork);
        expect(clients).toBe(1);
      } finally {
        wipe();
      }
    })(),
  );
}
