import { describe, expect, it } from 'vitest';
import { cardClosesAfterMs, createCardModel } from '../../../renderer/view-models/card-model.ts';
import { createStore } from '../../../renderer/view-models/store.ts';
import type { CardField, ClosedCard, OpenCard } from '../../../src/contract/card-calls.ts';
import { ids } from '../../../src/contract/ids.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { FakeClock, settle } from '../../support/fake-clock.ts';
import { testId } from '../../support/fake-ids.ts';
import { FakeIpc } from '../../support/fake-ipc.ts';

const clientId = ids.client.parse(testId(1));
const reason = 'does not answer the phone';

/** A main side that keeps what it is given. */
function fakeMain() {
  const fields = new Map<CardField, string>([['name', 'Ardea Cinerea']]);
  const reasons: string[] = [];
  const closed = (): ClosedCard => ({
    filled: [...fields.keys()].map((field) => ({ field, writtenAtMs: 5 })),
    openings: reasons.map((_, at) => ({ number: at + 1, openedAtMs: 7 })).toReversed(),
    timesOpened: reasons.length,
  });
  const ipc = new FakeIpc({
    'card.status': closed,
    'card.write': ({ field, text }) => {
      if (text === null) fields.delete(field);
      else fields.set(field, text);
      return closed();
    },
    'card.open': (request): OpenCard => {
      reasons.push(request.reason);
      return {
        openedAtMs: 7,
        fields: [...fields].map(([field, text]) => ({ field, text, writtenAtMs: 5 })),
        openings: reasons
          .map((one, at) => ({ number: at + 1, openedAtMs: 7, reason: one }))
          .toReversed(),
        timesOpened: reasons.length,
      };
    },
  });
  return { ipc, reasons, fields };
}

async function modelOver(main = fakeMain()) {
  const clock = new FakeClock();
  const vault = createStore<{ readonly phase: 'open' | 'locked' }>({ phase: 'open' });
  const model = createCardModel({ ipc: main.ipc, clock, vault }, clientId);
  model.load();
  await settle();
  /** Everything that the page holds of it. */
  const held = (): string => JSON.stringify(model.state.get());
  return { ...main, model, clock, vault, held };
}

const nameShown = 'Ardea Cinerea';

/** Lets the answer to an opening be on its way for a moment. */
function answerLate({
  answers,
}: Pick<Awaited<ReturnType<typeof modelOver>>['ipc'], 'answers'>): void {
  const answer = answers['card.open'];
  answers['card.open'] = async (request) => {
    await settle();
    return answer?.(request);
  };
}

