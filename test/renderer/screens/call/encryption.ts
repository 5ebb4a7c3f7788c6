import type {
  CallEncryption,
  SafetyWordsView,
} from '../../../../renderer/view-models/encryption-model.ts';
import type { CallState, Person } from '../../../../renderer/view-models/call-model.ts';
import { personOf } from './people.ts';

/** The encryption of a call in which everything is as it should be. */
export function encryptionOf(more: Partial<CallEncryption> = {}): CallEncryption {
  return {
    epoch: 3,
    suite: 'suite',
    maySend: true,
    sealed: 100,
    opened: 100,
    dropped: {},
    refused: 0,
    hasBrowser: false,
    words: [],
    wordsDue: false,
    ownCapture: 'hidden',
    mark: 'AB · CD',
    ...more,
  };
}

export type LiveCall = Extract<CallState, { phase: 'live' }>;

/** A call with these people; `encryption` null: keys are not agreed yet. */
export function liveCall(
  people: readonly Person[],
  encryption: Partial<CallEncryption> | null = {},
  more: Partial<LiveCall> = {},
): LiveCall {
  return {
    phase: 'live',
    connection: { phase: 'connected' },
    people,
    own: { camera: { phase: 'off' }, microphone: { phase: 'off' } },
    quality: 'good',
    ...(encryption === null ? {} : { encryption: encryptionOf(encryption) }),
    ...more,
  };
}

/** Somebody whose keys are in step. */
export function held(letter: string): Person {
  return personOf(letter, { keys: 'held' });
}

/** Words about the guest at a seat; null: one's own. */
export function wordsAbout(
  letter: string | null,
  more: Partial<SafetyWordsView> = {},
): SafetyWordsView {
  return {
    seatId: letter === null ? null : personOf(letter).seatId,
    words: ['a', 'b', 'c', 'd'],
    verdict: 'open',
    mustCompare: false,
    ...more,
  };
}
