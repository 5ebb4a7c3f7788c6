import { beforeEach, describe, expect, it } from 'vitest';
import type { HandOver } from '../../../renderer/platform/hand-over.ts';
import { createFilesModel, type FilesModel } from '../../../renderer/view-models/files-model.ts';
import { toBase64Url } from '../../../src/base/base64url.ts';
import type { ClientId, FileId } from '../../../src/contract/ids.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { settle } from '../../support/fake-clock.ts';
import { FakeIpc } from '../../support/fake-ipc.ts';
import { testId } from '../../support/fake-ids.ts';

const fileId = testId<FileId>(1);
const parts = [new Uint8Array([1, 2]), new Uint8Array([3])];

let ipc: FakeIpc;
let model: FilesModel;
let handOver: HandOver;

beforeEach(async () => {
  ipc = new FakeIpc({
    'file.list': () => ({
      files: [{ fileId, sessionId: null, name: 'a.pdf', sizeBytes: 3, keptAtMs: 5 }],
    }),
    'file.read': ({ index }) => ({
      bytes: toBase64Url(parts[index] ?? new Uint8Array()),
      isLast: index === 1,
    }),
  });
  handOver = () => Promise.resolve(true);
  model = createFilesModel(ipc, testId<ClientId>(2), (name, bytes) => handOver(name, bytes));
  model.load();
  await settle();
});

function saving(): unknown {
  const state = model.state.get();
  return state.phase === 'ready' ? state.saving.get(fileId) : state;
}

describe('the files of a client', () => {
  it('are listed, and saved whole on purpose', async () => {
    expect(model.state.get()).toMatchObject({ phase: 'ready', files: [{ name: 'a.pdf' }] });
    expect(ipc.names).toEqual(['file.list']);
    const handed: unknown[] = [];
    handOver = (name, bytes) => {
      handed.push([name, [...bytes]]);
      return Promise.resolve(true);
    };
    model.save(fileId);
    model.save(fileId);
    expect(saving()).toEqual({ phase: 'busy' });
    await settle();
    expect(handed).toEqual([['a.pdf', [1, 2, 3]]]);
    expect(saving()).toEqual({ phase: 'done' });
  });

  it('stay as they are when the person changes their mind, and tell why they were not saved', async () => {
    handOver = () => Promise.resolve(false);
    model.save(fileId);
    await settle();
    expect(saving()).toEqual({ phase: 'no' });
    handOver = () => Promise.reject(new AppError('save-failed'));
    model.save(fileId);
    await settle();
    expect(saving()).toEqual({ phase: 'failed', code: 'save-failed' });
  });

  it('are not there while they cannot be read', async () => {
    ipc.answers['file.list'] = () => {
      throw new AppError('vault-locked');
    };
    model.load();
    await settle();
    expect(model.state.get()).toEqual({ phase: 'failed', code: 'vault-locked' });
  });
});
