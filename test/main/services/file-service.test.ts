import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createFileService } from '../../../main/services/file-service.ts';
import { systemRandom } from '../../../main/platform/system-random.ts';
import { concatBytes, type Bytes } from '../../../src/base/bytes.ts';
import {
  newId,
  type ClientId,
  type FileId,
  type RoomId,
  type SessionId,
} from '../../../src/contract/ids.ts';
import { limits } from '../../../src/contract/limits.ts';
import { maxFileBytes } from '../../../src/crypto/files/file-manifest.ts';
import { testId } from '../../support/fake-ids.ts';
import { rejectedCode } from '../../support/rejected-code.ts';
import { makeVaultService } from '../../support/services-fixture.ts';
import { thrownCode } from '../../support/thrown-code.ts';

function hashOf(content: Bytes): Bytes {
  return new Uint8Array(createHash('sha256').update(content).digest());
}

function newClient({ vault }: Pick<ReturnType<typeof makeVaultService>, 'vault'>, name: string) {
  const clientId = newId<ClientId>(systemRandom);
  vault.use().clients.add({ clientId, pseudonym: name, createdAtMs: 1 });
  return clientId;
}

async function services() {
  const made = makeVaultService();
  await made.vault.create();
  const clientId = newClient(made, 'Heron');
  const files = createFileService({ ...made, random: systemRandom });
  const begin = (sizeBytes: number, change: { name?: string; sessionId?: SessionId } = {}) =>
    files.begin({ clientId, sessionId: null, name: 'drawing.png', sizeBytes, ...change });
  /** Moves the clock, which the service waits for after each part. */
  const finish = async (fileId: FileId, sha256: Bytes): Promise<string | null> => {
    const finished = rejectedCode(files.finish(fileId, sha256));
    await made.clock.advance(0);
    return finished;
  };
  const add = async (content: Bytes, partBytes: number): Promise<FileId> => {
    const fileId = begin(content.length);
    for (let index = 0; index * partBytes < content.length; index += 1) {
      files.append(fileId, index, content.slice(index * partBytes, (index + 1) * partBytes));
    }
    expect(await finish(fileId, hashOf(content))).toBeNull();
    return fileId;
  };
  return { ...made, clientId, files, begin, finish, add };
}

describe('FileService', () => {
  it('gives a file back part by part, as it came', async () => {
    const { files, add, clientId, clock } = await services();
    const content = systemRandom.bytes(600_000);
    const fileId = await add(content, limits.filePartBytes);
    expect(files.list(clientId)).toEqual([
      {
        fileId,
        sessionId: null,
        name: 'drawing.png',
        sizeBytes: content.length,
        keptAtMs: clock.nowMs(),
      },
    ]);
    const parts = [0, 1, 2].map((index) => files.read(fileId, index));
    expect(parts.map(({ isLast }) => isLast)).toEqual([false, false, true]);
    expect(concatBytes(...parts.map(({ bytes }) => bytes))).toEqual(content);
    expect(thrownCode(() => files.read(fileId, 3))).toBe('not-found');
  });

  it('keeps a file of exactly the largest size, and none above', async () => {
    const { files, add, begin, clientId } = await services();
    expect(limits.fileBytes).toBe(maxFileBytes);
    const fileId = await add(new Uint8Array(limits.fileBytes), limits.filePartBytes);
    expect(files.list(clientId)).toMatchObject([{ fileId, sizeBytes: limits.fileBytes }]);
    expect(thrownCode(() => begin(limits.fileBytes + 1))).toBe('too-large');
  });

  it('keeps an empty file, which has one empty part', async () => {
    const { files, add } = await services();
    const fileId = await add(new Uint8Array(), 1);
    expect(files.read(fileId, 0)).toEqual({ bytes: new Uint8Array(), isLast: true });
    expect(thrownCode(() => files.read(fileId, 1))).toBe('not-found');
  });

  it('lets others run while it looks through a large file', async () => {
    const { files, begin, clock } = await services();
    const fileId = begin(4);
    for (let index = 0; index < 4; index += 1) files.append(fileId, index, new Uint8Array(1));
    const finishing = files.finish(fileId, hashOf(new Uint8Array(4)));
    expect(clock.pending).toBe(1);
    await clock.advance(0);
    await finishing;
  });

  it('is with a session of its client only', async () => {
    const { begin, vault, clientId, files, finish } = await services();
    const other = newClient({ vault }, 'Wren');
    const start = (id: ClientId, number: number): SessionId => {
      const sessionId = testId<SessionId>(number);
      const roomId = testId<RoomId>(number);
      const serverOrigin = 'https://rooms.example';
      vault.use().sessions.start({ sessionId, clientId: id, roomId, serverOrigin, startedAtMs: 1 });
      vault.use().sessions.end(sessionId, 2);
      return sessionId;
    };
    const [ours, theirs] = [start(clientId, 1), start(other, 2)];
    expect(thrownCode(() => begin(0, { sessionId: theirs }))).toBe('not-found');
    expect(await finish(begin(0, { sessionId: ours }), hashOf(new Uint8Array()))).toBeNull();
    expect(files.list(clientId)).toMatchObject([{ sessionId: ours }]);
    expect(files.list(other)).toEqual([]);
  });

  it.each(['../a', 'a/b', 'a\\b', '..', 'a\0b', 'a\nb', 'gnp.\u202Etxt', '  ', 'ä'.repeat(128)])(
    'refuses the name %j',
    async (name) => {
      const { begin } = await services();
      expect(thrownCode(() => begin(1, { name }))).toBe('bad-request');
    },
  );

  it('finds no client and no file that never was', async () => {
    const { files, finish } = await services();
    const stranger = { clientId: testId<ClientId>(1), sessionId: null, name: 'a', sizeBytes: 1 };
    const strange = testId<FileId>(1);
    expect(thrownCode(() => files.begin(stranger))).toBe('not-found');
    expect(thrownCode(() => files.list(stranger.clientId))).toBe('not-found');
    expect(thrownCode(() => files.read(strange, 0))).toBe('not-found');
    expect(await finish(strange, new Uint8Array(32))).toBe('not-found');
  });
});

