import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeText } from '../../../../src/domain/record-export/markup.ts';
import { pageStyle } from '../../../../src/domain/record-export/page-shell.ts';
import { recordPage } from '../../../../src/domain/record-export/record-page.ts';
import { versionsPage } from '../../../../src/domain/record-export/versions-page.ts';
import { recordOf } from '../../../support/export-record.ts';

/** Every tag of a page with its attributes, in order. */
function tagsOf(page: string): readonly string[] {
  return page.match(/<[^>]*>/gu) ?? [];
}

const attacks: readonly string[] = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</title><style>*{display:none}</style>',
  '</div></article><!-- ',
  '<![CDATA[x]]>',
  '&lt;b&gt; &amp;amp;',
  'javascript:alert(1)',
  '\u202Egnp.exe',
  '\uD800 alone, \u0000 and \u001B[31m',
  '`${x}`',
];

describe('the page of a record', () => {
  it('has the same elements whatever somebody typed', () => {
    const plain = tagsOf(recordPage(recordOf('x')));
    for (const attack of attacks) expect(tagsOf(recordPage(recordOf(attack)))).toEqual(plain);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (typed) => {
        expect(tagsOf(recordPage(recordOf(typed)))).toEqual(plain);
      }),
      { numRuns: 200 },
    );
  });

  it('shows what was typed as it was typed', () => {
    const page = recordPage(recordOf('a < b & "c"\r\n\td'));
    expect(page).toContain('<div class="text" dir="auto">a &lt; b &amp; &quot;c&quot;\n\td</div>');
  });

  it('says when the treatment ended, and until when a minor is one, and nothing while it goes on', () => {
    const ended = recordPage(recordOf('x'));
    expect(ended).toContain('The treatment ended on 25 November 2026');
    expect(ended).toContain('18th birthday, which decides how long this is kept: 2031.');
    const goesOn = recordPage({ ...recordOf('x'), treatment: null });
    expect(goesOn).not.toMatch(/treatment|birthday/u);
    const ofAdult = { endedAt: '2026-11-25T10:00:00.000Z', adultInYear: null };
    expect(recordPage({ ...recordOf('x'), treatment: ofAdult })).not.toContain('birthday');
  });

  it('says of a session when something left unsealed, and nothing where that never was', () => {
    const record = recordOf('x');
    expect(recordPage(record)).toContain('WITHOUT end-to-end encryption, from 26 November 2026');
    const sealed = record.sessions.map((session) => ({ ...session, unsealed: [] }));
    expect(recordPage({ ...record, sessions: sealed })).not.toContain('WITHOUT');
  });

  it('says of a note whose text was lost that it was, and of no other that is empty', () => {
    const record = recordOf('x');
    const notes = record.notes.map((note) => ({ ...note, id: 'BB', text: '' }));
    const pageWithout = (part: 'text' | 'signature'): string => {
      const lost = { notes: [{ id: 'BB', createdAt: null, part }], files: [], card: [], others: 0 };
      return recordPage({ ...record, notes, damaged: { ...lost, mayBeMore: false } });
    };
    expect(pageWithout('text')).toContain('Its text could not be read.');
    expect(pageWithout('text')).not.toContain('This note is empty.');
    expect(pageWithout('signature')).toContain('This note is empty.');
  });

  it('may run nothing and load nothing but its own style', () => {
    const page = recordPage(recordOf('x'));
    const policy = /<meta\s+http-equiv="Content-Security-Policy"\s+content="([^"]*)"/u.exec(
      page,
    )?.[1];
    const hash = createHash('sha256').update(pageStyle).digest('base64');
    expect(policy).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
    );
    expect(page).toContain(`<style>${pageStyle}</style>`);
    expect(page.indexOf('Content-Security-Policy')).toBeLessThan(page.indexOf('<title>'));
    expect(page).not.toMatch(/<script|\bon\w+=|src=|url\(|@import/u);
  });

  it('leads only to files beside it', () => {
    const pages = [
      recordPage(recordOf('https://evil.example')),
      versionsPage(versions('x'), '2026-11-26T14:02:00.000Z', 'UTC'),
    ];
    const links = pages.flatMap((page) =>
      [...page.matchAll(/href="([^"]*)"/gu)].map(([, to]) => to),
    );
    expect(links).toEqual([
      'notes/note-0001-versions.html',
      'files/file-0001.pdf',
      'slips/slip-0001.cbor',
      '../index.html',
    ]);
  });

  it('says its language, and the times of the zone that it names', () => {
    const page = recordPage(recordOf('x'));
    expect(page).toContain('<html lang="en">');
    expect(page).toContain('All times are those of America/New_York.');
    expect(page).toContain('26 November 2026 at 09:02');
  });
});

describe('the page of versions', () => {
  it('has the newest first, and the same elements whatever somebody typed', () => {
    const page = (text: string) => versionsPage(versions(text), '2026-11-26T14:02:00.000Z', 'UTC');
    expect(page('x').indexOf('Version 2')).toBeLessThan(page('x').indexOf('Version 1'));
    for (const attack of attacks) expect(tagsOf(page(attack))).toEqual(tagsOf(page('x')));
  });
});

describe('text in a page', () => {
  it('keeps tabs and line ends, and no other control character', () => {
    expect(escapeText('a\tb\r\nc\rd\u0000\u0007\u007F\u0085')).toBe(
      'a\tb\nc\nd\uFFFD\uFFFD\uFFFD\uFFFD',
    );
  });
});

function versions(text: string) {
  const savedAt = '2026-11-26T14:02:00.000Z';
  return {
    format: 'quietroom-note-versions' as const,
    version: 1 as const,
    noteId: 'AA',
    versions: [
      { revision: 1, savedAt, text },
      { revision: 2, savedAt, text },
    ],
  };
}
