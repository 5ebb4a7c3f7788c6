import { describe, expect, it } from 'vitest';
import { cardCalls, cardReason } from '../../../src/contract/card-calls.ts';
import { limits } from '../../../src/contract/limits.ts';
import { seenText } from '../../../src/contract/seen-text.ts';
import { testId } from '../../support/fake-ids.ts';

/** Of what nobody sees, enough to be long. */
const unseen = {
  'zero-width spaces': '\u200B',
  'zero-width joiners': '\u200D',
  'byte order marks': '\uFEFF',
  'soft hyphens': '\u00AD',
  'marks of direction': '\u202E',
  'control characters': '\u0007',
  'fillers of Hangul': '\u3164',
  'empty signs of braille': '\u2800',
  'tags of language': '\u{E0041}',
  'variation selectors': '\uFE0F',
  'private characters': '\uE000',
  'half characters': '\uD800',
  'spaces that do not break': '\u00A0',
  'ideographic spaces': '\u3000',
  'ends of lines': '\n',
  blanks: ' ',
} as const;

describe('a reason for opening a card', () => {
  it('says something, and is kept without blanks around it', () => {
    expect(cardReason.parse('  does not answer \n')).toBe('does not answer');
    expect(cardReason.safeParse('0123456789').success).toBe(true);
    expect(cardReason.safeParse('012345678').success).toBe(false);
    expect(cardReason.safeParse('x'.repeat(limits.cardReasonCharacters + 1)).success).toBe(false);
  });

  it.each(Object.entries(unseen))('is not made of %s', (_what, character) => {
    const many = character.repeat(40);
    // Between letters a blank counts once: "short" has nine characters then.
    for (const typed of [
      many,
      `${many}a${many}`,
      's h o r t'.replaceAll(' ', many),
      `short${many}`,
    ]) {
      expect(cardReason.safeParse(typed).success).toBe(false);
    }
  });

  it('may be of any writing', () => {
    for (const typed of [
      'نمی\u200Cآید و جواب نمی\u200Cدهد',
      '来られず電話にも出ない。心配',
      '👩\u200D⚕️ did not come',
    ]) {
      expect(cardReason.safeParse(typed).success).toBe(true);
    }
  });

  it('is asked for: nothing else opens one', () => {
    const clientId = testId(1);
    for (const request of [
      { clientId },
      { clientId, reason: null },
      { clientId, reason: '' },
      { clientId, reason: ['does not answer'] },
      { clientId, reason: 'does not answer', again: true },
    ]) {
      expect(cardCalls['card.open'].in.safeParse(request).success).toBe(false);
    }
  });
});

describe('a field of a card', () => {
  it('has something in it, or is taken out', () => {
    const write = (text: string | null): boolean =>
      cardCalls['card.write'].in.safeParse({ clientId: testId(1), field: 'name', text }).success;
    expect([write('Ardea'), write(null), write('\u200B \u200B'), write('')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(write('x'.repeat(limits.cardFieldCharacters + 1))).toBe(false);
  });
});

it('what is seen of a text has blanks as one', () => {
  expect(seenText('\u200B a\u00AD\n\n b\u2800\u2800c ')).toBe('a b c');
});
