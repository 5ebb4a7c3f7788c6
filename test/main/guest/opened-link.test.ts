import { describe, expect, it } from 'vitest';
import { OpenedLink } from '../../../main/guest/opened-link.ts';
import type { Arrival } from '../../../src/contract/guest-ipc.ts';
import { testInvite } from '../../support/guest-fixture.ts';
import { thrownCode } from '../../support/thrown-code.ts';

const here = testInvite(1);
const elsewhere = testInvite(2, 'https://other.example');

function opened(text: string | null) {
  const link = new OpenedLink(text);
  const arrivals: Arrival[] = [];
  const origins: (string | null)[] = [];
  link.events.on('arrived', (arrival) => arrivals.push(arrival));
  link.events.on('server', (origin) => origins.push(origin));
  return { link, arrivals, origins };
}

const mangled = [
  ['cut off', here.appLink.slice(0, -1)],
  ['with a query', here.appLink.replace('#', '?x=1#')],
  ['with credentials', here.appLink.replace('join/', 'join/user@')],
  ['with another verb', here.appLink.replace('join', 'open')],
  ['with a line break behind it', `${here.appLink}\n`],
  ['for a browser', here.browserLink],
  ['for plain http elsewhere', here.appLink.replace('rooms.example', 'http://rooms.example')],
  ['empty', ''],
  ['of a megabyte', `${here.appLink}${'x'.repeat(1_000_000)}`],
] as const;

describe('the link that the app was started with', () => {
  it('is the invite in use', () => {
    const { link } = opened(here.appLink);
    expect(link.link).toBe(here.appLink);
    expect(link.arrived).toBeNull();
    expect(link.invitedTo).toEqual({
      serverOrigin: 'https://rooms.example',
      room: here.room,
      therapistFingerprint: here.fingerprint,
    });
  });

  it('may be missing', () => {
    const { link } = opened(null);
    expect([link.link, link.arrived, link.invitedTo]).toEqual([null, null, null]);
  });

  it.each(mangled)('is refused %s, and said to be', (_how, text) => {
    const { link } = opened(text);
    expect(link.link).toBeNull();
    expect(link.invitedTo).toBeNull();
    expect(link.arrived).toEqual({ kind: 'unusable' });
  });
});

describe('what arrives later', () => {
  it('changes nothing before the page wants it', () => {
    const { link, arrivals, origins } = opened(here.appLink);
    link.arrive(elsewhere.appLink);
    expect(arrivals).toEqual([{ kind: 'link', link: elsewhere.appLink }]);
    expect(link.arrived).toEqual(arrivals[0]);
    expect(link.link).toBe(here.appLink);
    expect(link.invitedTo?.serverOrigin).toBe('https://rooms.example');
    expect(origins).toEqual([]);
  });

  it.each(mangled)('is refused %s, and nothing changes', (_how, text) => {
    const { link, arrivals } = opened(here.appLink);
    link.arrive(text);
    expect(arrivals).toEqual([{ kind: 'unusable' }]);
    expect(link.link).toBe(here.appLink);
  });

  it('is no news when it is the invite in use', () => {
    const { link, arrivals } = opened(here.appLink);
    link.arrive(here.appLink);
    expect(arrivals).toEqual([]);
    expect(link.arrived).toBeNull();
  });

  it('is forgotten when the person stays', () => {
    const { link } = opened(here.appLink);
    link.arrive(elsewhere.appLink);
    link.decline();
    expect(link.arrived).toBeNull();
    expect(link.link).toBe(here.appLink);
  });
});

describe('using an invite', () => {
  it.each([
    ['in the form for the app', elsewhere.appLink],
    ['in the form for browsers', elsewhere.browserLink],
  ])('takes one %s, and tells its server', (_form, text) => {
    const { link, origins } = opened(here.appLink);
    link.arrive(elsewhere.appLink);
    link.use(text);
    expect(link.link).toBe(elsewhere.appLink);
    expect(link.arrived).toBeNull();
    expect(origins).toEqual(['https://other.example']);
  });

  it('tells nothing of a server that stays the same', () => {
    const { link, origins } = opened(here.appLink);
    link.use(testInvite(3).appLink);
    expect(origins).toEqual([]);
  });

  it('refuses what is none, and keeps what there is', () => {
    const { link } = opened(here.appLink);
    for (const text of ['', 'https://rooms.example/', here.appLink.slice(0, -1), ' x ']) {
      expect(
        thrownCode(() => {
          link.use(text);
        }),
      ).toBe('invite-invalid');
    }
    expect(link.link).toBe(here.appLink);
  });
});

it('forgets an invite that has served', () => {
  const { link, origins } = opened(here.appLink);
  link.forget();
  expect([link.link, link.invitedTo]).toEqual([null, null]);
  expect(origins).toEqual([null]);
});
