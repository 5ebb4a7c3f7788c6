import { describe, expect, it } from 'vitest';
import { draftOf, nextDraft, saveDueAtMs, type NoteDraft } from '../../../src/domain/note-draft.ts';

const stored = { revision: 3, text: 'a', savedAtMs: 5 };

function edited(draft: NoteDraft, text: string, nowMs: number): NoteDraft {
  return nextDraft(draft, { kind: 'edited', text, nowMs });
}

function saving(text: string): NoteDraft {
  return nextDraft(edited(draftOf(stored), text, 1000), { kind: 'save-started' });
}

function failed(text: string): NoteDraft {
  return nextDraft(saving(text), { kind: 'save-failed', code: 'timeout', nowMs: 2000 });
}

describe('when a save is due', () => {
  it('is never while nothing is unsaved', () => {
    expect(saveDueAtMs(draftOf(stored))).toBeNull();
    expect(edited(draftOf(stored), 'a', 1)).toEqual(draftOf(stored));
  });

  it('is a short pause after the last key', () => {
    const draft = edited(edited(draftOf(stored), 'ab', 1000), 'abc', 1100);
    expect(saveDueAtMs(draft)).toBe(1500);
  });

  it('is within a second of the first unsaved key, however fast somebody types', () => {
    let draft = draftOf(stored);
    for (let at = 1000; at <= 1700; at += 100) draft = edited(draft, `a${String(at)}`, at);
    expect(saveDueAtMs(draft)).toBe(1800);
  });

  it('counts from the first key that a running save does not cover', () => {
    let draft = edited(saving('ab'), 'abc', 1200);
    expect(saveDueAtMs(draft)).toBeNull();
    draft = nextDraft(edited(draft, 'abcd', 1900), { kind: 'saved', revision: 4, savedAtMs: 1950 });
    expect(draft).toMatchObject({ phase: 'dirty', stored: { revision: 4, text: 'ab' } });
    expect(saveDueAtMs(draft)).toBe(2000);
  });

  it('grows from one to eight seconds while saves fail', () => {
    const pauses: number[] = [];
    let draft = failed('ab');
    for (let round = 0; round < 6; round += 1) {
      pauses.push((saveDueAtMs(draft) ?? 0) - 2000);
      draft = nextDraft(draft, { kind: 'save-started' });
      draft = nextDraft(draft, { kind: 'save-failed', code: 'timeout', nowMs: 2000 });
    }
    expect(pauses).toEqual([1000, 2000, 4000, 8000, 8000, 8000]);
  });
});

describe('a draft', () => {
  it('is clean once what is on the screen is stored', () => {
    const draft = nextDraft(saving('ab'), { kind: 'saved', revision: 4, savedAtMs: 9 });
    expect(draft).toEqual({
      phase: 'clean',
      text: 'ab',
      stored: { revision: 4, text: 'ab', savedAtMs: 9 },
    });
  });

  it('keeps what is typed while a save fails', () => {
    expect(edited(failed('ab'), 'abc', 2100)).toMatchObject({ phase: 'failed', text: 'abc' });
  });

  it('knows its own save whose answer was lost', () => {
    const again = nextDraft(edited(failed('ab'), 'abc', 2100), { kind: 'save-started' });
    const draft = nextDraft(again, {
      kind: 'found',
      stored: { revision: 4, text: 'ab', savedAtMs: 9 },
      nowMs: 3000,
    });
    expect(draft).toMatchObject({ phase: 'dirty', text: 'abc', stored: { revision: 4 } });
    expect(saveDueAtMs(draft)).toBeLessThanOrEqual(3000);
  });

  it('is clean when the very text it could not save is found', () => {
    const draft = nextDraft(saving('ab'), {
      kind: 'found',
      stored: { revision: 4, text: 'ab', savedAtMs: 9 },
      nowMs: 3000,
    });
    expect(draft).toMatchObject({ phase: 'clean', stored: { revision: 4 } });
  });

  const theirs = { revision: 7, text: 'theirs', savedAtMs: 9 };
  const conflict = nextDraft(saving('mine'), { kind: 'found', stored: theirs, nowMs: 3000 });

  it('is in conflict when somebody else wrote, and saves nothing until a person chose', () => {
    expect(conflict).toEqual({ phase: 'conflict', text: 'mine', stored: theirs });
    expect(saveDueAtMs(conflict)).toBeNull();
    expect(edited(conflict, 'mine too', 3100)).toMatchObject({
      phase: 'conflict',
      text: 'mine too',
    });
  });

  it.each([
    ['keep-mine', { phase: 'dirty', text: 'mine' }],
    ['keep-stored', { phase: 'clean', text: 'theirs' }],
    ['keep-both', { phase: 'dirty', text: 'theirs\n\nmine' }],
  ] as const)('goes on from a conflict by %s', (choice, expected) => {
    const draft = nextDraft(conflict, { kind: 'resolved', choice, nowMs: 4000 });
    expect(draft).toMatchObject({ ...expected, stored: theirs });
  });

  it('keeps what was typed into a note that was signed meanwhile, and saves nothing of it', () => {
    const leftOver = nextDraft(saving('mine'), { kind: 'locked', stored: theirs });
    expect(leftOver).toEqual({ phase: 'left-over', text: 'mine', stored: theirs });
    expect(saveDueAtMs(leftOver)).toBeNull();
    expect(edited(leftOver, 'mine too', 3100)).toMatchObject({ text: 'mine too' });
    expect(nextDraft(leftOver, { kind: 'let-go' })).toEqual(draftOf(theirs));
    // The answer to an own save was lost, and the note was signed with it.
    expect(nextDraft(saving('theirs'), { kind: 'locked', stored: theirs })).toEqual(
      draftOf(theirs),
    );
  });

  it('shows what was read again only where nothing was typed', () => {
    const reread = { kind: 'reread', stored: theirs } as const;
    expect(nextDraft(draftOf(stored), reread)).toEqual(draftOf(theirs));
    expect(nextDraft(failed('mine'), reread)).toEqual(failed('mine'));
  });

  it('refuses events that cannot happen', () => {
    expect(() => nextDraft(draftOf(stored), { kind: 'let-go' })).toThrow('note draft');
    expect(() => nextDraft(draftOf(stored), { kind: 'save-started' })).toThrow('note draft');
    expect(() => nextDraft(draftOf(stored), { kind: 'saved', revision: 1, savedAtMs: 1 })).toThrow(
      'note draft',
    );
    expect(() =>
      nextDraft(draftOf(stored), { kind: 'save-failed', code: 'timeout', nowMs: 1 }),
    ).toThrow('note draft');
    expect(() => nextDraft(saving('x'), { kind: 'save-started' })).toThrow('note draft');
  });
});
