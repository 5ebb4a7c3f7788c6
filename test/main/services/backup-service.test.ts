import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { describe, expect, it } from 'vitest';
import { setVaultAside } from '../../../main/vault/set-aside.ts';
import { settle, type FakeClock } from '../../support/fake-clock.ts';
import { rejectedCode } from '../../support/rejected-code.ts';
import { startMainSide, type StartedMainSide } from '../../support/started-main-side.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import type { NoteId } from '../../../src/contract/ids.ts';
import { testId } from '../../support/fake-ids.ts';

interface Practice extends StartedMainSide {
  readonly folder: string;
  /** What is on paper. */
  readonly recoveryKey: string;
}

/** A vault with a recovery key, a client with a note, and a folder for backups. */
async function practice(): Promise<Practice> {
  const folder = temporaryFolder();
  const started = startMainSide({ folders: { ask: () => Promise.resolve(folder) } });
  const { call } = started;
  await call('vault.create', {});
  const { groups, kitNumber } = await call('vault.new-recovery-key', {});
  await call('vault.keep-recovery-key', { kitNumber });
  const { clientId } = await call('client.create', { pseudonym: 'Heron' });
  const note = { noteId: testId<NoteId>(7), clientId, sessionId: null };
  await call('note.create', { ...note, text: 'Slept well.' });
  await call('backup.choose-folder', {});
  return { ...started, folder, recoveryKey: groups.join('-') };
}

/** Moves a clock on until the work is over: each of its pauses is a timer of no time. */
async function over<T>(clock: FakeClock, work: Promise<T>): Promise<T> {
  const state = { isOver: false };
  const ended = work.finally(() => {
    state.isOver = true;
  });
  ended.catch(() => undefined);
  while (!state.isOver) {
    await clock.advance(0);
    await settle();
  }
  return ended;
}

