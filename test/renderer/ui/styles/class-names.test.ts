import { describe, expect, it } from 'vitest';
import { classesOf } from '../../../../renderer/ui/styles/class-names.ts';

const cx = classesOf({ row: 'row_1', open: 'open_2' });

describe('classesOf', () => {
  it('looks names up and leaves out what is false', () => {
    expect(cx('row', false, 'open')).toBe('row_1 open_2');
  });

  it('stops at a name that the style sheet does not have', () => {
    expect(() => cx('rwo')).toThrow('no class rwo');
  });
});
