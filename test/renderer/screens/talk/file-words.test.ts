import { describe, expect, it } from 'vitest';
import { createWords } from '../../../../renderer/i18n/create-words.ts';
import { everyLine } from '../../../../renderer/i18n/every-line.ts';
import { fileSentence } from '../../../../renderer/screens/talk/file-words.ts';
import type { FileEndReason, FileItem } from '../../../../renderer/view-models/talk-model.ts';
import { file, talker } from './talk-items.ts';

const { t } = createWords('en-GB', everyLine);
const anna = talker('a');
const reasons = [
  'too-large',
  'not-sent',
  'cancelled',
  'cancelled-there',
  'no-room',
  'broken',
  'left',
  'interrupted',
  'discarded',
] as const satisfies readonly FileEndReason[];

function said(state: FileItem['state'], direction: FileItem['direction']): string {
  return fileSentence(t, file('1', anna, state, direction), 'Anna', 'en-GB');
}

describe('how a file is', () => {
  it('is said of every end in both directions, without a hole', () => {
    for (const direction of ['in', 'out'] as const) {
      for (const reason of reasons) {
        const sentence = said({ phase: 'gone', reason }, direction);
        expect(sentence).toMatch(/^[A-Z].*\.$/u);
        expect(sentence).not.toMatch(/talk\.file|\{\{/u);
      }
    }
  });

  it('names the limit before anything was sent', () => {
    expect(said({ phase: 'gone', reason: 'too-large' }, 'out')).toBe(
      'It is larger than 25 MB. Nothing of it was sent.',
    );
  });

  it('tells who stopped it', () => {
    expect(said({ phase: 'gone', reason: 'cancelled-there' }, 'in')).toContain('Anna stopped it');
    expect(said({ phase: 'gone', reason: 'cancelled' }, 'in')).toContain('You stopped it');
  });
});
