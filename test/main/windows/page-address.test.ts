import { describe, expect, it } from 'vitest';
import { isOwnPage, originOf } from '../../../main/windows/page-address.ts';

describe('originOf', () => {
  it('knows the origin of our own scheme', () => {
    expect(originOf('app://quietroom/assets/a.js?x#y')).toBe('app://quietroom');
  });

  it('knows the origin of the web', () => {
    expect(originOf('https://rooms.example:8443/a')).toBe('https://rooms.example:8443');
  });

  it('is null for what is no address', () => {
    expect(originOf('quietroom')).toBeNull();
  });
});

describe('isOwnPage', () => {
  it.each(['app://quietroom/', 'app://quietroom/#part'])('knows %s', (address) => {
    expect(isOwnPage(address)).toBe(true);
  });

  it.each([
    'app://quietroom/other',
    'app://quietroom/?x',
    'app://quietroom.example/',
    'app://other/',
    'https://quietroom/',
    'about:blank',
  ])('refuses %s', (address) => {
    expect(isOwnPage(address)).toBe(false);
  });
});
