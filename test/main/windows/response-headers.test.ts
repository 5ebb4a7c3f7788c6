import { describe, expect, it } from 'vitest';
import {
  contentSecurityPolicy,
  pageHeaders,
  serverSources,
} from '../../../main/windows/response-headers.ts';

function directive(policy: string, name: string): string | undefined {
  return policy
    .split('; ')
    .find((one) => one.startsWith(`${name} `))
    ?.slice(name.length + 1);
}

describe('content security policy', () => {
  it('allows nothing that it does not name', () => {
    expect(directive(contentSecurityPolicy(null), 'default-src')).toBe("'none'");
  });

  it('has neither inline script nor eval', () => {
    expect(directive(contentSecurityPolicy('https://rooms.example'), 'script-src')).toBe("'self'");
    expect(contentSecurityPolicy(null)).not.toContain('unsafe');
  });

  it('lets no string become script', () => {
    expect(directive(contentSecurityPolicy(null), 'require-trusted-types-for')).toBe("'script'");
    expect(directive(contentSecurityPolicy(null), 'trusted-types')).toBe('quietroom-worker');
  });

  it('connects to nobody before a server was chosen', () => {
    expect(directive(contentSecurityPolicy(null), 'connect-src')).toBe("'none'");
  });

  it('connects to the server, by request and by WebSocket', () => {
    expect(directive(contentSecurityPolicy('https://rooms.example:8443'), 'connect-src')).toBe(
      'https://rooms.example:8443 wss://rooms.example:8443',
    );
    expect(directive(contentSecurityPolicy('http://127.0.0.1:4443'), 'connect-src')).toBe(
      'http://127.0.0.1:4443 ws://127.0.0.1:4443',
    );
  });
});

describe('serverSources', () => {
  it.each([
    'https://a;script-src',
    'https://a,default-src',
    "https://a'b",
    'https://*.example',
    'file:///etc',
    'app://quietroom',
    'data:text/plain,x',
    'nonsense',
    '',
  ])('gives nothing for %s', (origin) => {
    expect(serverSources(origin)).toEqual([]);
  });

  it('drops everything behind the origin', () => {
    expect(serverSources('https://user:pass@rooms.example/path?q#f')).toEqual([
      'https://rooms.example',
      'wss://rooms.example',
    ]);
  });

  it('knows an IPv6 address', () => {
    expect(serverSources('http://[::1]:80')).toEqual(['http://[::1]', 'ws://[::1]']);
  });
});

describe('page headers', () => {
  it('keep camera and microphone for the page and the screen for nobody', () => {
    const policy = pageHeaders(null)['permissions-policy']?.split(', ');
    expect(policy).toContain('camera=(self)');
    expect(policy).toContain('microphone=(self)');
    expect(policy).toContain('display-capture=()');
    expect(policy).toContain('geolocation=()');
  });

  it('forbid guessing a type and telling a referrer', () => {
    expect(pageHeaders(null)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
  });
});
