import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorCodes, type ErrorCode } from '../../../src/errors/error-codes.ts';
import { projectRoot, readImports } from '../../architecture/import-graph.ts';
import { createWords } from '../../../renderer/i18n/create-words.ts';
import { enGb } from '../../../renderer/i18n/en-gb/words.ts';
import { everyLine } from '../../../renderer/i18n/every-line.ts';
import { guestAppLines } from '../../../renderer/i18n/guest-app-lines.ts';
import { guestLines } from '../../../renderer/i18n/guest-lines.ts';
import { enUs } from '../../../renderer/i18n/en-us/words.ts';

/** Every string with its dotted key. */
function flatten(words: object, prefix = ''): readonly (readonly [string, string])[] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]) => {
    if (typeof value === 'string') return [[`${prefix}${key}`, value] as const];
    return typeof value === 'object' && value !== null ? flatten(value, `${prefix}${key}.`) : [];
  });
}

const british = flatten(enGb);
const american = flatten(enUs);
const everything = [...british, ...american];

describe('the words', () => {
  it('exist for every error code', () => {
    expect(Object.keys(enGb.errors).toSorted()).toEqual(Object.keys(errorCodes).toSorted());
  });

  it('exist for every error code on a client’s page, also for what never happens there', () => {
    const { t } = createWords('en-GB', guestLines);
    const unsaid = Object.keys(errorCodes).filter((code) => {
      const key = `errors.${code as ErrorCode}.next` as const;
      return t(key) === key;
    });
    expect(unsaid).toEqual([]);
    expect(t('errors.vault-locked.what')).toBe(t('errors.internal.what'));
  });

  it('are calm and plain', () => {
    const shouting = /!|\bplease wait\b|'|\.\.\./u;
    const jargon =
      /\b(peer|E2EE|epoch|token|corrupt(ed)?|military|secure|HIPAA|SFU|ICE|crash(ed)?)\b/iu;
    expect(everything.filter(([, text]) => shouting.test(text) || jargon.test(text))).toEqual([]);
  });

  it('of errors, which may come after a call as well, claim nothing of what was seen, heard or recorded before', () => {
    const past = /\bhas (seen|heard)|\bwas (seen|heard|recorded)\b/iu;
    const errors = british.filter(([key]) => /^(errors|guest\.goodbye)\./u.test(key));
    expect(errors.filter(([, text]) => past.test(text))).toEqual([]);
  });

  it('have sentences of a length that one can follow', () => {
    const longest = (text: string): number =>
      Math.max(...text.split(/[.:?]\s/u).map((part) => part.split(/\s+/u).length));
    expect(everything.filter(([, text]) => longest(text) > 24)).toEqual([]);
  });

  it('American ones differ from the British ones, and only for keys that exist', () => {
    const base = new Map(british);
    for (const [key] of american) expect(base.get(key)).toBeTypeOf('string');
    expect(american.filter(([key, text]) => base.get(key) === text)).toEqual([]);
  });

  it('are ready at once, and fall back to the British ones', () => {
    const words = createWords('en-US', everyLine);
    expect(words.t('therapist.settings.enrol.enrol')).toBe('Enroll');
    expect(words.t('therapist.clients.title')).toBe('Clients');
    expect(createWords('en-GB', everyLine).t('therapist.settings.enrol.enrol')).toBe('Enrol');
  });

  it('show what is put into them as it is', () => {
    const pseudonym = '<b>Heron & "Ash"</b>';
    expect(createWords('en-GB', everyLine).t('session.title', { pseudonym })).toBe(
      `Session with ${pseudonym}`,
    );
  });

  it.each([
    ['the page in a browser', 'renderer/guest/entry.tsx', guestLines, ['guestApp', 'shield']],
    ['the app', 'renderer/guest-app/entry.tsx', guestAppLines, []],
  ] as const)('are all there that %s for clients can say', (_page, entry, lines, unsaid) => {
    const graph = readImports(['src', 'renderer']);
    const reached = new Set<string>([entry]);
    for (const file of reached) {
      for (const { from, to, isOwn } of graph) if (isOwn && from === file) reached.add(to);
    }
    expect(reached.size).toBeGreaterThan(100);
    const left = Object.keys(enGb).filter((area) => !(area in lines['en-GB']));
    expect(left.toSorted()).toEqual(
      [
        'accessLog',
        'away',
        'backups',
        'relay',
        'rescue',
        'retention',
        'computer',
        'callShield',
        'files',
        'recordExport',
        'sealedCard',
        'search',
        'session',
        'shieldSettings',
        'slip',
        'therapist',
        'treatment',
        'vaultSecurity',
        ...unsaid,
      ].toSorted(),
    );
    // The words of turning away, of the record and of captures come together with these (`late-away.ts` and the like).
    const late = [
      'away/away-button.tsx',
      'away/away-hint.tsx',
      'away/host-away.tsx',
      'away/neutral-page.tsx',
      'guest/keep-slip.tsx',
      'guest/relay-dialog.tsx',
      'shared/slip-summary.tsx',
      'shield/call-shield-notice.tsx',
      'shield/reported-shields.tsx',
    ];
    const said = new RegExp(`['"\`](?:${left.join('|')})\\.[a-z]`, 'iu');
    const saying = [...reached].filter(
      (file) =>
        /^renderer\/(?:screens|ui)\//u.test(file) &&
        said.test(readFileSync(join(projectRoot, file), 'utf8')),
    );
    expect(saying.toSorted()).toEqual(late.map((file) => `renderer/screens/${file}`));
  });
});
