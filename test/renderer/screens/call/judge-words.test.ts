import { describe, expect, it } from 'vitest';
import { judgeWords } from '../../../../renderer/screens/call/judge-words.ts';
import type { CallModel } from '../../../../renderer/view-models/call-model.ts';
import { createStore } from '../../../../renderer/view-models/store.ts';
import { wordsAbout } from './encryption.ts';

function recordingCall(): { readonly call: CallModel; readonly did: string[] } {
  const did: string[] = [];
  const call: CallModel = {
    state: createStore({ phase: 'idle' }),
    setMicrophone: (on) => did.push(`microphone ${String(on)}`),
    setCamera: (on) => did.push(`camera ${String(on)}`),
    pictureShown: () => undefined,
    judgeWords: (seatId, verdict) => did.push(`${seatId ?? 'own'} ${verdict}`),
  };
  return { call, did };
}

describe('judgeWords', () => {
  it('tells the model that they are the same, and changes nothing else', () => {
    const { call, did } = recordingCall();
    judgeWords(call, wordsAbout(null), 'same');
    expect(did).toEqual(['own same']);
  });

  it('turns microphone and camera off before anything else when they differ', () => {
    const { call, did } = recordingCall();
    const words = wordsAbout('a');
    judgeWords(call, words, 'different');
    expect(did).toEqual(['microphone false', 'camera false', `${words.seatId ?? ''} different`]);
  });
});
