import { createStore } from '../../view-models/store.ts';
import type { TreatmentModel, TreatmentState } from '../../view-models/treatment-model.ts';
import { heron, nowMs } from './fake-world.ts';

const nothing = (): void => undefined;
const dayMs = 24 * 60 * 60_000;

export const ongoing = {
  clientId: heron.clientId,
  lastContactMs: nowMs - dayMs,
  endedAtMs: null,
  adultInYear: null,
  retainUntilMs: null,
  isDue: false,
} as const;

export const ended = {
  ...ongoing,
  endedAtMs: nowMs - 30 * dayMs,
  adultInYear: 2031,
  retainUntilMs: nowMs + 4000 * dayMs,
} as const;

/** The end of a treatment in one state. */
export function fakeTreatment(
  state: TreatmentState = { phase: 'ready', retention: ongoing, change: { phase: 'idle' } },
): TreatmentModel {
  return {
    state: createStore(state),
    load: nothing,
    end: () => Promise.resolve(true),
    resume: () => Promise.resolve(true),
    clearFailure: nothing,
  };
}
