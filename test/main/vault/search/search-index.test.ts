import { describe, expect, it } from 'vitest';
import type { OpenVault } from '../../../../main/vault/open-vault.ts';
import { systemRandom } from '../../../../main/platform/system-random.ts';
import { dropSearchIndex } from '../../../../main/vault/search/search-tables.ts';
import { newId, type ClientId, type FileId, type NoteId } from '../../../../src/contract/ids.ts';
import { openForTampering } from '../../../support/decrypted-pages.ts';
import { testId } from '../../../support/fake-ids.ts';
import { makeOpenVault, makeVault, type MadeVault } from '../../../support/vault-fixture.ts';

const [heron, wren] = [testId<ClientId>(1), testId<ClientId>(2)];
const [noteId, wrenNoteId, fileId] = [testId<NoteId>(3), testId<NoteId>(4), testId<FileId>(5)];

function fill(vault: OpenVault): void {
  vault.clients.add({ clientId: heron, pseudonym: 'Grey Heron', createdAtMs: 1 });
  vault.clients.add({ clientId: wren, pseudonym: 'Wren', createdAtMs: 2 });
  for (const [id, clientId] of [
    [noteId, heron],
    [wrenNoteId, wren],
  ] as const) {
    vault.notes.add({ noteId: id, clientId, sessionId: null, createdAtMs: 1 });
  }
  vault.notes.save(noteId, 0, 'Slept badly, dreams of zeppelins.', 10);
  vault.notes.save(noteId, 1, 'Slept badly, dreams of airships.', 11);
  vault.notes.save(wrenNoteId, 0, 'Slept well. Café noir in the morning.', 12);
  vault.signedNotes.sign(noteId, 2, 13);
  vault.signedNotes.amend(noteId, 1, 'It was a Tuesday.', 14);
  vault.phrases.set(heron, 'marmalade');
}

/** What is found, in order: the kind, whose it is, and of which number. */
function found(vault: OpenVault, typed: string): readonly string[] {
  const { hits } = vault.search.find(typed, { offset: 0, most: 20 });
  return hits.map(({ kind, pseudonym, number }) => `${kind} ${pseudonym} ${String(number)}`);
}

function rightness(vault: OpenVault): boolean {
  const check = vault.search.startCheck();
  for (;;) {
    const outcome = check.step();
    if (outcome) return outcome.isRight;
  }
}

function build(vault: OpenVault): number {
  let steps = 1;
  while (vault.search.buildOn()) steps += 1;
  return steps;
}

function filled(): ReturnType<typeof makeOpenVault> {
  const made = makeOpenVault();
  fill(made.vault);
  return made;
}

/** A closed vault, in which somebody who has its key does something. */
function tamperedWith(sql: string): MadeVault {
  const made = makeVault();
  const vault = made.store.open(made.secret.secret);
  fill(vault);
  build(vault);
  vault.close();
  const database = openForTampering(made.dataFolder, made.secret.secret);
  database.unsafeMode(true);
  if (sql === '') database.transaction(() => dropSearchIndex(database))();
  else database.exec(sql);
  database.close();
  return made;
}

function reopened({ store, secret }: MadeVault, act: (vault: OpenVault) => void): void {
  const vault = store.open(secret.secret);
  try {
    act(vault);
  } finally {
    vault.close();
  }
}

