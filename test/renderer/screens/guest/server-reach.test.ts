import { describe, expect, it } from 'vitest';
import { canServerChangePage } from '../../../../renderer/screens/guest/server-reach.ts';

describe('canServerChangePage', () => {
  it('is true where one takes part from a browser', () => {
    expect(canServerChangePage({ kind: 'browser' })).toBe(true);
  });

  it('is true while it is not known how one takes part', () => {
    expect(canServerChangePage({})).toBe(true);
  });

  it('is false in the app', () => {
    expect(canServerChangePage({ kind: 'app' })).toBe(false);
  });
});
