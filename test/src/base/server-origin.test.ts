import { describe, expect, it } from 'vitest';
import { parseServerOrigin } from '../../../src/base/server-origin.ts';

describe('parseServerOrigin', () => {
  it.each([
    ['https://rooms.example', 'https://rooms.example'],
    ['https://rooms.example/', 'https://rooms.example'],
    ['https://ROOMS.example:443', 'https://rooms.example'],
    ['https://rooms.example:8443', 'https://rooms.example:8443'],
    ['http://localhost:4400', 'http://localhost:4400'],
    ['http://127.0.0.1:4400', 'http://127.0.0.1:4400'],
    ['http://[::1]:4400', 'http://[::1]:4400'],
  ])('reads %s', (text, origin) => {
    expect(parseServerOrigin(text)).toBe(origin);
  });

  it.each([
    ['plain http to another machine', 'http://rooms.example'],
    ['a name that starts like loopback', 'http://localhost.example'],
    ['a path', 'https://rooms.example/x'],
    ['a query', 'https://rooms.example/?a'],
    ['a fragment', 'https://rooms.example/#a'],
    ['credentials', 'https://user:secret@rooms.example'],
    ['a user name', 'https://user@rooms.example'],
    ['another scheme', 'wss://rooms.example'],
    ['a script', 'javascript:alert(1)'],
    ['a file', 'file:///etc/passwd'],
    ['no address at all', 'rooms'],
    ['nothing', ''],
  ])('refuses %s', (_what, text) => {
    expect(parseServerOrigin(text)).toBeNull();
  });
});
