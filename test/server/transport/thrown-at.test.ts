import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/errors/app-error.ts';
import { thrownAt } from '../../../server/transport/thrown-at.ts';

const withStack = (stack: string) => Object.assign(new Error('secret'), { stack });
const frame = 'at Room.admit (file:///srv/quietroom/server/room/room.ts:12:3)';

describe('thrownAt', () => {
  it('names the first place in our own code, without the folder it runs in', () => {
    const stack = `Error: secret\n at node:internal/x:1:1\n ${frame}`;
    expect(thrownAt(withStack(stack))).toBe('server/room/room.ts:12');
  });

  it('looks at the cause first', () => {
    const cause = withStack(`Error: secret\n ${frame}`);
    expect(thrownAt(new AppError('internal', undefined, { cause }))).toBe('server/room/room.ts:12');
  });

  it('does not guess', () => {
    expect(thrownAt('text')).toBe('unknown');
    expect(thrownAt(withStack('Error: secret'))).toBe('unknown');
  });
});
