import { describe, expect, it } from 'vitest';
import { askBeforeClosing } from '../../../renderer/platform/ask-before-closing.ts';

/** Whether a page is asked about when it closes. */
function asks(wouldLose: boolean): boolean {
  const page = new EventTarget();
  askBeforeClosing(page, () => wouldLose);
  return !page.dispatchEvent(new Event('beforeunload', { cancelable: true }));
}

describe('a page that closes', () => {
  it('is asked about only while something would be lost', () => {
    expect(asks(true)).toBe(true);
    expect(asks(false)).toBe(false);
  });
});