describe('the search index', () => {
  it.each([
    ['notes by the beginning of words', 'drea airsh', ['note Grey Heron 0']],
    ['notes by a phrase', '"dreams of airships"', ['note Grey Heron 0']],
    ['no note by words in another order', '"airships of dreams"', []],
    ['a note with all of the words only', 'slept morning', ['note Wren 0']],
    ['what has accents without them', 'cafe', ['note Wren 0']],
    ['amendments', 'tuesday', ['amendment Grey Heron 1']],
    ['clients by their pseudonym', 'heron', ['client Grey Heron 0']],
    ['nothing by what a note said before', 'zeppelins', []],
    ['nothing by an agreed phrase', 'marmalade', []],
    ['nothing by nothing', '"*"', []],
  ])('finds %s', (_what, typed, expected) => {
    expect(found(filled().vault, typed)).toEqual(expected);
  });

  it('finds a file by its name from when it is finished', () => {
    const { vault } = filled();
    const file = { fileId, sessionId: null, name: 'letter to GP.pdf', sizeBytes: 1, keptAtMs: 15 };
    vault.files.begin(heron, file);
    expect(found(vault, 'letter')).toEqual([]);
    vault.files.append(fileId, 0, new Uint8Array(1));
    vault.files.finish(fileId, new Uint8Array(32));
    expect(found(vault, 'letter.pdf')).toEqual([]);
    expect(found(vault, 'letter gp pdf')).toEqual(['file Grey Heron 0']);
  });

  it('says what is written there now, and when', () => {
    const { vault } = filled();
    const [hit] = vault.search.find('airships', { offset: 0, most: 1 }).hits;
    expect(hit).toMatchObject({ kind: 'note', ref: noteId, clientId: heron, atMs: 11 });
    expect(hit).toMatchObject({ begunAtMs: 1, place: { from: 23, to: 31 } });
    const amended = vault.search.find('tuesday', { offset: 0, most: 1 }).hits;
    expect(amended).toMatchObject([{ atMs: 14, begunAtMs: 1, place: { from: 9, to: 16 } }]);
    expect(hit?.excerpt).toContainEqual({ text: 'airships', isMatch: true });
  });

  it('has names before texts, of both the newest first, a page at a time', () => {
    const { vault } = filled();
    vault.clients.add({ clientId: testId<ClientId>(99), pseudonym: 'Owl', createdAtMs: 3 });
    for (const [number, text] of ['an owl', 'an owl', 'owl, owl, owl'].entries()) {
      const id = testId<NoteId>(100 + number);
      vault.notes.add({ noteId: id, clientId: wren, sessionId: null, createdAtMs: 1 });
      vault.notes.save(id, 0, text, 100 + number);
    }
    const page = (offset: number): unknown => {
      const { hits, hasMore } = vault.search.find('owl', { offset, most: 2 });
      return [hits.map(({ atMs }) => atMs), hasMore];
    };
    expect([page(0), page(2)]).toEqual([
      [[3, 102], true],
      [[101, 100], false],
    ]);
  });

  it.each([
    'NEAR(slept badly, 2)',
    'text : slept',
    '{text} : slept',
    'slept" OR "wren',
    "slept'; DROP TABLE notes; --",
    'slept AND',
    '^slept + badly',
    '"'.repeat(199),
    '*'.repeat(199),
    '\0slept\0',
    'slept '.repeat(1700),
    '\uD800 \u202E \uFFFF',
    '('.repeat(5000),
  ])('takes %j for words', (typed) => {
    const { vault } = filled();
    expect(() => found(vault, typed)).not.toThrow();
    expect(found(vault, 'slept')).toHaveLength(2);
  });

  it('is built from what is there, again and again the same, and right', () => {
    const { vault } = filled();
    vault.search.reset();
    expect([vault.search.isComplete(), found(vault, 'slept')]).toEqual([false, []]);
    build(vault);
    expect([vault.search.isComplete(), rightness(vault)]).toEqual([true, true]);
    expect(found(vault, 'slept').toSorted()).toEqual(['note Grey Heron 0', 'note Wren 0']);
    expect(found(vault, 'tuesday heron')).toEqual([]);
  });

  it('is built in steps, between which may be written', () => {
    const { vault } = filled();
    const later = testId<NoteId>(250);
    for (let number = 0; number < 100; number += 1) {
      const id = testId<NoteId>(100 + number);
      vault.notes.add({ noteId: id, clientId: wren, sessionId: null, createdAtMs: 1 });
      vault.notes.save(id, 0, `magpie ${String(number)}`, 20);
    }
    vault.search.reset();
    vault.search.buildOn();
    vault.notes.save(testId<NoteId>(199), 1, 'a robin instead', 21);
    vault.notes.add({ noteId: later, clientId: wren, sessionId: null, createdAtMs: 1 });
    vault.notes.save(later, 0, 'another robin', 22);
    expect(build(vault)).toBeGreaterThan(4);
    expect(found(vault, 'robin')).toHaveLength(2);
    expect(found(vault, '"magpie 98"')).toHaveLength(1);
    expect(found(vault, '"magpie 99"')).toEqual([]);
    expect(rightness(vault)).toBe(true);
  });

  it('is emptied in steps before it is made anew, and goes on with that after a crash', () => {
    const made = makeVault();
    const rowsIn = (): number => {
      const database = openForTampering(made.dataFolder, made.secret.secret);
      const rows = database.prepare('SELECT count(*) FROM search_entries').pluck().get();
      database.close();
      return Number(rows);
    };
    reopened(made, (vault) => {
      fill(vault);
      for (let number = 0; number < 300; number += 1) {
        const clientId = newId<ClientId>(systemRandom);
        vault.clients.add({ clientId, pseudonym: `Owl ${String(number)}`, createdAtMs: 1 });
      }
      build(vault);
      vault.search.reset();
    });
    expect(rowsIn()).toBeGreaterThan(300);
    reopened(made, (vault) => {
      let steps = 0;
      for (; vault.search.buildOn() && !vault.search.isComplete(); steps += 1) {
        // What is written meanwhile is found in the end, and nothing before.
        if (steps === 1) vault.notes.save(wrenNoteId, 1, 'a bittern', 20);
        if (steps === 4) break;
        expect([vault.search.isComplete(), found(vault, 'slept')]).toEqual([false, []]);
      }
    });
    expect(rowsIn()).toBeLessThan(100);
    reopened(made, (vault) => {
      build(vault);
      expect([found(vault, 'bittern'), found(vault, 'slept')]).toEqual([
        ['note Wren 0'],
        ['note Grey Heron 0'],
      ]);
      expect(rightness(vault)).toBe(true);
    });
  });

  it('goes with a write that fails', () => {
    const { vault } = filled();
    expect(() => {
      vault.together(
        () => vault.notes.save(wrenNoteId, 1, 'a bittern', 20),
        () => {
          throw new Error('the disk is full');
        },
      );
    }).toThrow('internal');
    expect([found(vault, 'bittern'), found(vault, 'noir')]).toEqual([[], ['note Wren 0']]);
  });

  it.each([
    ['is missing, as in a vault from a backup', ''],
    ['is one of another version', 'UPDATE search_state SET version = 0'],
    ['lost a table', 'DROP TABLE search_entries'],
    ['lost its state', 'DELETE FROM search_state'],
  ])('is made anew when it %s', (_what, sql) => {
    reopened(tamperedWith(sql), (vault) => {
      expect(vault.search.isComplete()).toBe(false);
      build(vault);
      expect(found(vault, 'slept')).toHaveLength(2);
      expect(rightness(vault)).toBe(true);
    });
  });

  it.each([
    ['of a text that is another', 'UPDATE search_entries SET entry_id = entry_id + 1000'],
    ['that lacks a text', "DELETE FROM search_entries WHERE kind = 'note'"],
    [
      'with too much in it',
      "INSERT INTO search_entries SELECT 99, kind, 'x', 0, client_id, 1 FROM search_entries LIMIT 1",
    ],
    [
      'whose words are garbled',
      'UPDATE search_text_data SET block = zeroblob(length(block)) WHERE id > 10',
    ],
  ])('that has an entry %s is not right, and right again when it is made anew', (_what, sql) => {
    reopened(tamperedWith(sql), (vault) => {
      expect(rightness(vault)).toBe(false);
      vault.search.reset();
      build(vault);
      expect(rightness(vault)).toBe(true);
      expect(found(vault, 'slept')).toHaveLength(2);
    });
  });

  it('has all of what one transaction writes, whatever else that writes between', () => {
    const { vault } = filled();
    const ids = Array.from({ length: 300 }, () => newId<NoteId>(systemRandom));
    vault.together(
      () => {
        for (const [at, id] of ids.entries()) {
          vault.notes.add({ noteId: id, clientId: wren, sessionId: null, createdAtMs: 1 });
          vault.notes.save(id, 0, `a redshank ${String(at)}`, 20 + at);
          // Written twice, it is found by what it says last.
          if (at % 100 === 0) vault.notes.save(id, 1, `a plover ${String(at)}`, 20 + at);
        }
      },
      () => undefined,
    );
    expect([found(vault, 'plover'), found(vault, '"redshank 100"')]).toEqual([
      Array(3).fill('note Wren 0'),
      [],
    ]);
    expect(found(vault, '"redshank 299"')).toHaveLength(1);
    expect(rightness(vault)).toBe(true);
  });

  it.each([
    ['words', 'UPDATE search_text_data SET block = zeroblob(length(block))'],
    ['state', 'UPDATE search_state SET last_entry = 9007199254740993'],
    ['version', 'UPDATE search_state SET version = 9007199254740993'],
  ])('that is damaged in its %s keeps nobody from writing, reading and opening', (_what, sql) => {
    const made = tamperedWith(sql);
    reopened(made, (vault) => {
      vault.notes.save(wrenNoteId, 1, 'a bittern', 20);
      expect(vault.notes.read(wrenNoteId)?.text).toBe('a bittern');
    });
    reopened(made, (vault) => {
      build(vault);
      expect(found(vault, 'bittern')).toEqual(['note Wren 0']);
    });
  });
});
