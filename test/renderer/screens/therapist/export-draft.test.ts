import { describe, expect, it } from 'vitest';
import {
  choiceOf,
  isCardReasonShort,
  nothingLeftOut,
} from '../../../../renderer/screens/therapist/export-draft.ts';
import { ids } from '../../../../src/contract/ids.ts';
import { testId } from '../../../support/fake-ids.ts';

const withReason = (cardReason: string) => ({ ...nothingLeftOut, cardReason });

describe('what is chosen for an export', () => {
  it('is everything but the sealed card, as long as nobody says more', () => {
    expect(choiceOf(nothingLeftOut)).toEqual({ leftOut: null, cardReason: null });
  });

  it('has the sealed card with a reason, and not with what nobody sees', () => {
    expect(choiceOf(withReason('asked for a copy')).cardReason).toBe('asked for a copy');
    expect(choiceOf(withReason(' \u200B\n\u00AD')).cardReason).toBeNull();
  });

  it('is asked for again with a reason that says too little, and not without one', () => {
    const short = ['', '  \u200B', 'because', '0123456789'].map((typed) =>
      isCardReasonShort(withReason(typed)),
    );
    expect(short).toEqual([false, false, true, false]);
  });

  it('says what is left out, and why', () => {
    const noteId = ids.note.parse(testId(7));
    const draft = { ...nothingLeftOut, notes: new Set([noteId]), reason: ' private ' };
    expect(choiceOf(draft).leftOut).toEqual({ noteIds: [noteId], fileIds: [], reason: 'private' });
  });
});
