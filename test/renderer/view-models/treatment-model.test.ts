import { describe, expect, it } from 'vitest';
import { createTreatmentModel } from '../../../renderer/view-models/treatment-model.ts';
import type { ClientId } from '../../../src/contract/ids.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { settle } from '../../support/fake-clock.ts';
import { testId } from '../../support/fake-ids.ts';
import { FakeIpc } from '../../support/fake-ipc.ts';

const clientId = testId<ClientId>(1);
const retention = {
  clientId,
  lastContactMs: 1,
  endedAtMs: null as number | null,
  adultInYear: null as number | null,
  retainUntilMs: null as number | null,
  isDue: false,
};

async function setUp() {
  let kept = { ...retention };
  const ipc = new FakeIpc({
    'client.retention': () => ({ clients: [{ ...retention, clientId: testId(2) }, kept] }),
    'client.end-treatment': ({ adultInYear }) => {
      kept = { ...kept, endedAtMs: 5, adultInYear, retainUntilMs: 9 };
      return {};
    },
    'client.resume-treatment': () => {
      kept = { ...retention };
      return {};
    },
  });
  const model = createTreatmentModel(ipc, clientId);
  await settle();
  return { ipc, model };
}

describe('the end of a treatment', () => {
  it('is read of this client, ended with the year of a minor, and taken back', async () => {
    const { model } = await setUp();
    expect(model.state.get()).toMatchObject({ phase: 'ready', retention: { endedAtMs: null } });
    expect(await model.end(2031)).toBe(true);
    expect(model.state.get()).toMatchObject({ retention: { endedAtMs: 5, adultInYear: 2031 } });
    expect(await model.resume()).toBe(true);
    expect(model.state.get()).toMatchObject({ retention: { endedAtMs: null } });
  });

  it('says why it could not be ended, and changes nothing', async () => {
    const { model, ipc } = await setUp();
    ipc.answers['client.end-treatment'] = () => {
      throw new AppError('conflict');
    };
    expect(await model.end(null)).toBe(false);
    expect(model.state.get()).toMatchObject({
      retention: { endedAtMs: null },
      change: { phase: 'failed', code: 'conflict' },
    });
    model.clearFailure();
    expect(model.state.get()).toMatchObject({ change: { phase: 'idle' } });
  });

  it('is read again after it could not be', async () => {
    const { ipc } = await setUp();
    ipc.answers['client.retention'] = () => {
      throw new AppError('internal');
    };
    const model = createTreatmentModel(ipc, clientId);
    await settle();
    expect(model.state.get()).toEqual({ phase: 'failed', code: 'internal' });
    ipc.answers['client.retention'] = () => ({ clients: [retention] });
    model.load();
    await settle();
    expect(model.state.get()).toMatchObject({ phase: 'ready' });
  });
});
