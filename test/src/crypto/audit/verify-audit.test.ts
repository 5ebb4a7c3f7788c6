import { describe, expect, it } from 'vitest';
import { utf8 } from '../../../../src/base/bytes.ts';
import { readAuditEntry, writeAuditEntry } from '../../../../src/crypto/audit/audit-text.ts';
import {
  continuesAudit,
  verifyAudit,
  type VerifiedAudit,
} from '../../../../src/crypto/audit/verify-audit.ts';
import { auditEntries, auditFile, auditKey, auditLines } from '../../../support/audit-log-text.ts';

const good = auditLines(auditEntries(6));
/** The third entry, between the first line and the last. */
const third = 3;

function changed(change: (lines: string[]) => void): ReturnType<typeof verifyAudit> {
  const lines = [...good];
  change(lines);
  return verifyAudit(auditFile(lines));
}

function verified(lines: readonly string[]): VerifiedAudit {
  const verdict = verifyAudit(auditFile(lines));
  if (!verdict.valid) throw new Error(verdict.problem);
  return verdict;
}

/** What a log says of itself, with the signature of the good one: nobody who changes it has the key. */
function withGoodSignature(entries: ReturnType<typeof auditEntries>): readonly string[] {
  return [...auditLines(entries).slice(0, -1), good.at(-1) ?? ''];
}

