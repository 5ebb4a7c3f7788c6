import { describe, expect, it } from 'vitest';
import { auditReport } from '../../../tools/verify/audit-report.ts';
import { auditEntries, auditFile, auditKey, auditLines } from '../../support/audit-log-text.ts';

const log = auditFile(auditLines(auditEntries(6)));
const earlier = auditFile(auditLines(auditEntries(4)));

describe('npm run verify -- audit', () => {
  it('says that a log holds, whose it is and what is in it', () => {
    const { isValid, text } = auditReport(log);
    expect(isValid).toBe(true);
    expect(text).toContain('VALID: every entry');
    expect(text).toContain('entries     6, 2023-11-14T22:13:20.000Z to 2023-11-14T22:18:20.000Z');
    expect(text).toContain('clients     5');
    expect(text).toMatch(/note-read\s+5/u);
  });

  it('says where a log was changed', () => {
    const lines = auditLines(auditEntries(6));
    expect(auditReport(auditFile(lines.toSpliced(3, 1))).text).toContain('Entry 3 is missing');
    expect(auditReport(auditFile(lines.toSpliced(5, 2))).text).toContain(
      'There are 4 entries, and there should be 6',
    );
    expect(auditReport(new Uint8Array([1, 2, 3]))).toMatchObject({ isValid: false });
  });

  it('says whether it goes on from an earlier one', () => {
    expect(auditReport(log, earlier).text).toContain('with 2 further entries');
    for (const other of [
      auditFile(auditLines(auditEntries(7))),
      auditFile(auditLines(auditEntries(4), auditKey(2))),
    ]) {
      expect(auditReport(log, other)).toMatchObject({ isValid: false });
    }
    expect(auditReport(log, new Uint8Array())).toMatchObject({ isValid: false });
  });
});
