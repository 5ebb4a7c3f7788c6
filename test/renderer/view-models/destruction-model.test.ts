import { describe, expect, it } from 'vitest';
import {
  createDestructionModel,
  type RecordToDestroy,
} from '../../../renderer/view-models/destruction-model.ts';
import type { ClientId } from '../../../src/contract/ids.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { settle } from '../../support/fake-clock.ts';
import { testId } from '../../support/fake-ids.ts';
import { FakeIpc } from '../../support/fake-ipc.ts';

const record: RecordToDestroy = {
  clientId: testId<ClientId>(1),
  pseudonym: 'Heron',
  isDue: false,
};

/** Asked for; main answers when the test lets it. */
function setUp() {
  const answer = Promise.withResolvers<unknown>();
  const ipc = new FakeIpc({ 'client.destroy': () => answer.promise });
  const handed: [string, number][] = [];
  const destroyed: ClientId[] = [];
  let settled = 0;
  const model = createDestructionModel({
    ipc,
    handOver: (name, bytes) => {
      handed.push([name, bytes.length]);
      return Promise.resolve(true);
    },
    destroyed: (clientId) => {
      destroyed.push(clientId);
    },
    settled: () => {
      settled += 1;
    },
  });
  model.ask(record);
  return { ipc, model, answer, handed, destroyed, settled: () => settled };
}

describe('destroying a record', () => {
  it('asks first, and is taken back until it has begun', () => {
    const { ipc, model } = setUp();
    expect(model.state.get()).toEqual({ phase: 'asking', record, failed: null });
    model.dismiss();
    expect(model.state.get()).toEqual({ phase: 'idle' });
    model.destroy('Heron', 'asked for');
    expect(ipc.names).toEqual([]);
  });

  it('says how far it is; nothing takes it back or begins another one meanwhile', async () => {
    const { ipc, model, answer, settled } = setUp();
    model.destroy('Heron', 'asked for');
    ipc.push('work.progress', { work: 'destruction', done: 0.4 });
    ipc.push('work.progress', { work: 'backup', done: 0.9 });
    const working = { phase: 'working', record, done: 0.4 };
    expect(model.state.get()).toEqual(working);
    model.dismiss();
    model.destroy('Heron', 'asked for');
    model.ask({ ...record, clientId: testId<ClientId>(2) });
    expect(model.state.get()).toEqual(working);
    expect(settled()).toBe(0);
    answer.resolve({ outcome: 'done', certificate: 'AAAA', isBackupAway: true });
    await settle();
    expect(ipc.calls).toEqual([
      {
        name: 'client.destroy',
        input: { clientId: record.clientId, pseudonym: 'Heron', reason: 'asked for' },
      },
    ]);
    // It is of the next one.
    ipc.push('work.progress', { work: 'destruction', done: 0.1 });
    expect(model.state.get()).toMatchObject({ phase: 'done' });
  });

  it.each([
    { outcome: 'done', certificate: 'AAAA', isBackupAway: false },
    { outcome: 'unfinished' },
  ])('tells whose words are nobody’s any more: $outcome', async (outcome) => {
    const { model, answer, destroyed } = setUp();
    model.destroy('Heron', null);
    expect(destroyed).toEqual([]);
    answer.resolve(outcome);
    await settle();
    expect(destroyed).toEqual([record.clientId]);
  });

  it('tells of nobody when nothing was destroyed', async () => {
    const { model, answer, destroyed } = setUp();
    model.destroy('Heron', null);
    answer.reject(new AppError('disk-full'));
    await settle();
    expect(destroyed).toEqual([]);
  });

  it('tells at once that the client is gone, and leaves the certificate until that was read', async () => {
    const { model, answer, handed, settled } = setUp();
    model.destroy('Heron', null);
    answer.resolve({ outcome: 'done', certificate: 'AAAA', isBackupAway: true });
    await settle();
    expect(settled()).toBe(1);
    model.saveCertificate();
    await settle();
    expect(model.state.get()).toMatchObject({
      phase: 'done',
      isBackupAway: true,
      saving: { phase: 'done' },
    });
    expect(handed).toEqual([['destruction-certificate.bin', 3]]);
    model.dismiss();
    expect(model.state.get()).toEqual({ phase: 'idle' });
  });

  it('saves the certificate once however often that is asked, and says nothing of it once the vault is shut', async () => {
    const { model, answer, handed } = setUp();
    model.destroy('Heron', null);
    answer.resolve({ outcome: 'done', certificate: 'AAAA', isBackupAway: false });
    await settle();
    model.saveCertificate();
    model.saveCertificate();
    expect(handed).toHaveLength(1);
    model.clear();
    await settle();
    expect(model.state.get()).toEqual({ phase: 'idle' });
  });

  it('says that it is not finished when something could not be overwritten', async () => {
    const { model, answer, settled } = setUp();
    model.destroy('Heron', null);
    answer.resolve({ outcome: 'unfinished' });
    await settle();
    expect(model.state.get()).toEqual({ phase: 'unfinished' });
    expect(settled()).toBe(1);
  });

  it('goes on asking when it was refused, and forgets why when the person types again', async () => {
    const { model, answer } = setUp();
    model.destroy('Wren', null);
    answer.reject(new AppError('bad-request'));
    await settle();
    expect(model.state.get()).toEqual({ phase: 'asking', record, failed: 'bad-request' });
    model.clearFailure();
    expect(model.state.get()).toEqual({ phase: 'asking', record, failed: null });
  });

  it('keeps nothing in the page when the vault is shut, whatever is answered after', async () => {
    const { ipc, model, answer, settled } = setUp();
    model.destroy('Heron', null);
    model.clear();
    ipc.push('work.progress', { work: 'destruction', done: 0.4 });
    answer.reject(new AppError('vault-locked'));
    await settle();
    expect(model.state.get()).toEqual({ phase: 'idle' });
    expect(settled()).toBe(0);
  });
});
