import { describe, expect, it } from 'vitest';
import { createCardsTable, type CardOpening } from '../../../../main/vault/tables/cards-table.ts';
import type { ClientId } from '../../../../src/contract/ids.ts';
import { testId } from '../../../support/fake-ids.ts';
import { thrownCode } from '../../../support/thrown-code.ts';
import { makeDatabase } from '../../../support/vault-fixture.ts';

const [heron, wren] = [testId<ClientId>(1), testId<ClientId>(2)];
const reason = 'does not answer the phone';

function table() {
  const { database, sql, keys } = makeDatabase();
  const add = database.prepare('INSERT INTO clients VALUES (?, ?, ?, 1)');
  add.run(heron, 'Heron', 'heron');
  add.run(wren, 'Wren', 'wren');
  return { database, cards: createCardsTable(sql, keys) };
}

describe('CardsTable', () => {
  it('knows of each field whether it is filled and since when, and of the last words only', () => {
    const { cards } = table();
    expect(cards.filled(heron)).toEqual([]);
    cards.set(heron, 'numbers', '999', 5);
    cards.set(heron, 'name', 'Ardea', 6);
    cards.set(heron, 'name', 'Ardea Cinerea', 7);
    cards.set(wren, 'place', 'in the hedge', 8);
    expect(cards.filled(heron)).toEqual([
      { field: 'name', writtenAtMs: 7 },
      { field: 'numbers', writtenAtMs: 5 },
    ]);
    expect(cards.read(cards.putDown(heron, reason, 9))).toEqual([
      { field: 'name', writtenAtMs: 7, text: 'Ardea Cinerea' },
      { field: 'numbers', writtenAtMs: 5, text: '999' },
    ]);
  });

  it('takes a field out, more than once without complaint', () => {
    const { cards } = table();
    cards.set(heron, 'name', 'Ardea', 1);
    cards.set(heron, 'place', 'at the lake', 1);
    cards.set(heron, 'name', null, 2);
    cards.set(heron, 'name', null, 2);
    expect(cards.filled(heron)).toEqual([{ field: 'place', writtenAtMs: 1 }]);
  });

  it('keeps why it was opened, each time, the newest first', () => {
    const { cards } = table();
    cards.putDown(heron, reason, 1);
    cards.putDown(wren, `${reason} either`, 2);
    const last = cards.putDown(heron, `${reason} again`, 3);
    expect(cards.openings(heron, 1)).toEqual([{ number: 2, openedAtMs: 3 }]);
    expect(cards.timesOpened(heron)).toBe(2);
    expect(cards.reasons(last, 100)).toEqual([
      { number: 2, openedAtMs: 3, reason: `${reason} again` },
      { number: 1, openedAtMs: 1, reason },
    ]);
  });

  it('takes no reason that says too little, from whoever asks', () => {
    const { cards } = table();
    for (const little of ['', ' '.repeat(40), '\u200B'.repeat(40), 'too short']) {
      expect(thrownCode(() => cards.putDown(heron, little, 1))).toBe('bad-request');
    }
    expect(cards.timesOpened(heron)).toBe(0);
  });

  it('is not read with an opening that was not put down, or that was undone', () => {
    const { cards, database } = table();
    cards.set(heron, 'name', 'Ardea', 1);
    const forged = { clientId: heron, number: 1, openedAtMs: 1 } as CardOpening;
    const undone: CardOpening[] = [];
    const failing = database.transaction(() => {
      undone.push(cards.putDown(heron, reason, 2));
      throw new Error('as if the disk were full');
    });
    expect(failing).toThrow('as if');
    for (const opening of [forged, ...undone]) {
      expect(thrownCode(() => cards.read(opening))).toBe('not-found');
      expect(thrownCode(() => cards.reasons(opening, 1))).toBe('not-found');
    }
  });

  it('gives the other fields when one was damaged, moved, or made to look newer', () => {
    const { cards, database } = table();
    cards.set(heron, 'name', 'Ardea', 1);
    cards.set(heron, 'place', 'at the lake', 1);
    cards.set(heron, 'contact', 'a sister', 1);
    cards.set(heron, 'numbers', '999', 1);
    database.exec(`
      UPDATE card_fields SET written_at_ms = 2 WHERE field = 'place';
      UPDATE card_fields SET text = (SELECT text FROM card_fields WHERE field = 'name') WHERE field = 'contact'`);
    const texts = cards.read(cards.putDown(heron, reason, 3)).map(({ text }) => text);
    expect(texts).toEqual(['Ardea', null, null, '999']);
  });

  it('has nothing in it that is not sealed', () => {
    const { cards, database } = table();
    cards.set(heron, 'name', 'Ardea Cinerea', 1);
    cards.putDown(heron, reason, 2);
    const rows = ['card_fields', 'card_openings'].flatMap((name) =>
      database.prepare(`SELECT * FROM ${name}`).all(),
    );
    const blobs = rows.flatMap((row) =>
      Object.values(row as object).filter((value) => Buffer.isBuffer(value)),
    );
    expect(blobs).toHaveLength(2);
    const bytes = Buffer.concat(blobs);
    expect(bytes.includes('Ardea') || bytes.includes('answer')).toBe(false);
  });
});
