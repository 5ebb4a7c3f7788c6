import { describe, expect, it } from 'vitest';
import {
  OwnAccount,
  ownWords,
  type AccountFacts,
  type ClearStretch,
  type Judgement,
} from '../../../renderer/view-models/own-account.ts';

function listener() {
  const clear: ClearStretch[] = [];
  const words: Judgement[] = [];
  return {
    clear,
    words,
    noteClear: (stretch: ClearStretch) => void clear.push(stretch),
    judgeWords: (judgement: Judgement) => void words.push(judgement),
  };
}

const different = { ...ownWords, verdict: 'different' } as const;

describe('what a page has to say in the record', () => {
  it('is told to each media worker: what was, and what comes', () => {
    const account = new OwnAccount();
    account.noteClear({ fromMs: 1, toMs: 2 });
    account.judgeWords(different);
    const [first, second] = [listener(), listener()];
    account.tellTo(first);
    account.tellTo(second);
    account.noteClear({ fromMs: 3, toMs: 4 });
    expect(first.clear).toEqual([{ fromMs: 1, toMs: 2 }]);
    expect(second.clear).toEqual([
      { fromMs: 1, toMs: 2 },
      { fromMs: 3, toMs: 4 },
    ]);
    expect(second.words).toEqual([different]);
  });

  it('holds the last word on somebody’s words', () => {
    const account = new OwnAccount();
    const anna = { participant: 'a', guestKind: 'app' } as const;
    account.judgeWords({ ...anna, verdict: 'different' });
    account.judgeWords({ ...anna, participant: 'b', verdict: 'different' });
    account.judgeWords({ ...anna, verdict: 'same' });
    const heard = listener();
    account.tellTo(heard);
    expect(heard.words.map(({ verdict }) => verdict)).toEqual(['same', 'different']);
  });

  it('begins with what the vault has of the therapist’s, which is nothing new to keep', () => {
    const anna = { participant: 'a', guestKind: 'app', verdict: 'different' } as const;
    const kept: AccountFacts[] = [];
    const account = new OwnAccount(null, (facts) => void kept.push(facts), [anna]);
    const heard = listener();
    account.tellTo(heard);
    expect(heard.words).toEqual([anna]);
    expect(account.differing).toEqual(['a']);
    expect(kept).toEqual([]);
  });

  it('goes over into another life of the page', () => {
    let kept: AccountFacts | null = null;
    const account = new OwnAccount(null, (facts) => (kept = facts));
    account.noteClear({ fromMs: 1, toMs: 2 });
    account.judgeWords(different);
    const heard = listener();
    new OwnAccount(kept).tellTo(heard);
    expect(heard).toMatchObject({ clear: [{ fromMs: 1, toMs: 2 }], words: [different] });
  });

  it('does not grow with every stretch in clear, and leaves none out', () => {
    let kept: AccountFacts = { clear: [], words: null };
    const account = new OwnAccount(null, (facts) => (kept = facts));
    for (let at = 0; at < 40; at += 1) account.noteClear({ fromMs: at * 10, toMs: at * 10 + 5 });
    expect(kept.clear).toHaveLength(16);
    expect(kept.clear.at(-1)).toEqual({ fromMs: 150, toMs: 395 });
  });
});