describe('a file that is not finished', () => {
  it('cannot be read, listed, or finished while something is missing', async () => {
    const { files, begin, finish, clientId } = await services();
    const fileId = begin(2);
    files.append(fileId, 0, new Uint8Array(1));
    expect(thrownCode(() => files.read(fileId, 0))).toBe('not-found');
    expect(await finish(fileId, hashOf(new Uint8Array(1)))).toBe('bad-request');
    expect(files.list(clientId)).toEqual([]);
  });

  it('stays so with another hash, and is finished by the right one', async () => {
    const { files, begin, finish, clientId } = await services();
    const fileId = begin(2);
    files.append(fileId, 0, new Uint8Array(2));
    expect(await finish(fileId, new Uint8Array(32))).toBe('bad-request');
    expect(files.list(clientId)).toEqual([]);
    expect(await finish(fileId, hashOf(new Uint8Array(2)))).toBeNull();
    expect(await finish(fileId, hashOf(new Uint8Array(2)))).toBeNull();
    expect(await finish(fileId, new Uint8Array(32))).toBe('conflict');
  });

  it('is gone when the vault is opened again, while finished ones stay', async () => {
    const { files, begin, add, clientId, vault } = await services();
    const kept = await add(new Uint8Array(5), 5);
    const left = begin(2);
    files.append(left, 0, new Uint8Array(1));
    await vault.lock();
    await vault.open();
    expect(
      thrownCode(() => {
        files.append(left, 1, new Uint8Array(1));
      }),
    ).toBe('not-found');
    expect(files.list(clientId)).toMatchObject([{ fileId: kept }]);
    expect(files.read(kept, 0)).toEqual({ bytes: new Uint8Array(5), isLast: true });
  });

  it('is not finished by a vault that closes meanwhile', async () => {
    const { files, begin, vault, clock, clientId } = await services();
    const fileId = begin(2);
    files.append(fileId, 0, new Uint8Array(1));
    files.append(fileId, 1, new Uint8Array(1));
    const finishing = rejectedCode(files.finish(fileId, hashOf(new Uint8Array(2))));
    await vault.lock();
    await clock.advance(0);
    expect(await finishing).toBe('vault-locked');
    await vault.open();
    expect(files.list(clientId)).toEqual([]);
  });
});
