import { expect, it } from 'vitest';
import { createRestoreModel } from '../../../renderer/view-models/restore-model.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { settle } from '../../support/fake-clock.ts';
import { FakeIpc } from '../../support/fake-ipc.ts';

const vaults = [{ name: 'vault.set-aside-20261126T090000Z', setAsideAtMs: 5 }];

it('finds a vault that was put aside before anybody wants to restore one', async () => {
  const ipc = new FakeIpc({ 'restore.aside': () => ({ vaults }), 'restore.take-back': () => ({}) });
  const model = createRestoreModel(ipc);
  model.look();
  await settle();
  expect([model.aside.get(), model.state.get()]).toEqual([vaults, { phase: 'none' }]);
  model.takeBack('vault.set-aside-20261126T090000Z');
  await settle();
  expect(ipc.names).toEqual(['restore.aside', 'restore.take-back']);
  expect(model.state.get()).toEqual({ phase: 'none' });
});

it('says where they are chosen that one cannot be taken back', async () => {
  const ipc = new FakeIpc({
    'restore.take-back': () => {
      throw new AppError('internal');
    },
  });
  const model = createRestoreModel(ipc);
  model.takeBack('vault.set-aside-20261126T090000Z');
  await settle();
  expect(model.state.get()).toEqual({ phase: 'folder', failure: 'internal' });
});

it('takes one back once, however often that is pressed meanwhile', async () => {
  const ipc = new FakeIpc({ 'restore.take-back': () => ({}) });
  const model = createRestoreModel(ipc);
  model.takeBack('vault.set-aside-20261126T090000Z');
  model.takeBack('vault.set-aside-20261126T090000Z');
  await settle();
  expect([ipc.names, model.state.get()]).toEqual([['restore.take-back'], { phase: 'none' }]);
  model.takeBack('vault.set-aside-20261126T090000Z');
  expect(ipc.names).toHaveLength(2);
});

it('offers a restoring all the same when nobody can tell of any', async () => {
  const ipc = new FakeIpc({
    'restore.aside': () => {
      throw new AppError('internal');
    },
  });
  const model = createRestoreModel(ipc);
  model.offer();
  await settle();
  expect([model.aside.get(), model.state.get()]).toEqual([[], { phase: 'folder', failure: null }]);
});
