import { describe, expect, it } from 'vitest';
import { readDistOptions } from '../../../tools/dist/dist-options.ts';

describe('the command line of `npm run dist`', () => {
  it('names one app', () => {
    expect(readDistOptions(['guest'])).toEqual({ app: 'guest', isUnpackedOnly: false });
    expect(readDistOptions(['therapist', '--dir'])).toEqual({
      app: 'therapist',
      isUnpackedOnly: true,
    });
    expect(readDistOptions(['--dir', 'guest'])).toEqual({ app: 'guest', isUnpackedOnly: true });
  });

  it.each([[], ['server'], ['constructor'], ['guest', 'therapist'], ['guest', '--publish']])(
    'is refused otherwise: %j',
    (...args) => {
      expect(readDistOptions(args)).toBeNull();
    },
  );
});
