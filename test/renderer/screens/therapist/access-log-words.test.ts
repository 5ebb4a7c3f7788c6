import { describe, expect, it } from 'vitest';
import { createWords } from '../../../../renderer/i18n/create-words.ts';
import { everyLine } from '../../../../renderer/i18n/every-line.ts';
import {
  entriesByDay,
  entryDetail,
  isNotable,
} from '../../../../renderer/screens/therapist/access-log-words.ts';
import { auditCodes, type LoggedEntry } from '../../../../src/contract/audit-calls.ts';
import type { ClientId } from '../../../../src/contract/ids.ts';
import { testId } from '../../../support/fake-ids.ts';

const words = createWords('en-GB', everyLine).t;
const heron = testId<ClientId>(1);

function entry(change: Partial<LoggedEntry> = {}): LoggedEntry {
  const about = { subject: 'vault', clientId: null, outcome: 'done', times: 1 } as const;
  return { seq: 1, atMs: 1, event: 'vault-opened', ...about, ...change };
}

function detail(change: Partial<LoggedEntry>): string | undefined {
  return entryDetail(entry(change), (id) => (id === heron ? 'Blue Heron' : undefined), words);
}

describe('the words of the access log', () => {
  it.each(auditCodes.event.options)('has a sentence for %s', (event) => {
    expect(words(`accessLog.event.${event}`)).toMatch(/^[A-Z][^.]+$/u);
  });

  it.each(auditCodes.subject.options)('shows no code for what is about %s', (subject) => {
    expect(detail({ subject }) ?? '').not.toMatch(/accessLog|\.subject/u);
  });

  it('names a client that there is, and says of another that it is gone', () => {
    expect(detail({ subject: 'client', clientId: heron })).toBe('Blue Heron');
    const gone = 'a client whose record is gone';
    expect(detail({ subject: 'client', clientId: testId<ClientId>(2) })).toBe(gone);
    expect(detail({ subject: 'client' })).toBe(gone);
  });

  it('says of nobody that they are gone while the clients could not be read', () => {
    const about = entry({ subject: 'client', clientId: heron });
    expect(entryDetail(about, null, words)).toBe('a client');
    expect(entryDetail({ ...about, clientId: null }, null, words)).toBe(
      'a client whose record is gone',
    );
  });

  it('says how often, and what did not work', () => {
    expect(detail({})).toBeUndefined();
    expect(detail({ subject: 'passphrase', times: 3 })).toBe('passphrase · 3 times');
    expect(detail({ outcome: 'failed' })).toBe('did not work');
  });

  it('points out what somebody should look at', () => {
    expect(isNotable(entry())).toBe(false);
    expect(isNotable(entry({ event: 'unlock-failed' }))).toBe(true);
    expect(isNotable(entry({ outcome: 'failed' }))).toBe(true);
  });

  it('puts entries under their days, in their order', () => {
    const [late, noon, before] = [entry({ atMs: 29 }), entry({ atMs: 21 }), entry({ atMs: 10 })];
    const days = entriesByDay([late, noon, before], (atMs) => String(Math.floor(atMs / 10)));
    expect(days).toEqual([
      { day: '2', entries: [late, noon] },
      { day: '1', entries: [before] },
    ]);
  });
});
