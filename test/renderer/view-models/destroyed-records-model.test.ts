import { expect, it } from 'vitest';
import { createDestroyedRecordsModel } from '../../../renderer/view-models/destroyed-records-model.ts';
import type { ClientId } from '../../../src/contract/ids.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { settle } from '../../support/fake-clock.ts';
import { testId } from '../../support/fake-ids.ts';
import { FakeIpc } from '../../support/fake-ipc.ts';

const [heron, wren] = [testId<ClientId>(1), testId<ClientId>(2)];
const destroyed = [
  { clientId: wren, begunAtMs: 2, reason: 'asked for', certificate: null },
  { clientId: heron, begunAtMs: 1, reason: null, certificate: 'AAAA' },
];

it('lists what was destroyed, and saves each certificate that there is', async () => {
  const handed: [string, number][] = [];
  const ipc = new FakeIpc({ 'client.destroyed': () => ({ destroyed }) });
  const model = createDestroyedRecordsModel(ipc, (name, bytes) => {
    handed.push([name, bytes.length]);
    return Promise.resolve(true);
  });
  model.load();
  await settle();
  expect(model.state.get()).toMatchObject({ phase: 'ready', destroyed });
  model.save(wren);
  model.save(heron);
  await settle();
  expect(handed).toEqual([['destruction-certificate.bin', 3]]);
  expect(model.state.get()).toMatchObject({ saving: new Map([[heron, { phase: 'done' }]]) });
});

it('is read again after it could not be', async () => {
  const ipc = new FakeIpc({
    'client.destroyed': () => {
      throw new AppError('vault-damaged');
    },
  });
  const model = createDestroyedRecordsModel(ipc, () => Promise.resolve(true));
  model.load();
  await settle();
  expect(model.state.get()).toEqual({ phase: 'failed', code: 'vault-damaged' });
  ipc.answers['client.destroyed'] = () => ({ destroyed });
  model.load();
  await settle();
  expect(model.state.get()).toMatchObject({ phase: 'ready', destroyed });
});