describe('the model of a sealed card', () => {
  it('knows before it is opened which fields there are, and no word of them', async () => {
    const { model, held, ipc } = await modelOver();
    expect(model.state.get()).toEqual({
      phase: 'ready',
      closed: { filled: [{ field: 'name', writtenAtMs: 5 }], openings: [], timesOpened: 0 },
      opened: null,
      deed: { phase: 'idle' },
    });
    expect(held()).not.toContain('Ardea');
    expect(ipc.names).toEqual(['card.status']);
  });

  it('is opened with a reason, and then knows what stands on it', async () => {
    const { model, held, reasons } = await modelOver();
    expect(await model.open(reason)).toBe(true);
    expect(reasons).toEqual([reason]);
    expect(held()).toContain(nameShown);
  });

  it('forgets every word when it is closed, and asks for another reason then', async () => {
    const { model, held, reasons } = await modelOver();
    await model.open(reason);
    model.close();
    expect(held()).not.toContain('Ardea');
    expect(held()).not.toContain(reason);
    expect(model.state.get()).toMatchObject({ closed: { timesOpened: 1 }, opened: null });
    await model.open('still does not answer');
    expect(reasons).toHaveLength(2);
  });

  it('closes by itself after five minutes without use', async () => {
    const { model, held, clock } = await modelOver();
    await model.open(reason);
    await clock.advance(cardClosesAfterMs - 1);
    expect(held()).toContain(nameShown);
    await clock.advance(1);
    expect(held()).not.toContain('Ardea');
  });

  it('stays open while it is used', async () => {
    const { model, held, clock } = await modelOver();
    await model.open(reason);
    for (let minute = 0; minute < 12; minute += 1) {
      await clock.advance(60_000);
      model.touch();
    }
    expect(held()).toContain(nameShown);
    await clock.advance(cardClosesAfterMs);
    expect(held()).not.toContain('Ardea');
    // Nothing is left that would go off later.
    model.touch();
    expect(clock.pending).toBe(0);
  });

  it('forgets every word in the moment in which the vault locks', async () => {
    const { model, held, vault, clock } = await modelOver();
    await model.open(reason);
    vault.set({ phase: 'locked' });
    expect(held()).not.toContain('Ardea');
    expect(clock.pending).toBe(0);
  });

  it('shows nothing of an opening that is answered after it was put away, or locked', async () => {
    for (const turn of ['close', 'lock'] as const) {
      const { model, held, vault, ipc, clock } = await modelOver();
      answerLate(ipc);
      const opening = model.open(reason);
      if (turn === 'close') model.close();
      else vault.set({ phase: 'locked' });
      expect(await opening).toBe(false);
      expect(held()).not.toContain('Ardea');
      // It was opened all the same, and says so.
      expect(model.state.get()).toMatchObject({ closed: { timesOpened: 1 } });
      expect(clock.pending).toBe(0);
    }
  });

  it('shows nothing of an opening that was locked meanwhile, though it is open again by then', async () => {
    const { model, held, vault, ipc, clock } = await modelOver();
    answerLate(ipc);
    const opening = model.open(reason);
    vault.set({ phase: 'locked' });
    vault.set({ phase: 'open' });
    expect(await opening).toBe(false);
    expect(held()).not.toContain('Ardea');
    expect(clock.pending).toBe(0);
  });

  it('says why it was not opened, until somebody tries again', async () => {
    const { model, ipc } = await modelOver();
    ipc.answers['card.open'] = () => {
      throw new AppError('disk-full');
    };
    expect(await model.open(reason)).toBe(false);
    expect(model.state.get()).toMatchObject({
      opened: null,
      deed: { phase: 'failed', code: 'disk-full' },
    });
    model.clearFailure();
    expect(model.state.get()).toMatchObject({ deed: { phase: 'idle' } });
  });

  it('is opened once by Enter that is pressed twice, which nobody could take out of the record', async () => {
    const { model, reasons } = await modelOver();
    const pressed = [model.open(reason), model.open(reason)];
    expect([await Promise.all(pressed), reasons]).toEqual([[true, false], [reason]]);
    expect(await model.write('name', 'somebody else')).toBe(true);
  });

  it('sends nothing that is no reason', async () => {
    const { model, ipc } = await modelOver();
    for (const little of ['', '   ', '\u200B'.repeat(30)]) {
      expect(await model.open(little)).toBe(false);
    }
    expect(ipc.names).toEqual(['card.status']);
  });

  it('writes a field without opening the card, and keeps no word of it', async () => {
    const { model, held, fields, ipc } = await modelOver();
    expect(await model.write('place', 'at the lake')).toBe(true);
    expect(fields.get('place')).toBe('at the lake');
    expect(held()).not.toContain('lake');
    expect(model.state.get()).toMatchObject({
      closed: { filled: [{ field: 'name' }, { field: 'place' }] },
      opened: null,
    });
    expect(await model.write('place', null)).toBe(true);
    expect(ipc.names).not.toContain('card.open');
  });

  it('shows on an open card what was written on it meanwhile', async () => {
    const { model } = await modelOver();
    await model.open(reason);
    await model.write('place', 'at the lake');
    await model.write('name', null);
    expect(model.state.get()).toMatchObject({
      opened: { fields: [{ field: 'place', text: 'at the lake' }] },
    });
  });

  it('says when a field was not kept, and shows the one from before', async () => {
    const { model, ipc } = await modelOver();
    ipc.answers['card.write'] = () => {
      throw new AppError('disk-full');
    };
    await model.open(reason);
    expect(await model.write('name', 'somebody else')).toBe(false);
    expect(model.state.get()).toMatchObject({
      opened: { fields: [{ text: nameShown }] },
      deed: { phase: 'failed', code: 'disk-full' },
    });
  });

  it('says when nothing is known of it, and reads again', async () => {
    const main = fakeMain();
    const status = main.ipc.answers['card.status'];
    main.ipc.answers['card.status'] = () => {
      throw new AppError('vault-damaged');
    };
    const { model, ipc } = await modelOver(main);
    expect(model.state.get()).toEqual({ phase: 'failed', code: 'vault-damaged' });
    if (status) ipc.answers['card.status'] = status;
    model.load();
    await settle();
    expect(model.state.get()).toMatchObject({ phase: 'ready' });
  });
});
