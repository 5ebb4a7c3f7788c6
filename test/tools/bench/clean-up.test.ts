import { describe, expect, it } from 'vitest';
import { CleanUp } from '../../../tools/bench/clean-up.ts';

describe('CleanUp', () => {
  it('takes its steps once, last first, past a failure that it then reports', async () => {
    const taken: string[] = [];
    const cleanUp = new CleanUp();
    cleanUp.add(() => Promise.resolve(taken.push('first')));
    cleanUp.add(() => Promise.reject(new Error('stuck')));
    cleanUp.add(() => Promise.resolve(taken.push('last')));
    await expect(cleanUp.run()).rejects.toThrow('stuck');
    expect(taken).toEqual(['last', 'first']);
    await cleanUp.run();
    expect(taken).toHaveLength(2);
  });
});
