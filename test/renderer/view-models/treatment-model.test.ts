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
  const handed: [string, number][] = [];
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
    'client.destroy': () => ({ certificate: 'AAAA', isBackupAway: true }),
  });
  const model = createTreatmentModel(ipc, clientId, (name, bytes) => {
    handed.push([name, bytes.length]);
    return Promise.resolve(true);
  });
  await settle();
  return { ipc, model, handed };
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

  it('leaves the certificate of what was destroyed, to be saved under a name that says nothing', async () => {
    const { model, handed } = await setUp();
    expect(await model.destroy('Heron', 'asked for')).toBe(true);
    model.saveCertificate();
    await settle();
    expect(model.state.get()).toMatchObject({
      phase: 'destroyed',
      isBackupAway: true,
      saving: { phase: 'done' },
    });
    expect(handed).toEqual([['destruction-certificate.bin', 3]]);
  });

  it('shows how far a destruction is, and nothing of other work', async () => {
    const { model, ipc } = await setUp();
    const answer = Promise.withResolvers<{ certificate: string; isBackupAway: boolean }>();
    ipc.answers['client.destroy'] = () => answer.promise;
    const destroying = model.destroy('Heron', null);
    expect(model.state.get()).toMatchObject({ change: { phase: 'busy', done: null } });
    ipc.push('work.progress', { work: 'backup', done: 0.9 });
    expect(model.state.get()).toMatchObject({ change: { phase: 'busy', done: null } });
    ipc.push('work.progress', { work: 'destruction', done: 0.4 });
    expect(model.state.get()).toMatchObject({ change: { phase: 'busy', done: 0.4 } });
    answer.resolve({ certificate: 'AAAA', isBackupAway: false });
    expect(await destroying).toBe(true);
    ipc.push('work.progress', { work: 'destruction', done: 0.5 });
    expect(model.state.get()).toMatchObject({ phase: 'destroyed' });
  });

  it('keeps the card when destroying is refused', async () => {
    const { model, ipc } = await setUp();
    ipc.answers['client.destroy'] = () => {
      throw new AppError('bad-request');
    };
    expect(await model.destroy('Wren', null)).toBe(false);
    expect(model.state.get()).toMatchObject({
      phase: 'ready',
      change: { phase: 'failed', code: 'bad-request' },
    });
  });

  it('is read again after it could not be', async () => {
    const { ipc } = await setUp();
    ipc.answers['client.retention'] = () => {
      throw new AppError('internal');
    };
    const model = createTreatmentModel(ipc, clientId, () => Promise.resolve(true));
    await settle();
    expect(model.state.get()).toEqual({ phase: 'failed', code: 'internal' });
    ipc.answers['client.retention'] = () => ({ clients: [retention] });
    model.load();
    await settle();
    expect(model.state.get()).toMatchObject({ phase: 'ready' });
  });
});
