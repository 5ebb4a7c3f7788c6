import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toBase64Url } from '../../../src/base/base64url.ts';
import { SecretBytes } from '../../../src/base/secret-bytes.ts';
import {
  deriveAdmission,
  fingerprintOf,
  formatAppLink,
  formatInviteLink,
  matchesFingerprint,
  parseAppLink,
  parseInviteLink,
} from '../../../src/crypto/invite.ts';
import { deriveInviteKeys } from '../../../src/crypto/invite-keys.ts';
import { hex } from '../../support/hex.ts';

const room = toBase64Url(new Uint8Array(16).fill(7));
const secret = toBase64Url(new Uint8Array(32).fill(1));
const fingerprint = toBase64Url(new Uint8Array(16).fill(2));
const link = `https://rooms.example/j/${room}#1.${secret}.${fingerprint}`;

const appLink = link.replace('https://rooms.example/j/', 'quietroom://join/rooms.example/');

describe('links of the guest app', () => {
  it('read back what was written', () => {
    const invite = parseAppLink(appLink);
    expect(invite && formatAppLink(invite)).toBe(appLink);
    expect(invite && formatInviteLink(invite)).toBe(link);
  });

  it('name the server by https, and by http on this machine', () => {
    const local = appLink.replace('rooms.example', '127.0.0.1:4400');
    expect(parseAppLink(appLink)?.serverOrigin).toBe('https://rooms.example');
    expect(parseAppLink(local)?.serverOrigin).toBe('http://127.0.0.1:4400');
  });

  it.each([
    ['another action', appLink.replace('join', 'open')],
    ['credentials', appLink.replace('rooms', 'user@rooms')],
    ['a query', appLink.replace('#', '?a=b#')],
    ['a deeper host', appLink.replace('rooms.example', 'rooms.example/x')],
    ['a default port', appLink.replace('rooms.example', 'rooms.example:443')],
    ['a host in capitals', appLink.replace('rooms', 'ROOMS')],
    ['no host', appLink.replace('rooms.example', '')],
    ['another version', appLink.replace('#1.', '#2.')],
    ['a fourth part', `${appLink}.x`],
    ['the https form', link],
    ['a line break', `${appLink}\n`],
  ])('refuse %s', (_what, text) => {
    expect(parseAppLink(text)).toBeNull();
  });
});

/** What somebody would put into a link who wants it to be read as another one. */
const lures = [
  [
    '../',
    '%2e%2e/',
    '..\\',
    '//',
    '/',
    '@',
    'user:pass@',
    ':443',
    ':0',
    '?',
    '?a=b',
    '#',
    '&',
    '.',
  ],
  [
    'evil.example',
    '127.0.0.1',
    '[::1]',
    'localhost',
    'xn--',
    'ｒooms',
    'röoms',
    'a\u{300}',
    '\u{202e}',
  ],
  ['\0', '\n', '\t', ' ', '\u{feff}', '\u{2028}', 'javascript:', 'x'.repeat(10_000)],
].flat();

describe('a link of the guest app that was tampered with', () => {
  it('is refused, or is exactly what would be written, and names a server in plain sight', () => {
    const piece = fc.oneof(fc.constantFrom(...lures), fc.string({ unit: 'binary', maxLength: 8 }));
    fc.assert(
      fc.property(fc.nat(appLink.length), fc.nat(12), piece, (start, length, put) => {
        const text = appLink.slice(0, start) + put + appLink.slice(start + length);
        const read = parseAppLink(text);
        if (!read) return;
        expect(formatAppLink(read)).toBe(text);
        const { origin, host, username, protocol } = new URL(read.serverOrigin);
        expect([origin, username]).toEqual([read.serverOrigin, '']);
        expect(text.startsWith(`quietroom://join/${host}/`)).toBe(true);
        const isHere = /^(?:127\.0\.0\.1|\[::1\]|localhost)(?::|$)/u.test(host);
        expect(isHere).toBe(protocol === 'http:');
      }),
      { numRuns: 2_000, seed: 7 },
    );
  });
});

describe('invite keys', () => {
  it('are what HKDF gives for their labels, and no two alike', async () => {
    const keys = await deriveInviteKeys(new SecretBytes(new Uint8Array(32).fill(1)));
    // Made with Python's hmac, like the admission token below.
    expect(keys.knockKey.expose(hex)).toBe(
      'e59af45a2fcad9173325e976320a1773adc57fc0fb1227d00d9fcddfda17788b',
    );
    expect(keys.psk.expose(hex)).toBe(
      '85bcb1417641c2d2da4562c830acc574e1340e48ae75233881b1d630baafab0d',
    );
    expect(hex(keys.pskId)).toBe('07fc743d7d8ddf10fcb6448e7be8337e');
  });
});

describe('invite links', () => {
  it('read back what was written', () => {
    const invite = parseInviteLink(link);
    expect(invite && formatInviteLink(invite)).toBe(link);
  });

  it.each([
    ['plain http to another machine', link.replace('https', 'http')],
    ['a query', link.replace('#', '?a=b#')],
    ['credentials', link.replace('//', '//user:pass@')],
    ['another version', link.replace('#1.', '#2.')],
    ['a short secret', link.replace(secret, secret.slice(0, -2))],
    ['a short fingerprint', link.slice(0, -2)],
    ['a fourth part', `${link}.x`],
    ['a padded secret', link.replace(secret, `${secret}=`)],
    ['another path', link.replace('/j/', '/k/')],
    ['a deeper path', link.replace(room, `${room}/x`)],
    ['no fragment', link.replace(/#.*/u, '')],
    ['a script', 'javascript:alert(1)'],
    ['no link at all', 'hello'],
  ])('refuse %s', (_what, text) => {
    expect(parseInviteLink(text)).toBeNull();
  });

  it('allow plain http on loopback only', () => {
    expect(
      parseInviteLink(link.replace('https://rooms.example', 'http://127.0.0.1:4400')),
    ).not.toBeNull();
  });

  it('derive an admission token that is not the secret', async () => {
    const one = await deriveAdmission(new SecretBytes(new Uint8Array(32).fill(1)));
    // HKDF-SHA-256(ikm = 32 x 01, salt = "quietroom/invite/1", info = "admission"), made with Python's hmac.
    expect(Buffer.from(one).toString('hex')).toBe(
      'bf234824b3be1d5dfeb8b40de51f3314bd502735a6b2e5134efa0ae09ba83b1c',
    );
  });

  it('name the therapist by the first half of a hash of the key', async () => {
    const key = new Uint8Array(32).fill(9);
    const invite = parseInviteLink(
      link.replace(fingerprint, toBase64Url(await fingerprintOf(key))),
    );
    expect(invite && (await matchesFingerprint(invite, key))).toBe(true);
    expect(invite && (await matchesFingerprint(invite, new Uint8Array(32).fill(8)))).toBe(false);
  });
});
