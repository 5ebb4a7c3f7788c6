import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatRecoveryKey,
  readRecoveryKey,
  recoveryKeyGroups,
  recoveryKeySizeBytes,
} from '../../../src/domain/recovery-key.ts';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const keys = fc
  .uint8Array({ minLength: recoveryKeySizeBytes, maxLength: recoveryKeySizeBytes })
  .map((bytes) => new Uint8Array(bytes));

function replaced(text: string, at: number, character: string): string {
  return text.slice(0, at) + character + text.slice(at + 1);
}

/** As keyboards write it that have letters as wide as theirs. */
function wide(text: string): string {
  return text.replaceAll(/[0-9A-Z]/gu, (letter) =>
    String.fromCharCode(letter.charCodeAt(0) + 0xfee0),
  );
}

describe('recovery key', () => {
  it('is eight groups of five characters that nobody takes for others', () => {
    fc.assert(
      fc.property(keys, (bytes) => {
        const groups = formatRecoveryKey(bytes);
        expect(groups).toHaveLength(recoveryKeyGroups);
        for (const group of groups) expect(group).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}$/u);
      }),
    );
  });

  it('always looks the same, so that old prints stay good', () => {
    const bytes = Uint8Array.from({ length: recoveryKeySizeBytes }, (_, at) => at * 13);
    expect(formatRecoveryKey(bytes).join('-')).toBe(
      '006HZ-M9SM2-8575D-PT3NC-GA7SR-SADPE-RF8DQ-VTQQR',
    );
  });

  it('reads back however it is typed', () => {
    fc.assert(
      fc.property(keys, (bytes) => {
        const groups = formatRecoveryKey(bytes);
        const typed = [
          groups.join('-'),
          groups.join(' ').toLowerCase(),
          ` ${groups.join('–')}\n`,
          `\uFEFF${groups.join('\u2212\u200B')}\u00AD\r\n`,
          wide(groups.join('\u3000')),
          groups.join('').replaceAll('0', 'o').replaceAll('1', 'l'),
        ];
        for (const text of typed) expect(readRecoveryKey(text)).toEqual({ outcome: 'read', bytes });
      }),
    );
  });

  it('names the group of any one wrong character', () => {
    const groups = formatRecoveryKey(new Uint8Array(recoveryKeySizeBytes).fill(0xa7));
    const text = groups.join('');
    for (let at = 0; at < text.length; at += 1) {
      for (const character of alphabet) {
        if (character === text[at]) continue;
        expect(readRecoveryKey(replaced(text, at, character))).toEqual({
          outcome: 'mistyped',
          groups: [Math.floor(at / 5)],
        });
      }
    }
  });

  it('names the group in which two characters changed places', () => {
    fc.assert(
      fc.property(keys, fc.nat(recoveryKeyGroups - 1), fc.nat(3), (bytes, group, at) => {
        const groups = [...formatRecoveryKey(bytes)];
        const [a = '', b = ''] = (groups[group] ?? '').slice(at, at + 2);
        fc.pre(a !== b);
        groups[group] = replaced(replaced(groups[group] ?? '', at, b), at + 1, a);
        expect(readRecoveryKey(groups.join('-'))).toEqual({ outcome: 'mistyped', groups: [group] });
      }),
    );
  });

  it('is not read in another order of its groups', () => {
    fc.assert(
      fc.property(keys, fc.nat(recoveryKeyGroups - 2), (bytes, first) => {
        const groups = [...formatRecoveryKey(bytes)];
        const [a = '', b = ''] = [groups[first], groups[first + 1]];
        groups.splice(first, 2, b, a);
        expect(readRecoveryKey(groups.join('-')).outcome).toBe('mistyped');
      }),
    );
  });

  it.each(['', 'ABCDE', 'U'.repeat(40), '0'.repeat(39), '0'.repeat(41), '€'.repeat(40)])(
    'says of %j that it is not all there',
    (typed) => {
      expect(readRecoveryKey(typed)).toEqual({ outcome: 'mistyped', groups: [] });
    },
  );
});
