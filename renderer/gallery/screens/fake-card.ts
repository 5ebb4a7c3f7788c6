import type { CardField, OpenCard } from '../../../src/contract/card-calls.ts';
import type { CardModel, CardState } from '../../view-models/card-model.ts';
import { createStore } from '../../view-models/store.ts';
import { nowMs } from './fake-world.ts';

const nothing = (): void => undefined;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const idle = { phase: 'idle' } as const;

type ReadyCard = Extract<CardState, { phase: 'ready' }>;

const texts: Readonly<Record<CardField, string>> = {
  name: 'Annika Lindqvist-Obermeyer',
  place: 'Her brother’s flat, 14 Harbour Row, second floor, Whitstable. The bell says “Nilsson”.',
  contact: 'Jonas Lindqvist, brother, 07700 900 142. Knows of the therapy.',
  numbers: 'Emergency 999 · Samaritans 116 123 · Kent crisis line 0800 107 0160',
};

/** Nothing was ever written on it. */
export const emptyCard: ReadyCard = {
  phase: 'ready',
  closed: { filled: [], openings: [], timesOpened: 0 },
  opened: null,
  deed: idle,
};

/** An open card. `placeAgoMs`: how long ago it was written down where they are. */
function opened(placeAgoMs: number): OpenCard {
  const ago = { name: 40 * dayMs, place: placeAgoMs, contact: 40 * dayMs, numbers: dayMs };
  return {
    openedAtMs: nowMs,
    fields: (['name', 'place', 'contact', 'numbers'] as const).map((field) => ({
      field,
      writtenAtMs: nowMs - ago[field],
      text: texts[field],
    })),
    openings: [
      {
        number: 2,
        openedAtMs: nowMs,
        reason: 'Said that she is not safe, and has not come back for ten minutes.',
      },
      {
        number: 1,
        openedAtMs: nowMs - 21 * dayMs,
        reason: 'Did not come, and does not answer the phone that we agreed on.',
      },
    ],
    timesOpened: 2,
  };
}

/** An open card, with where they are from today or from before. */
export function openCard(placeAgoMs = hourMs): ReadyCard {
  const open = opened(placeAgoMs);
  return {
    phase: 'ready',
    closed: {
      filled: open.fields.map(({ field, writtenAtMs }) => ({ field, writtenAtMs })),
      openings: open.openings.map(({ number, openedAtMs }) => ({ number, openedAtMs })),
      timesOpened: open.timesOpened,
    },
    opened: open,
    deed: idle,
  };
}

/** The same, sealed; it was opened once before. */
export function sealedCardOf(placeAgoMs = hourMs): ReadyCard {
  const { closed } = openCard(placeAgoMs);
  return {
    ...openCard(),
    closed: { ...closed, openings: closed.openings.slice(1), timesOpened: 1 },
    opened: null,
  };
}

/** A sealed card that opens and closes by itself. */
export function fakeCard(card: CardState = emptyCard): CardModel {
  const state = createStore(card);
  const show = (isOpen: boolean): void => {
    const now = state.get();
    if (now.phase !== 'ready') return;
    state.set({ ...now, opened: isOpen ? opened(hourMs) : null });
  };
  return {
    state,
    load: nothing,
    write: () =>
      new Promise((resolve) => {
        const kept = (): void => {
          resolve(true);
        };
        // A test puts the disk to sleep, to do something else before the answer.
        if (document.body.dataset['disk'] === undefined) kept();
        else document.body.addEventListener('disk-wakes', kept, { once: true });
      }),
    open: () => {
      show(true);
      return Promise.resolve(true);
    },
    touch: () => {
      performance.mark('card used');
    },
    close: () => {
      performance.mark('card put away');
      // What a view begins with is not taken away by its page's first turn.
      if (card.phase === 'ready' && !card.opened) show(false);
    },
    clearFailure: nothing,
  };
}
