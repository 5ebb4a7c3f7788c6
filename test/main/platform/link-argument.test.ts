import { describe, expect, it } from 'vitest';
import { findLinkArgument } from '../../../main/platform/link-argument.ts';
import { parseAppLink } from '../../../src/crypto/invite.ts';
import { testInvite } from '../../support/guest-fixture.ts';

const { appLink, browserLink } = testInvite();

describe('findLinkArgument', () => {
  it('finds the invite among whatever else the system and Chromium put there', () => {
    const args = ['/opt/app', '--lang=en-GB', '--original-process-start-time=1', appLink];
    expect(findLinkArgument(args)).toBe(appLink);
  });

  it.each([
    ['nothing', []],
    ['switches', ['--inspect=0', '-x']],
    ['paths', ['/opt/app', './app', 'app', 'C:\\Program Files\\app', 'c:/app']],
  ])('finds none in %s', (_what, args) => {
    expect(findLinkArgument(args)).toBeNull();
  });

  it.each([
    ['two invites', [appLink, testInvite(2).appLink]],
    ['an invite beside another address', [appLink, 'https://elsewhere.example/']],
    ['the form for browsers', [browserLink]],
    ['another scheme', ['javascript:alert(1)']],
    ['our scheme and nothing like an invite', ['quietroom:open']],
    ['our scheme in capitals', [appLink.replace('quietroom', 'QUIETROOM')]],
    ['a switch behind the invite', [`${appLink} --no-sandbox`]],
  ])('hands on %s, which is no invite', (_what, args) => {
    const found = findLinkArgument(args);
    expect(found).not.toBeNull();
    expect(parseAppLink(found ?? '')).toBeNull();
  });
});
