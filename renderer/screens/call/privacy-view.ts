import type { CallState, Person } from '../../view-models/call-model.ts';
import type { SafetyWordsView } from '../../view-models/encryption-model.ts';
import type { OwnEnd } from './call-status.ts';
import type { JudgedCall } from './judge-words.ts';

/** What everything about a call's privacy is shown from. */
export interface PrivacyView {
  readonly call: JudgedCall;
  readonly state: Extract<CallState, { phase: 'live' }>;
  readonly own: OwnEnd;
  readonly nameOf: (person: Person) => string;
  /** What therapist and client agreed to say; null: nothing, or it is not known on this side. */
  readonly phrase: string | null;
}

/** The guest whom words are about, by name, where there is more than one. */
export function wordsName(
  { state, nameOf }: PrivacyView,
  { seatId }: SafetyWordsView,
): string | null {
  if (seatId === null || state.people.length < 2) return null;
  const person = state.people.find((one) => one.seatId === seatId);
  return person ? nameOf(person) : null;
}
