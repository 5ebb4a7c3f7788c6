import { describe, expect, it } from 'vitest';
import { createCardService } from '../../../main/services/card-service.ts';
import { SecretBytes } from '../../../src/base/secret-bytes.ts';
import { openForTampering } from '../../support/decrypted-pages.ts';
import type { ClientId } from '../../../src/contract/ids.ts';
import { breakLog, logOf } from '../../support/audit-of.ts';
import { testId } from '../../support/fake-ids.ts';
import { replaceFs } from '../../support/faulty-fs.ts';
import { makeVaultService } from '../../support/services-fixture.ts';
import { thrownCode } from '../../support/thrown-code.ts';

const heron = testId<ClientId>(1);
const reason = 'does not answer the phone';

async function made() {
  const started = makeVaultService();
  await started.vault.create();
  started.vault.use().clients.add({ clientId: heron, pseudonym: 'Heron', createdAtMs: 1 });
  return { ...started, cards: createCardService(started) };
}

async function filled() {
  const all = await made();
  all.cards.write(heron, 'name', 'Ardea Cinerea');
  return all;
}

describe('CardService', () => {
  it('lets a field be written without opening: it answers with times and no words', async () => {
    const { cards, clock } = await filled();
    const first = clock.nowMs();
    await clock.advance(1000);
    const answer = cards.write(heron, 'place', 'at the lake');
    expect(answer).toEqual({
      filled: [
        { field: 'name', writtenAtMs: first },
        { field: 'place', writtenAtMs: first + 1000 },
      ],
      openings: [],
      timesOpened: 0,
    });
    expect(cards.status(heron)).toEqual(answer);
    expect(cards.write(heron, 'name', null).filled.map(({ field }) => field)).toEqual(['place']);
  });

  it('has on record what was written, with a client and without a word of it', async () => {
    const all = await made();
    const before = logOf(all).length;
    all.cards.write(heron, 'name', 'Ardea Cinerea');
    all.cards.write(heron, 'name', null);
    all.cards.write(heron, 'name', null);
    all.cards.status(heron);
    expect(logOf(all).slice(before)).toEqual([
      'client-changed client',
      'client-changed client',
      'record-opened client',
    ]);
  });

  it('opens with a reason, each time with its own entry, however soon', async () => {
    const all = await filled();
    const before = logOf(all).length;
    const nowMs = all.clock.nowMs();
    expect(all.cards.open(heron, reason)).toEqual({
      openedAtMs: nowMs,
      fields: [{ field: 'name', writtenAtMs: nowMs, text: 'Ardea Cinerea' }],
      openings: [{ number: 1, openedAtMs: nowMs, reason }],
      timesOpened: 1,
    });
    expect(all.cards.open(heron, 'the same again, a moment later').openings).toHaveLength(2);
    expect(logOf(all).slice(before)).toEqual([
      'sealed-card-opened client',
      'sealed-card-opened client',
    ]);
    expect(all.cards.status(heron)).toMatchObject({
      timesOpened: 2,
      openings: [{ number: 2 }, { number: 1 }],
    });
    expect(JSON.stringify(all.cards.status(heron))).not.toContain(reason);
  });

  it('says a reason nowhere but to whoever opens the card', async () => {
    const all = await filled();
    all.cards.open(heron, reason);
    const entries = JSON.stringify([all.vault.use().audit.before(null, 100), all.log.lines]);
    for (const word of [reason, 'Ardea', 'answer']) expect(entries).not.toContain(word);
  });

  it('does not open, and keeps no reason, when the log cannot be written', async () => {
    const all = await filled();
    const mend = breakLog(all);
    expect(thrownCode(() => all.cards.open(heron, reason))).toBe('vault-damaged');
    expect(all.cards.status(heron).timesOpened).toBe(0);
    mend();
    expect(all.cards.open(heron, reason).timesOpened).toBe(1);
  });

  it('gives nothing while it is not certain that reason and entry are on the disk', async () => {
    const all = await filled();
    replaceFs('writeSync', () => () => {
      throw Object.assign(new Error('no room'), { code: 'ENOSPC' });
    });
    expect(thrownCode(() => all.cards.open(heron, reason))).toBe('disk-full');
  });

  it('does not open, and has no entry, when the reason cannot be kept', async () => {
    const all = await filled();
    const before = logOf(all).length;
    for (const little of ['', ' '.repeat(20), '\u200B'.repeat(20), 'too short']) {
      expect(thrownCode(() => all.cards.open(heron, little))).toBe('bad-request');
    }
    expect(logOf(all)).toHaveLength(before);
  });

  it('lets the card be written while the log cannot be', async () => {
    const all = await made();
    breakLog(all);
    expect(all.cards.write(heron, 'name', 'Ardea').filled).toHaveLength(1);
  });

  it('has nothing to open on an empty card, unless it was opened before', async () => {
    const all = await filled();
    const nobody = testId<ClientId>(2);
    for (const clientId of [nobody]) {
      expect(thrownCode(() => all.cards.status(clientId))).toBe('not-found');
      expect(thrownCode(() => all.cards.write(clientId, 'name', 'x'))).toBe('not-found');
      expect(thrownCode(() => all.cards.open(clientId, reason))).toBe('not-found');
    }
    all.cards.write(heron, 'name', null);
    expect(thrownCode(() => all.cards.open(heron, reason))).toBe('not-found');
    all.cards.write(heron, 'name', 'Ardea');
    all.cards.open(heron, reason);
    all.cards.write(heron, 'name', null);
    expect(all.cards.open(heron, 'what was it opened for')).toMatchObject({
      fields: [],
      openings: [{ number: 2 }, { number: 1, reason }],
    });
  });

  it('is there after a restart, and knows nobody while the vault is locked', async () => {
    const { cards, vault } = await filled();
    cards.open(heron, reason);
    await vault.lock();
    for (const act of [() => cards.status(heron), () => cards.open(heron, reason)]) {
      expect(thrownCode(act)).toBe('vault-locked');
    }
    await vault.open();
    expect(cards.open(heron, 'still does not answer').openings).toHaveLength(2);
  });

  it('lets nobody take an opening away past Quietroom unseen', async () => {
    const { cards, vault, dataFolder, keychain } = await filled();
    cards.open(heron, reason);
    const isRight = async (): Promise<boolean> => {
      await vault.open();
      const check = vault.use().startCheck();
      let outcome = check.step();
      while (!outcome) outcome = check.step();
      return outcome.isRight;
    };
    expect(await isRight()).toBe(true);
    await vault.lock();
    const [bytes = new Uint8Array()] = keychain.entries.values();
    const database = openForTampering(dataFolder, new SecretBytes(bytes.slice()));
    const kept = String(
      database
        .prepare("SELECT sql FROM sqlite_schema WHERE name = 'openings_are_kept'")
        .pluck()
        .get(),
    );
    // The schema is afterwards what it was: only the row is missing.
    database.exec(`DROP TRIGGER openings_are_kept; DELETE FROM card_openings; ${kept}`);
    database.close();
    expect(await isRight()).toBe(false);
  });
});
