import { describe, expect, it } from 'vitest';
import { visibleLine } from '../../../src/contract/schema.ts';

const line = visibleLine(8);

describe('visibleLine', () => {
  it.each(['Heron', 'два', 'ab  cd', '12345678'])('takes %j as it is', (text) => {
    expect(line.parse(text)).toBe(text);
  });

  it('takes off what is around it', () => {
    expect(line.parse('  Heron ')).toBe('Heron');
  });

  it.each([
    ['nothing', ''],
    ['spaces', '   '],
    ['too much', '123456789'],
    ['a second line', 'a\nb'],
    ['a line separator', 'a\u2028b'],
    ['a control character', 'a\0b'],
    ['a change of direction', 'a\u202Eb'],
    ['something that nobody sees', '\u200B'],
  ])('refuses %s', (_what, text) => {
    expect(line.safeParse(text).success).toBe(false);
  });
});
