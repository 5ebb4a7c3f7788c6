import { describe, expect, it } from 'vitest';
import { readSecret } from '../../../main/services/keychain-secret.ts';
import { createSearchService } from '../../../main/services/search-service.ts';
import type { ClientId, NoteId, RoomId, SessionId } from '../../../src/contract/ids.ts';
import { openForTampering } from '../../support/decrypted-pages.ts';
import { testId } from '../../support/fake-ids.ts';
import { makeVaultService } from '../../support/services-fixture.ts';
import { thrownCode } from '../../support/thrown-code.ts';

const [clientId, noteId] = [testId<ClientId>(1), testId<NoteId>(2)];

async function made() {
  const started = makeVaultService();
  const search = createSearchService(started);
  await started.vault.create();
  const { clients, notes } = started.vault.use();
  clients.add({ clientId, pseudonym: 'Heron', createdAtMs: 1 });
  notes.add({ noteId, clientId, sessionId: null, createdAtMs: 1 });
  notes.save(noteId, 0, 'Slept well.', 2);
  const settle = async (): Promise<void> => {
    for (let step = 0; step < 20; step += 1) await started.clock.advance(0);
  };
  return { ...started, search, settle };
}

describe('search', () => {
  it('finds while the index is being built, and says so', async () => {
    const { search, settle } = await made();
    const before = search.find('slept', 0);
    await settle();
    const result = {
      kind: 'note',
      noteId,
      clientId,
      pseudonym: 'Heron',
      atMs: 2,
      createdAtMs: 1,
      place: { from: 0, to: 5 },
      excerpt: [
        { text: 'Slept', isMatch: true },
        { text: ' well.', isMatch: false },
      ],
    };
    expect(before).toEqual({ results: [result], hasMore: false, isComplete: false });
    expect(search.find('slept', 0)).toEqual({ ...before, isComplete: true });
  });

  it('builds the index anew when it is told to, and goes on after a lock', async () => {
    const { vault, search, settle } = await made();
    await settle();
    search.rebuild();
    expect(search.find('slept', 0)).toMatchObject({ results: [], isComplete: false });
    await vault.lock();
    await settle();
    expect(thrownCode(() => search.find('slept', 0))).toBe('vault-locked');
    await vault.open();
    await settle();
    expect(search.find('slept', 0)).toMatchObject({ results: [{ noteId }], isComplete: true });
  });

  it('builds the index anew that a write has found damaged, once somebody looks for something', async () => {
    const { vault, keychain, store, dataFolder, search, settle } = await made();
    await settle();
    await vault.lock();
    const secret = await readSecret(keychain, store.keychainEntryId());
    const database = openForTampering(dataFolder, secret);
    database.unsafeMode(true);
    database.exec('UPDATE search_text_data SET block = zeroblob(length(block))');
    database.close();
    await vault.open();
    await settle();
    vault.use().notes.save(noteId, 1, 'Slept badly.', 3);
    expect(search.find('badly', 0)).toMatchObject({ results: [], isComplete: false });
    await settle();
    expect(search.find('badly', 0)).toMatchObject({ results: [{ noteId }], isComplete: true });
  });

  it('takes its time with the index while a session runs', async () => {
    const { vault, search, settle, clock } = await made();
    vault.use().sessions.start({
      sessionId: testId<SessionId>(3),
      clientId,
      roomId: testId<RoomId>(4),
      serverOrigin: 'https://rooms.example',
      startedAtMs: 1,
    });
    await settle();
    expect(search.find('slept', 0).isComplete).toBe(false);
    for (let step = 0; step < 20; step += 1) await clock.advance(250);
    expect(search.find('slept', 0).isComplete).toBe(true);
  });

  it('leaves nothing of what was looked for in the log', async () => {
    const { search, settle, log } = await made();
    await settle();
    search.find('zeppelin', 0);
    expect(JSON.stringify(log.lines)).not.toContain('zeppelin');
  });
});
