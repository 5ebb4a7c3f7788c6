import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { createWords } from '../../../../renderer/i18n/create-words.ts';
import { everyLine } from '../../../../renderer/i18n/every-line.ts';
import { WordsProvider } from '../../../../renderer/i18n/use-words.ts';
import { SessionBehind } from '../../../../renderer/screens/therapist/session-behind.tsx';
import { nothingTold, type ToldAside } from '../../../../renderer/view-models/aside-model.ts';
import type { HostSessionModel } from '../../../../renderer/view-models/host-session-model.ts';
import { createStore } from '../../../../renderer/view-models/store.ts';

const who = { participant: 'a', role: 'guest', seatId: null } as const;

/** What the locked window says of a session in which this was told. */
function behindLock(...others: ToldAside[]): string {
  return behindLockIn({ phase: 'open', waiting: [] }, others);
}

function behindLockIn(state: object, others: readonly ToldAside[]): string {
  const session = {
    state: createStore(state),
    call: { talk: { aside: { state: createStore({ ...nothingTold, others }) } } },
  } as unknown as HostSessionModel;
  const words = createWords('en-GB', everyLine);
  return renderToStaticMarkup(
    createElement(WordsProvider, { value: words }, createElement(SessionBehind, { session })),
  );
}

describe('a session behind the locked window', () => {
  it('says that somebody told something, since their app was answered that it arrived', () => {
    expect(behindLock()).toContain('Your session goes on');
    expect(behindLock()).not.toContain('Unlock now');
    expect(behindLock({ who, said: 'not-safe', isBack: false })).toContain(
      'There is something that you should read. Unlock now.',
    );
  });

  it('says so of a session that has ended, too, and nothing else then', () => {
    const ended = behindLockIn({ phase: 'ended' }, [{ who, said: 'not-safe', isBack: true }]);
    expect(ended).toContain('There is something that you should read. Unlock now.');
    expect(ended).not.toContain('Your session goes on');
    expect(behindLockIn({ phase: 'ended' }, [])).toBe('');
  });

  it('says the same of a call for help and of an interruption, to whoever stands before it', () => {
    expect(behindLock({ who, said: 'not-safe', isBack: false })).toBe(
      behindLock({ who, said: 'away', isBack: false }),
    );
  });
});
