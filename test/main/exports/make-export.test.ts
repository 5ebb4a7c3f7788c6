import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../../main/platform/system-random.ts';
import { toBase64Url } from '../../../src/base/base64url.ts';
import { utf8 } from '../../../src/base/bytes.ts';
import { clientRecord, noteVersions } from '../../../src/contract/client-record.ts';
import type { ClientId } from '../../../src/contract/ids.ts';
import { decodeChecked } from '../../../src/contract/schema.ts';
import { isNoteSignature } from '../../../main/vault/tables/note-statement.ts';
import {
  addFile,
  beganAtMs,
  exported,
  fillVault,
  openExport,
  startExport,
  textOf,
  type Archive,
} from '../../support/export-world.ts';
import { testId } from '../../support/fake-ids.ts';
import { rejectedCode } from '../../support/rejected-code.ts';
import { makeOpenVault } from '../../support/vault-fixture.ts';

function recordIn(archive: Archive) {
  return clientRecord.parse(JSON.parse(textOf(archive, 'record.json')));
}

describe('an export', () => {
  it('holds everything that the vault has of a client, and nothing of another', async () => {
    const { vault } = makeOpenVault();
    fillVault(vault, 'the other one');
    vault.sessions.end(vault.sessions.running()?.sessionId ?? testId(1), beganAtMs);
    const own = fillVault(vault, 'mine');
    const content = systemRandom.bytes(600_000);
    addFile(vault, own.clientId, 'drawing.PNG', content);
    addFile(vault, own.clientId, 'empty', new Uint8Array());
    vault.treatments.end(own.clientId, beganAtMs, 2031);
    const archive = await exported(vault, { clientId: own.clientId });
    expect([...archive.keys()].toSorted()).toEqual([
      'record/files/file-0001.png',
      'record/files/file-0002.bin',
      'record/index.html',
      'record/notes/note-0001-versions.html',
      'record/notes/note-0001-versions.json',
      'record/record.json',
      'record/slips/slip-0001.cbor',
    ]);
    const record = recordIn(archive);
    expect(record).toMatchObject({
      client: { id: own.clientId, pseudonym: 'Heron mine' },
      agreedPhrase: 'the blue door mine',
      treatment: { endedAt: '2026-10-01T09:30:00.000Z', adultInYear: 2031 },
      leftOut: null,
      madeAt: '2026-11-26T14:02:00.000Z',
      sessions: [
        {
          id: own.sessionId,
          server: 'https://rooms.example',
          endedAt: null,
          devices: [{ key: toBase64Url(own.deviceKey), app: 'app', words: 'same' }],
          unsealed: [{ from: '2026-10-02T09:30:01.000Z', to: '2026-10-02T09:30:03.000Z' }],
          invites: [{ state: 'bound' }],
        },
      ],
      files: [
        { name: 'drawing.PNG', sizeBytes: 600_000, file: 'files/file-0001.png' },
        { name: 'empty', sizeBytes: 0, file: 'files/file-0002.bin' },
      ],
      slips: [{ holds: false, file: 'slips/slip-0001.cbor' }],
    });
    expect(record.notes.map(({ text }) => text)).toEqual([
      'second words mine',
      'first words mine',
      'first words mine',
    ]);
    expect(archive.get('record/files/file-0001.png')?.equals(content)).toBe(true);
    const versions = noteVersions.parse(
      JSON.parse(textOf(archive, 'notes/note-0001-versions.json')),
    );
    expect(versions.versions.map(({ text }) => text)).toEqual([
      'first words mine',
      'second words mine',
    ]);
    for (const bytes of archive.values()) expect(bytes.includes('the other one')).toBe(false);
  });

  it('carries signatures that anybody can check', async () => {
    const { vault } = makeOpenVault();
    const { clientId, signedId } = fillVault(vault, 'mine');
    const { notes, therapistKey, treatment } = recordIn(await exported(vault, { clientId }));
    // It goes on.
    expect(treatment).toBeNull();
    const [note] = notes;
    const [added] = note?.amendments ?? [];
    if (!note?.signature || !added) throw new Error('not signed');
    const texts = [
      { number: 0, text: note.text, proof: note.signature },
      { number: added.number, text: added.text, proof: added },
    ];
    for (const { number, text, proof } of texts) {
      expect(proof.holds).toBe(true);
      const statement = { noteId: signedId, number, text, signedAtMs: Date.parse(proof.signedAt) };
      const key = decodeChecked(therapistKey);
      expect(isNoteSignature(statement, decodeChecked(proof.signature), key)).toBe(true);
    }
  });

  it('has no secret of an invite, and no secret key', async () => {
    const { vault } = makeOpenVault();
    const { clientId, inviteSecret } = fillVault(vault, 'mine');
    const archive = await exported(vault, { clientId });
    for (const bytes of archive.values()) {
      expect(bytes.includes(toBase64Url(inviteSecret))).toBe(false);
      expect(bytes.includes(Buffer.from(inviteSecret))).toBe(false);
      expect(bytes.includes('private')).toBe(false);
    }
  });

  it('leaves out what it is told to, and says how much and why', async () => {
    const { vault } = makeOpenVault();
    const { clientId, draftId } = fillVault(vault, 'mine');
    vault.notes.save(draftId, 1, 'process thoughts', beganAtMs);
    const fileId = addFile(vault, clientId, 'letter of a third person.txt', utf8('private words'));
    const leftOut = { noteIds: [draftId], fileIds: [fileId], reason: 'About <b>others</b>.' };
    const archive = await exported(vault, { clientId, leftOut });
    const record = recordIn(archive);
    expect(record.leftOut).toEqual({ notes: 1, files: 1, reason: 'About <b>others</b>.' });
    expect([record.notes.length, record.files.length]).toEqual([2, 0]);
    const page = textOf(archive, 'index.html');
    expect(page).toContain('Not in this record: 1 note and 1 file.');
    expect(page).toContain('About &lt;b&gt;others&lt;/b&gt;.');
    for (const bytes of archive.values()) {
      for (const gone of ['process thoughts', 'third person', 'private words', draftId, fileId]) {
        expect(bytes.includes(gone)).toBe(false);
      }
    }
  });

  it('has the sealed card only when that was opened for it, and says that it was left out', async () => {
    const { vault } = makeOpenVault();
    const { clientId } = fillVault(vault, 'mine');
    const without = await exported(vault, { clientId });
    expect(recordIn(without).sealedCard).toEqual({ leftOut: true });
    expect(textOf(without, 'index.html')).toContain('There is a sealed card');
    for (const bytes of without.values()) {
      for (const word of ['Ardea', 'a sister', 'does not answer']) {
        expect(bytes.includes(word)).toBe(false);
      }
    }
    const card = vault.cards.putDown(clientId, 'asked for a copy mine', beganAtMs + 4);
    const withCard = await exported(vault, { clientId, card });
    expect(recordIn(withCard).sealedCard).toEqual({
      leftOut: false,
      fields: [
        { field: 'name', text: 'Ardea Cinerea mine', writtenAt: '2026-10-01T09:30:00.001Z' },
        { field: 'contact', text: 'a sister mine', writtenAt: '2026-10-01T09:30:00.002Z' },
      ],
      openings: [
        {
          number: 1,
          openedAt: '2026-10-01T09:30:00.003Z',
          reason: 'did not come and does not answer mine',
        },
        { number: 2, openedAt: '2026-10-01T09:30:00.004Z', reason: 'asked for a copy mine' },
      ],
    });
    expect(textOf(withCard, 'index.html')).toContain('Ardea Cinerea mine');
  });

  it('says nothing of a card where there never was one', async () => {
    const { vault } = makeOpenVault();
    const clientId = testId<ClientId>(1);
    vault.clients.add({ clientId, pseudonym: 'Heron', createdAtMs: beganAtMs });
    const archive = await exported(vault, { clientId });
    expect(recordIn(archive).sealedCard).toBeNull();
    expect(textOf(archive, 'index.html')).not.toMatch(/sealed card/iu);
  });

  it('leaves out nothing of somebody else, and is of nobody who is not there', async () => {
    const { vault } = makeOpenVault();
    const { clientId } = fillVault(vault, 'mine');
    const leftOut = { noteIds: [testId(7)], fileIds: [], reason: 'x' } as never;
    const attempts = [
      await startExport(vault, { clientId, leftOut }),
      await startExport(vault, { clientId: testId<ClientId>(9) }),
    ];
    for (const { made } of attempts) expect(await rejectedCode(made)).toBe('not-found');
  });

  it('says where a signature does not hold, instead of hiding the text', async () => {
    const { vault } = makeOpenVault();
    const { clientId, noteIds } = fillVault(vault, 'mine');
    const forged = {
      ...vault,
      signedNotes: {
        ...vault.signedNotes,
        prove: (noteId: (typeof noteIds)[number]) => {
          const { signed, amendments } = vault.signedNotes.prove(noteId);
          return { signed: signed && { ...signed, holds: false }, amendments };
        },
      },
    };
    const attempt = await startExport(forged, { clientId });
    // The slip is none either.
    expect(await attempt.made).toMatchObject({ brokenSignatures: 2, notes: 3, files: 0 });
    const archive = await openExport(attempt);
    expect(recordIn(archive).notes[0]?.signature?.holds).toBe(false);
    expect(textOf(archive, 'index.html')).toContain('The signature does NOT hold');
  });

  it('refuses a file that is not what was stored', async () => {
    const { vault } = makeOpenVault();
    const { clientId } = fillVault(vault, 'mine');
    addFile(vault, clientId, 'a.txt', utf8('as it was'));
    const changed = {
      ...vault,
      files: { ...vault.files, part: () => utf8('as it is.') },
    };
    const attempt = await startExport(changed, { clientId });
    expect(await rejectedCode(attempt.made)).toBe('vault-damaged');
  });
});
