import {
  generateHybridIdentity,
  generateX25519Identity,
  identityToRecipient,
} from 'age-encryption';
import { describe, expect, it } from 'vitest';
import { ageKeyKind, readAgeKeys } from '../../../src/domain/age-recipient.ts';

const hybrid = await identityToRecipient(await generateHybridIdentity());
const classic = await identityToRecipient(await generateX25519Identity());
const other = await identityToRecipient(await generateX25519Identity());

describe('a public age key', () => {
  it('tells whether it holds against a quantum computer', () => {
    expect(ageKeyKind(hybrid)).toBe('post-quantum');
    expect(ageKeyKind(classic)).toBe('classic');
  });

  it('is neither a secret one nor anything else', async () => {
    const secret = await generateX25519Identity();
    for (const text of [
      secret,
      secret.toLowerCase(),
      'age1',
      'ssh-ed25519 AAAA',
      '',
      `${classic}b!`,
    ]) {
      expect(ageKeyKind(text)).toBeNull();
    }
  });

  it('is read from what somebody pasted, with others of its kind', () => {
    expect(readAgeKeys(`  ${classic}\r\n${other},${classic} `)).toEqual({
      keys: [classic, other],
      kind: 'classic',
    });
    expect(readAgeKeys(hybrid)).toEqual({ keys: [hybrid], kind: 'post-quantum' });
    expect(readAgeKeys('')).toBeNull();
    expect(readAgeKeys(`${hybrid} ${classic}`)).toBeNull();
    expect(readAgeKeys(`${classic} nonsense`)).toBeNull();
    const many = [2, 3, 4, 5, 6].map((end) => `${classic.slice(0, -1)}${String(end)}`);
    expect(readAgeKeys(many.join('\n'))).toBeNull();
  });
});
