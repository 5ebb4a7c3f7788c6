import type {
  Posture,
  PostureFinding,
  PostureReason,
  PostureRecord,
} from '../../../src/contract/posture-calls.ts';
import { postureSchemas } from '../../../src/contract/posture-calls.ts';
import type { ComputerModel, ComputerState } from '../../view-models/computer-model.ts';
import { createStore } from '../../view-models/store.ts';
import { nowMs } from './fake-world.ts';

const checks = postureSchemas.check.options;
const day = 24 * 60 * 60 * 1000;
const nothing = (): void => undefined;

type ReadyComputer = Extract<ComputerState, { phase: 'ready' }>;

/** Findings that are all in order but for these. */
export function findingsBut(...others: readonly PostureFinding[]): readonly PostureFinding[] {
  return checks.map(
    (check) => others.find((other) => other.check === check) ?? { check, state: 'ok' },
  );
}

/** Something to be told. */
export function advised(
  check: PostureFinding['check'],
  reason: PostureReason,
  programs: readonly string[] = [],
): PostureFinding {
  return { check, state: 'advice', reason, programs: [...programs] };
}

/** What a computer is like, with a week of records before that. */
export function computerOf(
  findings: readonly PostureFinding[],
  more: Partial<Posture> = {},
  state: Partial<ReadyComputer> = {},
): ReadyComputer {
  const records: readonly PostureRecord[] = [0, 1, 2, 5].map((ago) => ({
    atMs: nowMs - ago * day,
    system: 'windows',
    findings: [...(ago === 2 ? findingsBut(advised('network', 'open-wifi')) : findings)],
  }));
  return {
    phase: 'ready',
    posture: {
      system: 'windows',
      checkedAtMs: nowMs - 60_000,
      findings: [...findings],
      required: ['disk-encryption'],
      ...more,
    },
    records,
    isLooking: false,
    failed: null,
    ...state,
  };
}

/** A model that stands still, but for the boxes. */
export function fakeComputer(scene: ComputerState = computerOf(findingsBut())): ComputerModel {
  const state = createStore<ComputerState>(scene);
  return {
    state,
    load: nothing,
    lookAgain: nothing,
    acceptServerKey: nothing,
    setRequired: (check, isRequired) => {
      const now = state.get();
      if (now.phase !== 'ready') return;
      const others = now.posture.required.filter((one) => one !== check);
      const required = isRequired ? [...others, check] : others;
      state.set({ ...now, posture: { ...now.posture, required } });
    },
  };
}
