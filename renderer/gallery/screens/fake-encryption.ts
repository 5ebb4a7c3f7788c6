import type { CallEncryption, SafetyWordsView } from '../../view-models/encryption-model.ts';
import { seatId } from './fake-world.ts';

/** A call whose encryption is as on a good day. */
export function encrypted(more: Partial<CallEncryption> = {}): CallEncryption {
  return {
    epoch: 3,
    suite: 'MLS_256_XWING_AES256GCM_SHA512_Ed25519',
    maySend: true,
    sealed: 48_213,
    opened: 47_906,
    dropped: {},
    refused: 0,
    hasBrowser: false,
    words: [],
    wordsDue: false,
    ownCapture: 'hidden',
    mark: 'K7QX · R2DM',
    ...more,
  };
}

/** Words about the guest at a seat; null: one's own, on the guest's side. */
export function safetyWords(
  letter: string | null,
  more: Partial<SafetyWordsView> = {},
): SafetyWordsView {
  return {
    seatId: letter === null ? null : seatId(letter),
    words: ['harbor', 'velvet', 'october', 'lantern'],
    verdict: 'open',
    mustCompare: false,
    ...more,
  };
}
