import { describe, expect, it } from 'vitest';
import { createPhraseModel } from '../../../renderer/view-models/phrase-model.ts';
import { ids } from '../../../src/contract/ids.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { settle } from '../../support/fake-clock.ts';
import { testId } from '../../support/fake-ids.ts';
import { FakeIpc } from '../../support/fake-ipc.ts';

const clientId = ids.client.parse(testId(1));
const idle = { phase: 'idle' } as const;

/** A model over a main side that keeps what it is given. */
async function modelOver(phrase: string | null) {
  let kept = phrase;
  const ipc = new FakeIpc({
    'client.phrase': () => ({ phrase: kept }),
    'client.set-phrase': (input) => {
      kept = input.phrase;
      return {};
    },
  });
  const model = createPhraseModel(ipc, clientId);
  await settle();
  return { ipc, model, kept: () => kept };
}

describe('the phrase model', () => {
  it.each([['blue door'], [null]])('reads %j at once', async (phrase) => {
    const { model } = await modelOver(phrase);
    expect(model.state.get()).toEqual({ phase: 'ready', phrase, change: idle });
  });

  it('keeps a phrase without the space around it', async () => {
    const { model, kept } = await modelOver(null);
    expect(await model.save('  blue door ')).toBe(true);
    expect(kept()).toBe('blue door');
    expect(model.state.get()).toEqual({ phase: 'ready', phrase: 'blue door', change: idle });
  });

  it('forgets it when there is nothing left of it', async () => {
    const { model, kept } = await modelOver('blue door');
    expect(await model.save('   ')).toBe(true);
    expect(kept()).toBeNull();
    expect(model.state.get()).toMatchObject({ phrase: null });
  });

  it('asks nobody to keep what cannot be said, and shows the one from before', async () => {
    const { ipc, model, kept } = await modelOver('blue door');
    expect(await model.save('blue\u0000door')).toBe(false);
    expect(ipc.names).toEqual(['client.phrase']);
    expect(kept()).toBe('blue door');
    expect(model.state.get()).toEqual({
      phase: 'ready',
      phrase: 'blue door',
      change: { phase: 'failed', code: 'bad-request' },
    });
    model.clearFailure();
    expect(model.state.get()).toMatchObject({ change: idle });
  });

  it('shows the one from before when the new one could not be kept', async () => {
    const { ipc, model } = await modelOver('blue door');
    ipc.answers['client.set-phrase'] = () => {
      throw new AppError('disk-full');
    };
    expect(await model.save('red door')).toBe(false);
    expect(model.state.get()).toMatchObject({
      phrase: 'blue door',
      change: { phase: 'failed', code: 'disk-full' },
    });
  });

  it('is not overtaken by an older answer', async () => {
    const { ipc, model } = await modelOver(null);
    let answer: (value: unknown) => void = () => undefined;
    ipc.answers['client.phrase'] = () => new Promise((resolve) => (answer = resolve));
    model.load();
    await model.save('blue door');
    answer({ phrase: null });
    await settle();
    expect(model.state.get()).toMatchObject({ phrase: 'blue door' });
  });

  it('says when it could not be read, and reads again', async () => {
    const ipc = new FakeIpc({
      'client.phrase': () => {
        throw new AppError('vault-locked');
      },
    });
    const model = createPhraseModel(ipc, clientId);
    await settle();
    expect(model.state.get()).toEqual({ phase: 'failed', code: 'vault-locked' });
    ipc.answers['client.phrase'] = () => ({ phrase: 'blue door' });
    model.load();
    await settle();
    expect(model.state.get()).toMatchObject({ phase: 'ready', phrase: 'blue door' });
  });
});
