import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../../main/platform/system-random.ts';
import { utf8 } from '../../../src/base/bytes.ts';
import { invariant } from '../../../src/base/invariant.ts';
import { cardFields } from '../../../src/contract/card-calls.ts';
import {
  newId,
  type FileId,
  type RoomId,
  type SessionId,
  type SlipId,
} from '../../../src/contract/ids.ts';
import { filesWith, openFilesWith } from '../../support/open-files.ts';
import { startNode } from '../../support/run-node.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { makeVaultWithNote, secretOf, storeIn } from './fixtures/vault-arguments.ts';

const bigSort = join(import.meta.dirname, 'fixtures/big-sort.ts');
const marker = 'planted-words-0815';

/** Files in which a process that sorts leaves what it sorts, looked at again and again while it does. */
async function leaksWhileSorting(...tempStore: readonly string[]): Promise<ReadonlySet<string>> {
  const folder = temporaryFolder();
  const sorting = startNode(bigSort, [join(folder, 'sort.db'), marker, ...tempStore], {
    ...process.env,
    TMPDIR: folder,
    SQLITE_TMPDIR: folder,
  });
  const found = new Set<string>();
  expect(await sorting.nextLine()).toBe('sorting');
  for (let look = 0; look < 40; look += 1) {
    for (const path of openFilesWith(sorting.child.pid, marker)) found.add(path);
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
  await sorting.kill();
  for (const path of filesWith(folder, marker)) found.add(path);
  return found;
}

describe('what is written in a note', () => {
  it('is in no file that the vault leaves', () => {
    const dataFolder = temporaryFolder();
    const given = makeVaultWithNote(dataFolder);
    const vault = storeIn(dataFolder).open(secretOf(given));
    for (let revision = 0; revision < 60; revision += 1) {
      vault.notes.save(
        given.noteId,
        revision,
        `${marker} ${String(revision)}`.repeat(500),
        revision,
      );
    }
    vault.close();
    for (const word of [marker, 'Heron', 'CREATE TABLE', 'pseudonym']) {
      expect(filesWith(dataFolder, word)).toEqual([]);
    }
  });

  it.runIf(process.platform === 'linux')('is in no file while a lot of it is sorted', async () => {
    expect(await leaksWhileSorting()).toEqual(new Set());
  });

  // Shows that the test above would see it.
  it.runIf(process.platform === 'linux')(
    'would be, if SQLite sorted as it does by default',
    async () => {
      expect((await leaksWhileSorting('FILE')).size).toBeGreaterThan(0);
    },
  );
});

describe('files, phrases, sealed cards and slips', () => {
  it('are in nothing that the vault leaves, finished or not', () => {
    const dataFolder = temporaryFolder();
    const given = makeVaultWithNote(dataFolder);
    const vault = storeIn(dataFolder).open(secretOf(given));
    const [client] = vault.clients.list();
    invariant(client, 'made with it');
    const { clientId } = client;
    const content = utf8(`${marker} `.repeat(5000));
    const [fileId, leftId] = [newId<FileId>(systemRandom), newId<FileId>(systemRandom)];
    const file = { fileId, sessionId: null, name: `${marker}.txt`, keptAtMs: 1 };
    for (const id of [fileId, leftId]) {
      vault.files.begin(clientId, { ...file, fileId: id, sizeBytes: content.length });
      vault.files.append(id, 0, content);
    }
    vault.files.finish(fileId, new Uint8Array(32));
    vault.phrases.set(clientId, marker);
    for (const field of cardFields) vault.cards.set(clientId, field, `${marker} ${field}`, 1);
    vault.cards.putDown(clientId, `${marker} does not answer`, 2);
    const session = {
      sessionId: newId<SessionId>(systemRandom),
      clientId,
      roomId: newId<RoomId>(systemRandom),
      serverOrigin: 'https://rooms.example',
      startedAtMs: 1,
    };
    vault.sessions.start(session);
    const kept = { ...session, slipId: newId<SlipId>(systemRandom), keptAtMs: 1 };
    vault.slips.add(kept, content);
    expect(filesWith(dataFolder, marker)).toEqual([]);
    vault.close();
    storeIn(dataFolder).open(secretOf(given)).close();
    expect(filesWith(dataFolder, marker)).toEqual([]);
  });
});
