import { describe, expect, it } from 'vitest';
import { createComputerModel } from '../../../renderer/view-models/computer-model.ts';
import type { Posture } from '../../../src/contract/posture-calls.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { settle } from '../../support/fake-clock.ts';
import { FakeIpc } from '../../support/fake-ipc.ts';

const known: Posture = {
  system: 'linux',
  checkedAtMs: 1,
  findings: [{ check: 'network', state: 'ok' }],
  required: [],
};

/** A computer of which this is known. */
function made(posture = known) {
  const looks: boolean[] = [];
  const ipc = new FakeIpc({
    'posture.read': ({ fresh }) => {
      looks.push(fresh);
      return fresh ? { ...posture, checkedAtMs: 2 } : posture;
    },
    'posture.require': ({ checks }) => ({ ...posture, required: checks }),
    'posture.accept-server-key': () => posture,
    'posture.records': () => ({ records: [] }),
  });
  return { ipc, looks, model: createComputerModel(ipc) };
}

describe('this computer', () => {
  it('is shown as it is known, and looked at when nothing is', async () => {
    const { model, looks } = made();
    model.load();
    await settle();
    expect(looks).toEqual([false]);
    expect(model.state.get()).toMatchObject({ phase: 'ready', posture: known, isLooking: false });
    const first = made({ ...known, checkedAtMs: null });
    first.model.load();
    await settle();
    expect(first.looks).toEqual([false, true]);
  });

  it('is looked at again, once at a time', async () => {
    const { model, looks } = made();
    model.lookAgain();
    model.load();
    await settle();
    model.lookAgain();
    model.lookAgain();
    expect(model.state.get()).toMatchObject({ isLooking: true });
    await settle();
    expect(looks).toEqual([false, true]);
    expect(model.state.get()).toMatchObject({ isLooking: false, posture: { checkedAtMs: 2 } });
  });

  it('shows a demand at once, and takes it back when it is not kept', async () => {
    const { model, ipc } = made();
    model.load();
    await settle();
    model.setRequired('network', true);
    expect(model.state.get()).toMatchObject({ posture: { required: ['network'] } });
    await settle();
    expect(model.state.get()).toMatchObject({ posture: { required: ['network'] }, failed: null });
    ipc.answers['posture.require'] = () => {
      throw new AppError('disk-full');
    };
    model.setRequired('network', false);
    await settle();
    expect(model.state.get()).toMatchObject({
      posture: { required: ['network'] },
      failed: 'disk-full',
    });
  });

  it('stays on the screen when keys are not accepted', async () => {
    const { model, ipc } = made();
    model.load();
    await settle();
    ipc.answers['posture.accept-server-key'] = () => {
      throw new AppError('not-found');
    };
    model.acceptServerKey();
    await settle();
    expect(model.state.get()).toMatchObject({ phase: 'ready', failed: 'not-found' });
  });

  it('says why nothing can be read', async () => {
    const { model, ipc } = made();
    ipc.answers['posture.records'] = () => {
      throw new AppError('vault-damaged');
    };
    model.load();
    await settle();
    expect(model.state.get()).toEqual({ phase: 'failed', code: 'vault-damaged' });
  });
});
