import { describe, expect, it, vi } from 'vitest';
import { createSlipsModel } from '../../../renderer/view-models/slips-model.ts';
import type { ClientId, SlipId } from '../../../src/contract/ids.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { settle } from '../../support/fake-clock.ts';
import { testId } from '../../support/fake-ids.ts';
import { FakeIpc } from '../../support/fake-ipc.ts';

const clientId = testId<ClientId>(1);
const [older, newer] = [testId<SlipId>(2), testId<SlipId>(3)];
const slipOf = (slipId: SlipId, keptAtMs: number) => ({ slipId, sessionId: testId(9), keptAtMs });

function model() {
  const ipc = new FakeIpc({
    'slip.list': () => ({ slips: [slipOf(older, 10), slipOf(newer, 20)] }),
    'slip.read': () => ({ slip: 'AQID' }),
  });
  return { ipc, slips: createSlipsModel(ipc, clientId) };
}

describe('the signed records of a client', () => {
  it('are listed newest first', async () => {
    const { slips } = model();
    expect(slips.state.get()).toEqual({ phase: 'loading' });
    slips.load();
    await settle();
    expect(slips.state.get()).toMatchObject({ slips: [{ slipId: newer }, { slipId: older }] });
  });

  it('say of one that does not hold that it does not', async () => {
    const { slips } = model();
    slips.load();
    await settle();
    slips.check(newer);
    await vi.waitFor(() => {
      expect(slips.state.get()).toMatchObject({ checked: new Map([[newer, null]]) });
    });
  });

  it('say when they cannot be read', async () => {
    const { slips, ipc } = model();
    ipc.answers['slip.list'] = () => {
      throw new AppError('vault-locked');
    };
    slips.load();
    await settle();
    expect(slips.state.get()).toEqual({ phase: 'failed', code: 'vault-locked' });
  });
});
