import type { CallModel } from '../../view-models/call-model.ts';
import type { SafetyWordsView, WordsVerdict } from '../../view-models/encryption-model.ts';

/** What a verdict does to a call. */
export type JudgedCall = Pick<CallModel, 'judgeWords' | 'setMicrophone' | 'setCamera'>;

/**
 * Says what came of comparing words. When they differ, somebody may be in between and hear every word: one's own
 * microphone and camera go off at once, and only the person turns them on again.
 */
export function judgeWords(
  call: JudgedCall,
  { seatId }: SafetyWordsView,
  verdict: Exclude<WordsVerdict, 'open'>,
): void {
  if (verdict === 'different') {
    call.setMicrophone(false);
    call.setCamera(false);
  }
  call.judgeWords(seatId, verdict);
}
