import { describe, expect, it } from 'vitest';
import { createFilesTable } from '../../../../main/vault/tables/files-table.ts';
import type { Bytes } from '../../../../src/base/bytes.ts';
import type { ClientId, FileId } from '../../../../src/contract/ids.ts';
import type { FileSummary } from '../../../../src/contract/ipc.ts';
import { limits } from '../../../../src/contract/limits.ts';
import { testId } from '../../../support/fake-ids.ts';
import { thrownCode } from '../../../support/thrown-code.ts';
import { makeDatabase } from '../../../support/vault-fixture.ts';

const [heron, wren] = [testId<ClientId>(1), testId<ClientId>(2)];
const fileId = testId<FileId>(11);
const hash = bytes(32, 9);

function bytes(size: number, value: number): Bytes {
  return new Uint8Array(size).fill(value);
}

function file(number: number, change: Partial<FileSummary> = {}): FileSummary {
  return {
    fileId: testId<FileId>(number),
    sessionId: null,
    name: 'drawing.png',
    sizeBytes: 10,
    keptAtMs: number,
    ...change,
  };
}

function table() {
  const { database, sql, keys } = makeDatabase();
  const client = database.prepare('INSERT INTO clients VALUES (?, ?, ?, 1)');
  client.run(heron, 'Heron', 'heron');
  client.run(wren, 'Wren', 'wren');
  database
    .prepare("INSERT INTO sessions VALUES (?, ?, ?, 'https://rooms.example', 1, 2)")
    .run(testId(5), heron, testId(6));
  const files = createFilesTable(sql, keys);
  const append = (index: number, part: Bytes, id = fileId): string | null =>
    thrownCode(() => {
      files.append(id, index, part);
    });
  const finish = (sha256 = hash, id = fileId): string | null =>
    thrownCode(() => {
      files.finish(id, sha256);
    });
  return { database, files, append, finish };
}

describe('FilesTable', () => {
  it('keeps a file part by part, and shows it once it is finished', () => {
    const { files, append, finish } = table();
    const announced = file(11, { sessionId: testId(5) });
    files.begin(heron, announced);
    expect([append(0, bytes(6, 1)), append(1, bytes(4, 2))]).toEqual([null, null]);
    expect(files.list(heron)).toEqual([]);
    expect(finish()).toBeNull();
    expect(files.list(heron)).toEqual([announced]);
    expect([0, 1, 2].map((index) => files.part(fileId, index))).toEqual([
      bytes(6, 1),
      bytes(4, 2),
      null,
    ]);
  });

  it('knows how much of a file is there', () => {
    const { files, append, finish } = table();
    expect(files.progress(fileId)).toBeNull();
    files.begin(heron, file(11));
    expect(files.progress(fileId)).toEqual({
      sizeBytes: 10,
      parts: 0,
      receivedBytes: 0,
      sha256: null,
    });
    append(0, bytes(6, 1));
    append(1, bytes(4, 1));
    finish();
    expect(files.progress(fileId)).toEqual({
      sizeBytes: 10,
      parts: 2,
      receivedBytes: 10,
      sha256: hash,
    });
  });

  it('takes the next part only, and the last one again if it is the same', () => {
    const { files, append } = table();
    files.begin(heron, file(11));
    expect(append(1, bytes(1, 1))).toBe('conflict');
    append(0, bytes(1, 1));
    append(1, bytes(1, 2));
    expect(append(1, bytes(1, 2))).toBeNull();
    expect(append(1, bytes(1, 3))).toBe('conflict');
    expect(append(0, bytes(1, 1))).toBe('conflict');
    expect(append(3, bytes(1, 1))).toBe('conflict');
    expect(files.progress(fileId)).toMatchObject({ parts: 2, receivedBytes: 2 });
    expect(files.part(fileId, 1)).toEqual(bytes(1, 2));
  });

  it('takes no more than was announced', () => {
    const { files, append } = table();
    files.begin(heron, file(11));
    append(0, bytes(6, 1));
    expect(append(1, bytes(5, 1))).toBe('too-large');
    expect(append(1, bytes(4, 1))).toBeNull();
    expect(append(2, bytes(1, 1))).toBe('too-large');
  });

  it('takes nothing after the end, and no other hash', () => {
    const { files, append, finish } = table();
    files.begin(heron, file(11));
    append(0, bytes(5, 1));
    finish();
    expect(append(1, bytes(5, 1))).toBe('conflict');
    expect(append(0, bytes(5, 1))).toBe('conflict');
    expect(finish()).toBeNull();
    expect(finish(bytes(32, 1))).toBe('conflict');
    expect(files.progress(fileId)?.sha256).toEqual(hash);
  });

  it('does not know a file that was never begun', () => {
    const { append, finish } = table();
    expect([append(0, bytes(1, 1)), finish()]).toEqual(['not-found', 'not-found']);
  });

  it('lists the finished files of one client, newest first', () => {
    const { files, finish } = table();
    for (const number of [12, 11, 13]) files.begin(heron, file(number, { keptAtMs: 7 }));
    files.begin(heron, file(14, { keptAtMs: 6 }));
    files.begin(wren, file(15));
    for (const number of [13, 14, 12, 15]) finish(hash, testId<FileId>(number));
    expect(files.list(heron).map((one) => one.fileId)).toEqual([
      testId(13),
      testId(12),
      testId(14),
    ]);
  });

  it('ends at as many as a client may have, unfinished ones among them', () => {
    const { database, files } = table();
    const insert = database.prepare(
      'INSERT INTO files VALUES (?, ?, NULL, zeroblob(29), 1, 1, NULL)',
    );
    database.transaction(() => {
      for (let i = 1; i < limits.filesPerClient; i += 1) insert.run(String(i), heron);
    })();
    const begin = (client: ClientId, number: number) =>
      thrownCode(() => {
        files.begin(client, file(number));
      });
    expect(begin(heron, 11)).toBeNull();
    expect(begin(heron, 12)).toBe('too-many');
    expect(begin(wren, 13)).toBeNull();
  });

  it('removes what was not finished, and nothing else', () => {
    const { database, files, append, finish } = table();
    files.begin(heron, file(11));
    files.begin(heron, file(12));
    append(0, bytes(10, 1));
    append(0, bytes(10, 2), testId<FileId>(12));
    finish();
    files.removeUnfinished();
    expect(files.list(heron)).toEqual([file(11)]);
    expect(files.part(fileId, 0)).toEqual(bytes(10, 1));
    expect(files.progress(testId<FileId>(12))).toBeNull();
    expect(database.prepare('SELECT count(*) FROM file_parts').pluck().get()).toBe(1);
  });

  it('says when there is no room, and keeps what it had', () => {
    const { database, files, append } = table();
    files.begin(heron, file(11, { sizeBytes: 2 ** 20 }));
    append(0, bytes(2 ** 16, 1));
    const pages = Number(database.pragma('page_count', { simple: true }));
    database.pragma(`max_page_count = ${String(pages + 4)}`);
    expect(append(1, bytes(2 ** 18, 2))).toBe('disk-full');
    expect(files.progress(fileId)).toMatchObject({ parts: 1, receivedBytes: 2 ** 16 });
    database.pragma('max_page_count = 4294967294');
    expect(append(1, bytes(2 ** 18, 2))).toBeNull();
  });
});
