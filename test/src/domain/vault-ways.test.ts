import { describe, expect, it } from 'vitest';
import {
  isKeychainAlone,
  isPassphrase,
  mayRemoveWay,
  normalPassphrase,
  type VaultWay,
} from '../../../src/domain/vault-ways.ts';

const all: readonly VaultWay[] = ['keychain', 'passphrase', 'recovery'];

describe('ways into a vault', () => {
  it.each([
    ['the last one', ['keychain'], 'keychain', false],
    ['the last one, whichever it is', ['recovery'], 'recovery', false],
    ['one that is not there', ['keychain', 'recovery'], 'passphrase', false],
    [
      'the recovery key, so that the keychain is alone',
      ['keychain', 'recovery'],
      'recovery',
      false,
    ],
    [
      'the passphrase, so that the keychain is alone',
      ['keychain', 'passphrase'],
      'passphrase',
      false,
    ],
    ['the keychain beside a recovery key', ['keychain', 'recovery'], 'keychain', true],
    ['the keychain of three', all, 'keychain', true],
    ['the passphrase of three', all, 'passphrase', true],
    ['the recovery key of three', all, 'recovery', true],
    ['the recovery key beside a passphrase', ['passphrase', 'recovery'], 'recovery', true],
  ] as const)('can lose %s: %j without %s is %s', (_what, ways, way, may) => {
    expect(mayRemoveWay(ways, way)).toBe(may);
  });

  it('are lost with the keychain only where it is alone', () => {
    expect(isKeychainAlone(['keychain'])).toBe(true);
    expect(isKeychainAlone(['keychain', 'passphrase'])).toBe(false);
    expect(isKeychainAlone(['passphrase'])).toBe(false);
    expect(isKeychainAlone(all)).toBe(false);
  });
});

describe('a passphrase', () => {
  it('is the same however its characters were composed', () => {
    expect(normalPassphrase(' cafe\u0301 am See ')).toBe(normalPassphrase('caf\u00e9 am See'));
  });

  it('has twelve characters at least, and not thousands', () => {
    expect(isPassphrase('eleven char')).toBe(false);
    expect(isPassphrase('twelve chars')).toBe(true);
    expect(isPassphrase('     a       ')).toBe(false);
    expect(isPassphrase('🙂'.repeat(12))).toBe(true);
    expect(isPassphrase('x'.repeat(257))).toBe(false);
  });
});