describe('verifyAudit', () => {
  it('takes a log as it was signed', () => {
    const log = verified(good);
    expect(log.identity).toEqual(auditKey().publicKey);
    expect(log.log.map(({ event }) => event)).toEqual([
      'vault-created',
      ...Array.from({ length: 5 }, () => 'note-read'),
    ]);
  });

  it('finds an entry that was changed, and says which', () => {
    const verdict = changed((lines) => {
      lines[third] = lines[third]?.replace('note-read', 'note-signed') ?? '';
    });
    expect(verdict).toEqual({ valid: false, problem: 'changed', seq: 3 });
  });

  it.each([
    ['the time', /"at":"[^"]+"/u, '"at":"2023-11-14T22:15:21.000Z"'],
    ['the client', /"ref":"[^"]+"/u, '"ref":null'],
    ['the outcome', /"outcome":"done"/u, '"outcome":"failed"'],
    ['how often', /"times":1/u, '"times":2'],
    ['its subject', /"subject":"client"/u, '"subject":"vault"'],
  ])('finds that %s of an entry was changed', (_what, from, to) => {
    const verdict = changed((lines) => {
      lines[third] = lines[third]?.replace(from, to) ?? '';
    });
    expect(verdict).toMatchObject({ valid: false, problem: 'changed', seq: 3 });
  });

  it('finds an entry that was taken out', () => {
    const verdict = changed((lines) => lines.splice(third, 1));
    expect(verdict).toEqual({ valid: false, problem: 'out-of-order', seq: 3 });
  });

  it('finds entries that changed places', () => {
    const verdict = changed((lines) => {
      lines.splice(third, 2, good[third + 1] ?? '', good[third] ?? '');
    });
    expect(verdict).toMatchObject({ problem: 'out-of-order', seq: 3 });
  });

  it('finds an entry that is there twice', () => {
    expect(changed((lines) => lines.splice(third, 0, good[third] ?? ''))).toMatchObject({
      problem: 'out-of-order',
      seq: 4,
    });
  });

  it.each([1, 2, 5])('finds that the last %i entries were cut off', (count) => {
    expect(changed((lines) => lines.splice(-1 - count, count))).toEqual({
      valid: false,
      problem: 'incomplete',
      entries: 6 - count,
      claimed: 6,
    });
  });

  it('finds a log that ends before its signature', () => {
    expect(changed((lines) => lines.pop())).toMatchObject({ problem: 'incomplete', claimed: 6 });
    expect(changed((lines) => lines.splice(-3))).toMatchObject({ problem: 'incomplete' });
  });

  it('finds entries that were cut off and hidden in the count', () => {
    const verdict = verifyAudit(auditFile(withGoodSignature(auditEntries(5))));
    expect(verdict).toEqual({ valid: false, problem: 'bad-signature' });
  });

  it.each([
    [
      'changed',
      (entries: ReturnType<typeof auditEntries>) => entries.with(2, { ...entry(3), times: 9 }),
    ],
    [
      'taken out',
      (entries: ReturnType<typeof auditEntries>) =>
        entries.toSpliced(2, 1).map((one, index) => ({ ...one, seq: index + 1 })),
    ],
    [
      'moved',
      (entries: ReturnType<typeof auditEntries>) =>
        [...entries.slice(3), ...entries.slice(0, 3)].map((one, index) => ({
          ...one,
          seq: index + 1,
        })),
    ],
  ])('finds an entry that was %s although every hash was made anew', (_what, change) => {
    const lines = withGoodSignature(change(auditEntries(6)));
    expect(verifyAudit(auditFile(lines))).toEqual({ valid: false, problem: 'bad-signature' });
  });

  it('finds that another key is claimed, or signed', () => {
    const other = auditLines(auditEntries(6), auditKey(2));
    expect(changed((lines) => (lines[0] = other[0] ?? ''))).toMatchObject({ problem: 'changed' });
    expect(changed((lines) => lines.splice(-1, 1, other.at(-1) ?? ''))).toMatchObject({
      problem: 'bad-signature',
    });
  });

  it('finds any character that was changed', () => {
    const bytes = auditFile(good);
    for (let at = 0; at < bytes.length; at += 3) {
      const flipped = bytes.slice();
      flipped[at] = (flipped[at] ?? 0) ^ 1;
      expect({ at, valid: verifyAudit(flipped).valid }).toEqual({ at, valid: false });
    }
  });

  it('finds any cut', () => {
    const bytes = auditFile(good);
    for (let length = 0; length < bytes.length; length += 17) {
      expect(verifyAudit(bytes.slice(0, length)).valid).toBe(false);
    }
  });

  it.each([
    ['nothing', ''],
    ['no text', '\xff\xfe'],
    ['another text', 'hello\n'],
    ['a first line alone', `${good[0] ?? ''}\n`],
    ['an empty log', `${good[0] ?? ''}\n${good.at(-1) ?? ''}\n`],
    ['lines that Windows ends', `${good.join('\r\n')}\r\n`],
    ['a line that is longer than any', `${'x'.repeat(100_000)}\n`],
    ['JSON of another kind', '[]\n"x"\n'],
    ['an empty line at its end', `${good.join('\n')}\n\n`],
  ])('takes no log from %s', (_what, text) => {
    expect(verifyAudit(utf8(text)).valid).toBe(false);
  });

  it.each([
    ['keys in another order', (line: string) => line.replace(/^\{("seq":\d+),(.*)\}$/u, '{$2,$1}')],
    ['a key more', (line: string) => line.replace('{', '{"note":1,')],
    ['a key twice', (line: string) => line.replace('{', '{"seq":9,')],
    ['spaces', (line: string) => line.replace(',', ', ')],
    ['a code that is none', (line: string) => line.replace('note-read', 'Note read!')],
    ['a time without its zone', (line: string) => line.replace('Z"', '"')],
    ['a number that is none', (line: string) => line.replace('"times":1', '"times":0')],
    ['a hash of another size', (line: string) => line.replace(/.{4}"\}$/u, '"}')],
  ])('takes no entry with %s', (_what, change) => {
    const line = good[third] ?? '';
    expect(readAuditEntry(line)).not.toBeNull();
    expect(readAuditEntry(change(line))).toBeNull();
  });

  it('takes codes of a later version', () => {
    const entries = auditEntries(2).map((one) => ({ ...one, event: 'something-later' }));
    expect(verified(auditLines(entries)).log[0]?.event).toBe('something-later');
    const { log } = verified(good);
    expect(log.map(writeAuditEntry)).toEqual(good.slice(1, -1));
  });
});

describe('continuesAudit', () => {
  it('holds for a log that goes on, and for the same again', () => {
    const earlier = verified(auditLines(auditEntries(4)));
    expect(continuesAudit(verified(good), earlier)).toBe(true);
    expect(continuesAudit(earlier, earlier)).toBe(true);
    expect(continuesAudit(earlier, verified(good))).toBe(false);
  });

  it('does not hold for one that its owner wrote anew and signed', () => {
    const anew = auditEntries(6).with(2, { ...entry(3), event: 'vault-locked' });
    const [rewritten, earlier] = [
      verified(auditLines(anew)),
      verified(auditLines(auditEntries(4))),
    ];
    expect(continuesAudit(rewritten, earlier)).toBe(false);
  });

  it('does not hold for the log of another vault', () => {
    const other = verified(auditLines(auditEntries(6), auditKey(2)));
    expect(continuesAudit(other, verified(good))).toBe(false);
  });
});

function entry(seq: number): ReturnType<typeof auditEntries>[number] {
  const found = auditEntries(6)[seq - 1];
  if (!found) throw new Error('no such entry');
  return found;
}
