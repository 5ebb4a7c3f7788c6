import { describe, expect, it } from 'vitest';
import { parseDebianRelease, suitesFor } from '../../../../tools/setup/worker/debian-sources.ts';

describe('parseDebianRelease', () => {
  it('reads Debian’s own file', () => {
    const file =
      'PRETTY_NAME="Debian GNU/Linux 12"\nVERSION_ID="12"\nVERSION_CODENAME=bookworm\nID=debian\n';
    expect(parseDebianRelease(file)).toEqual({ codename: 'bookworm', number: 12 });
  });

  it('takes no other system for Debian', () => {
    const file = 'VERSION_ID="12"\nVERSION_CODENAME=x\nID=other\nID_LIKE=debian\n';
    expect(parseDebianRelease(file)).toBeNull();
    expect(parseDebianRelease('ID=debian\nPRETTY_NAME="Debian sid"\n')).toBeNull();
    expect(parseDebianRelease('')).toBeNull();
  });
});

describe('suitesFor', () => {
  it('adds the backports where the release’s own meson is too old', () => {
    expect(suitesFor({ codename: 'bookworm', number: 12 })).toEqual([
      'bookworm',
      'bookworm-backports',
    ]);
    expect(suitesFor({ codename: 'trixie', number: 13 })).toEqual(['trixie']);
  });
});
