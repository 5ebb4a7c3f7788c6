import type {
  RetentionRulesModel,
  RetentionRulesState,
} from '../../view-models/retention-rules-model.ts';
import { createStore } from '../../view-models/store.ts';

const usual = { years: 7, minorUntilAge: 25 };

export function fakeRetentionRules(
  state: RetentionRulesState = { phase: 'ready', rules: usual, failed: null },
): RetentionRulesModel {
  return { state: createStore(state), load: () => undefined, set: () => undefined };
}
