import { describe, expect, it } from 'vitest';
import { isTrustedSender } from '../../../main/ipc/sender-check.ts';

const ours = { origin: 'app://quietroom', isTopFrame: true, isKnownWindow: true };

describe('isTrustedSender', () => {
  it('accepts the top frame of our page in a window of ours', () => {
    expect(isTrustedSender(ours, 'app://quietroom')).toBe(true);
  });

  it.each([
    ['another origin', { origin: 'https://elsewhere.example' }],
    ['an origin that only starts like ours', { origin: 'app://quietroom.example' }],
    ['an opaque origin', { origin: 'null' }],
    ['an inner frame', { isTopFrame: false }],
    ['a window that is not ours', { isKnownWindow: false }],
  ])('refuses %s', (_what, change) => {
    expect(isTrustedSender({ ...ours, ...change }, 'app://quietroom')).toBe(false);
  });
});
