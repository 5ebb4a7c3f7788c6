import { describe, expect, it } from 'vitest';
import { refusals } from '../../../../src/crypto/mls/refused.ts';
import { refusalKind } from '../../../../renderer/screens/session/refusal-kind.ts';
import { enGb } from '../../../../renderer/i18n/en-gb/words.ts';

describe('refusalKind', () => {
  it.each([
    ['seat-taken', 'copied'],
    ['not-the-same-device', 'copied'],
    ['seat-revoked', 'revoked'],
    ['expired', 'clock'],
    ['bad-capabilities', 'version'],
    ['key-package-reused', 'repeated'],
    ['group-full', 'full'],
    ['not-authentic', 'tampered'],
    ['malformed', 'tampered'],
  ])('%s is told as %s', (reason, kind) => {
    expect(refusalKind(reason)).toBe(kind);
  });

  it.each(['', 'something-new', 'toString', '__proto__'])(
    'takes a reason that it does not know for the worst: %j',
    (reason) => {
      expect(refusalKind(reason)).toBe('tampered');
    },
  );

  it('has words for every reason', () => {
    for (const reason of refusals) {
      expect(enGb.session.refusal[refusalKind(reason)]).toMatchObject({
        what: expect.stringMatching(/\.$/u) as string,
        next: expect.stringMatching(/\.$/u) as string,
      });
    }
  });
});