describe('backups of a practice', () => {
  it('are made, tested with the paper, and restored on another machine with it', async () => {
    const { call, clock, folder, recoveryKey } = await practice();
    const made = await over(clock, call('backup.make', {}));
    expect(made).toMatchObject({ outcome: 'done' });
    const tested = await over(clock, call('backup.test', { recoveryKey }));
    expect(tested).toMatchObject({ outcome: 'done', clients: 1 });
    expect(await call('backup.status', {})).toMatchObject({
      folderName: folder.split('/').at(-1),
      hasKey: true,
      failed: null,
      testedAtMs: clock.nowMs(),
      isOverdue: false,
    });
    const { entries } = await call('audit.list', { before: null });
    expect(entries.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['backup-made', 'backup-tested']),
    );

    const other = startMainSide({ folders: { ask: () => Promise.resolve(folder) } });
    const { found } = await other.call('restore.choose-folder', {});
    expect(found).toMatchObject({ keyring: 'there', backups: [{ isOfKeyring: true }] });
    const name = found?.backups[0]?.name ?? '';
    const restored = await over(
      other.clock,
      other.call('restore.begin', { name, recoveryKey, setAside: false }),
    );
    expect(restored).toMatchObject({ outcome: 'done', clients: 1 });
    expect(await other.call('vault.status', {})).toMatchObject({ state: 'open' });
    const { clients } = await other.call('client.list', {});
    const [client] = clients;
    const { notes } = await other.call('note.list', { clientId: client?.clientId as never });
    expect(notes.map(({ firstLine }) => firstLine)).toEqual(['Slept well.']);
    // By its own keychain from then on.
    await other.call('vault.lock', {});
    expect(await other.call('vault.open', {})).toMatchObject({ state: 'open' });
    const log = await other.call('audit.list', { before: null });
    expect(log.entries.map(({ event }) => event)).toContain('backup-restored');
  });

  it('are not tested by another paper, or by one that was typed wrong', async () => {
    const [one, other] = [await practice(), await practice()];
    await over(one.clock, one.call('backup.make', {}));
    const test = async (recoveryKey: string): Promise<string | null> =>
      rejectedCode(over(one.clock, one.call('backup.test', { recoveryKey })));
    expect(await test(other.recoveryKey)).toBe('vault-wrong-key');
    expect(await test('7K2QM')).toBe('recovery-key-mistyped');
    expect((await one.call('backup.status', {})).testedAtMs).toBeNull();
  });

  it('are tested by the present paper, also when the folder was away while it was made', async () => {
    const { call, clock, folder } = await practice();
    await over(clock, call('backup.make', {}));
    renameSync(folder, `${folder}-away`);
    const { groups, kitNumber } = await call('vault.new-recovery-key', {});
    await call('vault.keep-recovery-key', { kitNumber });
    renameSync(`${folder}-away`, folder);
    const testing = call('backup.test', { recoveryKey: groups.join(' ') });
    expect(await over(clock, testing)).toMatchObject({ outcome: 'done' });
    expect(await call('backup.status', {})).toMatchObject({ owesKeyring: false });
  });

  it('are cancelled, which leaves nothing', async () => {
    const { call, clock, folder } = await practice();
    const making = call('backup.make', {});
    await clock.advance(0);
    await call('work.cancel', { work: 'backup' });
    expect(await over(clock, making)).toEqual({ outcome: 'cancelled' });
    expect(readdirSync(folder).filter((name) => name.startsWith('quietroom'))).toEqual([]);
  });

  it('end when the vault is locked in the middle', async () => {
    const { call, clock, folder, dataFolder } = await practice();
    const making = call('backup.make', {});
    await clock.advance(0);
    await call('vault.lock', {});
    expect(await rejectedCode(over(clock, making))).toBe('vault-locked');
    expect(readdirSync(folder).filter((name) => name.startsWith('quietroom'))).toEqual([]);
    expect(existsSync(`${dataFolder}/backup.work`)).toBe(false);
  });

  it('are made by themselves, once a day', async () => {
    const { call, clock, folder } = await practice();
    const count = (): number =>
      readdirSync(folder).filter((name) => !name.startsWith('keyring')).length;
    const wait = async (minutes: number): Promise<void> => {
      for (let minute = 0; minute < minutes; minute += 5) await clock.advance(5 * 60_000);
    };
    await wait(5);
    // As long as a busy machine takes.
    const reached = async (number: number): Promise<void> => {
      while (count() < number) {
        await clock.advance(0);
        await settle();
      }
    };
    await reached(1);
    await wait(23 * 60);
    expect(count()).toBe(1);
    await wait(65);
    // Nobody was there, so it has locked meanwhile.
    await call('vault.open', {});
    await wait(5);
    await reached(2);
    expect(await call('backup.status', {})).toMatchObject({ failed: null });
  });

  it('are made after a session that was short, and after which the vault was locked at once', async () => {
    const { call, clock } = await practice();
    await over(clock, call('backup.make', {}));
    // On record when all of it is over; of the files in the folder only the newest of a day stays.
    const made = async (): Promise<number> => {
      await clock.advance(0);
      const { entries } = await call('audit.list', { before: null });
      return entries.filter(({ event }) => event === 'backup-made').length;
    };
    const { clients } = await call('client.list', {});
    const clientId = clients[0]?.clientId as never;
    await call('server.set', { origin: 'https://rooms.example' });
    await clock.advance(6 * 60_000);
    expect(await made()).toBe(1);
    const { sessionId } = await call('session.start', { clientId });
    await clock.advance(60_000);
    await call('session.end', { sessionId });
    await call('vault.lock', {});
    await call('vault.open', {});
    await clock.advance(5 * 60_000);
    while ((await made()) < 2) await settle();
    // One for each session, and no more: none has been made since, and none is being made.
    await clock.advance(5 * 60_000);
    expect(await over(clock, call('backup.make', {}))).toMatchObject({ outcome: 'done' });
    expect(await made()).toBe(3);
    expect(await call('backup.status', {})).toMatchObject({ failed: null });
  });

  it('go into a folder that was chosen while the file of the vault was exchanged', async () => {
    const chosen = Promise.withResolvers<string>();
    const { call, clock } = startMainSide({ folders: { ask: () => chosen.promise } });
    await call('vault.create', {});
    const { clientId, pseudonym } = await call('client.create', { pseudonym: 'Heron' });
    const choosing = call('backup.choose-folder', {});
    const security = call('vault.security', {});
    await over(clock, call('client.destroy', { clientId, pseudonym, reason: 'asked for' }));
    chosen.resolve(temporaryFolder());
    expect(await choosing).toMatchObject({ folderName: expect.any(String) as string });
    expect(await security).toMatchObject({ cipher: 'aegis-256' });
  });

  it('are brought up to date at once when a folder that was away is named again', async () => {
    const { call, clock, folder } = await practice();
    await over(clock, call('backup.make', {}));
    const { clients } = await call('client.list', {});
    const client = clients[0];
    if (!client) throw new Error('no client');
    renameSync(folder, `${folder}-away`);
    const { clientId, pseudonym } = client;
    const destroying = call('client.destroy', { clientId, pseudonym, reason: 'asked for' });
    expect(await over(clock, destroying)).toMatchObject({ isBackupAway: true });
    expect(await call('backup.status', {})).toMatchObject({ owesKeyring: true });
    renameSync(`${folder}-away`, folder);
    const before = readFileSync(`${folder}/keyring`);
    await call('backup.choose-folder', {});
    expect(await call('backup.status', {})).toMatchObject({ owesKeyring: false });
    expect(readFileSync(`${folder}/keyring`)).not.toEqual(before);
  });

  it('are not restored over a vault that is there', async () => {
    const { call, clock, folder, recoveryKey } = await practice();
    await over(clock, call('backup.make', {}));
    await call('restore.choose-folder', {});
    const [name = ''] = readdirSync(folder).filter((one) => !one.startsWith('keyring'));
    const restoring = over(clock, call('restore.begin', { name, recoveryKey, setAside: false }));
    expect(await rejectedCode(restoring)).toBe('conflict');
  });

  it('take the place of a vault that is locked, which is put aside and can be taken back', async () => {
    const { call, clock, folder, dataFolder, keychain, recoveryKey } = await practice();
    await over(clock, call('backup.make', {}));
    await call('client.create', { pseudonym: 'Wren' });
    await call('restore.choose-folder', {});
    const [name = ''] = readdirSync(folder).filter((one) => one.endsWith('.backup'));
    const begin = { name, recoveryKey, setAside: true };
    // An open one stays where it is.
    expect(await rejectedCode(over(clock, call('restore.begin', begin)))).toBe('conflict');
    await call('vault.lock', {});
    const entries = [...keychain.entries.keys()];
    expect(await over(clock, call('restore.begin', begin))).toMatchObject({ outcome: 'done' });
    const pseudonyms = async (): Promise<readonly string[]> =>
      (await call('client.list', {})).clients.map(({ pseudonym }) => pseudonym).toSorted();
    expect(await pseudonyms()).toEqual(['Heron']);
    // Its entry in the keychain is where it was.
    expect([...keychain.entries.keys()]).toEqual(expect.arrayContaining(entries));
    const { vaults } = await call('restore.aside', {});
    expect(vaults).toEqual([{ name: vaults[0]?.name, setAsideAtMs: expect.any(Number) as number }]);
    expect(existsSync(`${dataFolder}/${vaults[0]?.name ?? ''}/vault.header`)).toBe(true);

    const takeBack = { name: vaults[0]?.name ?? '' };
    expect(await rejectedCode(call('restore.take-back', takeBack))).toBe('conflict');
    await call('vault.lock', {});
    await call('restore.take-back', takeBack);
    expect(await call('vault.open', {})).toMatchObject({ state: 'open' });
    expect(await pseudonyms()).toEqual(['Heron', 'Wren']);
    // And the restored one waits in its turn.
    expect((await call('restore.aside', {})).vaults).toHaveLength(1);
  });

  it('that were interrupted by the end of the app leave nothing beside the vault after its next start', async () => {
    const { call, clock, dataFolder, mainSide } = await practice();
    await call('vault.lock', {});
    const aside = setVaultAside(dataFolder, clock.nowMs()) ?? '';
    await call('vault.create', {});
    await mainSide.close();
    for (const name of ['backup.work', 'test.work', 'restore.work', 'vault.new-abc']) {
      mkdirSync(`${dataFolder}/${name}`);
      writeFileSync(`${dataFolder}/${name}/vault.db`, 'as large as the vault');
    }
    startMainSide({ dataFolder });
    expect(readdirSync(dataFolder).toSorted()).toEqual(['vault', aside].toSorted());
  });

  it('that were restored are locked right after when somebody has turned away meanwhile', async () => {
    const { call, clock, folder, recoveryKey } = await practice();
    await over(clock, call('backup.make', {}));
    const other = startMainSide({ folders: { ask: () => Promise.resolve(folder) } });
    const { found } = await other.call('restore.choose-folder', {});
    const name = found?.backups[0]?.name ?? '';
    const restoring = other.call('restore.begin', { name, recoveryKey, setAside: false });
    await other.clock.advance(0);
    // As whoever locks the screen has it locked.
    await other.call('vault.lock', {});
    expect(await over(other.clock, restoring)).toMatchObject({ outcome: 'done', clients: 1 });
    expect(await other.call('vault.status', {})).toMatchObject({ state: 'locked' });
    await other.call('vault.open', {});
    const { entries } = await other.call('audit.list', { before: null });
    expect(entries.map(({ event }) => event)).toContain('backup-restored');
  });

  it('that took the place of nothing, because it was interrupted, leave one that is taken back', async () => {
    const { call, clock, dataFolder } = await practice();
    await call('vault.lock', {});
    // The power went between the two renames.
    setVaultAside(dataFolder, clock.nowMs());
    expect(await call('vault.open', {})).toEqual({ state: 'absent' });
    const { vaults } = await call('restore.aside', {});
    await call('restore.take-back', { name: vaults[0]?.name ?? '' });
    expect(await call('vault.status', {})).toEqual({ state: 'locked' });
    expect(await call('vault.open', {})).toMatchObject({ state: 'open' });
    expect((await call('client.list', {})).clients).toHaveLength(1);
  });

  it('that cannot be restored leave the vault where it is', async () => {
    const { call, clock, folder, keychain, recoveryKey } = await practice();
    await over(clock, call('backup.make', {}));
    await call('restore.choose-folder', {});
    const [name = ''] = readdirSync(folder).filter((one) => one.endsWith('.backup'));
    const bytes = readFileSync(`${folder}/${name}`);
    bytes[9000] = (bytes[9000] ?? 0) ^ 1;
    writeFileSync(`${folder}/${name}`, bytes);
    await call('vault.lock', {});
    const entries = [...keychain.entries.keys()];
    const restoring = call('restore.begin', { name, recoveryKey, setAside: true });
    expect(await rejectedCode(over(clock, restoring))).toBe('vault-damaged');
    expect([...keychain.entries.keys()]).toEqual(entries);
    expect((await call('restore.aside', {})).vaults).toEqual([]);
    expect(await call('vault.open', {})).toMatchObject({ state: 'open' });
  });

  it('are opened as what they are, whatever was accepted of the vault whose place they take', async () => {
    const { call, clock, folder, dataFolder, recoveryKey } = await practice();
    await over(clock, call('backup.make', {}));
    await call('restore.choose-folder', {});
    const [name = ''] = readdirSync(folder).filter((one) => one.endsWith('.backup'));
    await call('vault.lock', {});
    rmSync(`${dataFolder}/vault/vault.head`);
    expect(await call('vault.open', {})).toMatchObject({ problem: 'vault-rolled-back' });
    await call('vault.accept-older', {});
    await over(clock, call('restore.begin', { name, recoveryKey, setAside: true }));
    const { entries } = await call('audit.list', { before: null });
    expect(entries.map(({ event }) => event)).not.toContain('older-accepted');
  });

  it('are not looked for outside of the folder that was chosen', async () => {
    const { folder, recoveryKey } = await practice();
    const other = startMainSide({ folders: { ask: () => Promise.resolve(folder) } });
    const begin = async (name: string): Promise<string | null> =>
      rejectedCode(
        over(other.clock, other.call('restore.begin', { name, recoveryKey, setAside: false })),
      );
    expect(await begin('quietroom-2026-11-26T120000Z.backup')).toBe('not-found');
    await other.call('restore.choose-folder', {});
    expect(await begin('../keyring')).toBe('not-found');
  });
});
