import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { guestProblemWords, readGuestOptions } from '../../../tools/guest/guest-options.ts';
import { testInvite } from '../../support/guest-fixture.ts';

const { appLink, browserLink, secretText } = testInvite();
const read = (...args: readonly string[]) =>
  readGuestOptions(args, 'linux', { XDG_DATA_HOME: '/data' });

describe('readGuestOptions', () => {
  it.each([
    ['the app', appLink],
    ['a browser', browserLink],
  ])('takes the form of the link for %s, and gives the app its own', (_whose, link) => {
    expect(read(link)).toEqual({
      outcome: 'ready',
      link: appLink,
      dataFolder: join('/data', 'quietroom-guest-from-source'),
    });
  });

  it('takes the link of a server on this very machine', () => {
    const local = testInvite(1, 'http://127.0.0.1:4443');
    expect(read(local.browserLink)).toMatchObject({ outcome: 'ready', link: local.appLink });
  });

  it('takes a folder, so that several clients fit on one machine', () => {
    expect(read(appLink, '--data', 'second')).toMatchObject({ dataFolder: resolve('second') });
  });

  it('says that a link is missing', () => {
    expect(read()).toEqual({ outcome: 'no-link' });
    expect(read('--data', 'second')).toEqual({ outcome: 'no-link' });
  });

  it.each([
    ['one that was cut off', browserLink.slice(0, -1)],
    ['one without its secret', browserLink.split('#')[0] ?? ''],
    ['one that is not encrypted', browserLink.replace('https:', 'http:')],
    ['any other address', 'https://rooms.example/'],
    ['a word', 'room'],
    ['nothing', ''],
  ])('takes no link for one: %s', (_which, text) => {
    expect(read(text)).toEqual({ outcome: 'not-a-link' });
  });

  it('takes nothing that it does not know', () => {
    expect(read(appLink, browserLink)).toEqual({ outcome: 'bad-usage' });
    expect(read(appLink, '--no-sandbox')).toEqual({ outcome: 'bad-usage' });
    expect(read(appLink, '--data')).toEqual({ outcome: 'bad-usage' });
  });

  it('says how it is used, and nothing of what it was given', () => {
    for (const words of Object.values(guestProblemWords)) {
      expect(words).toContain('usage: npm run guest -- LINK');
      expect(words).not.toContain(secretText);
    }
  });
});
