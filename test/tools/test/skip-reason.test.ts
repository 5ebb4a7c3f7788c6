import { describe, expect, it } from 'vitest';
import { skipNote, skipReason } from '../../../tools/test/skip-reason.ts';

describe('skipReason', () => {
  it('reads the note in a title', () => {
    const title = `the window${skipNote('no Electron runtime')} > opens`;
    expect(skipReason(title, undefined)).toBe('no Electron runtime');
  });

  it('prefers the note that the test itself gave', () => {
    expect(skipReason('a (skipped: b)', 'c')).toBe('c');
  });

  it('says so when there is none', () => {
    expect(skipReason(`a${skipNote(null)}`, undefined)).toBe('no reason is given');
  });
});
