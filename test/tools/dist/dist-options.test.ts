import { describe, expect, it } from 'vitest';
import { readDistOptions } from '../../../tools/dist/dist-options.ts';

describe('the command line of `npm run dist`', () => {
  it('names one app', () => {
    const usual = { isUnpackedOnly: false, addons: null, output: null };
    expect(readDistOptions(['guest'])).toEqual({ ...usual, app: 'guest' });
    expect(readDistOptions(['--dir', 'guest'])).toMatchObject({
      app: 'guest',
      isUnpackedOnly: true,
    });
    expect(
      readDistOptions(['therapist', '--dir', '--addons', 'mine', '--output', 'there']),
    ).toEqual({ app: 'therapist', isUnpackedOnly: true, addons: 'mine', output: 'there' });
  });

  it.each([
    [],
    ['server'],
    ['constructor'],
    ['guest', 'therapist'],
    ['guest', '--publish'],
    ['guest', '--addons'],
  ])('is refused otherwise: %j', (...args) => {
    expect(readDistOptions(args)).toBeNull();
  });
});
