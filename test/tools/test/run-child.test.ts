import { getPriority } from 'node:os';
import { describe, expect, it } from 'vitest';
import { runNode, type ChildOptions } from '../../../tools/test/run-child.ts';

const never = new AbortController().signal;
const kept: ChildOptions = { env: process.env, signal: never, output: 'kept' };
const tellPriority = 'setTimeout(() => console.log(os.getPriority()), 50)';

describe('a child of the test command', () => {
  it('keeps what it wrote and tells whether it ended well', async () => {
    const script = 'console.log("one"); console.error("two"); process.exitCode = 3;';
    const end = await runNode(['-e', script], kept);
    expect(end.isOk).toBe(false);
    expect(end.output.split('\n').toSorted()).toEqual(['', 'one', 'two']);
  });

  it('gives way to everybody else when told to', async () => {
    const asWe = await runNode(['-e', tellPriority], kept);
    expect(Number(asWe.output)).toBe(getPriority());
    const later = await runNode(['-e', tellPriority], { ...kept, givesWay: true });
    expect(Number(later.output)).toBeGreaterThan(getPriority());
  });
});
