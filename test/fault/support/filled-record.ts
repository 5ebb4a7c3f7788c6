import { createHash } from 'node:crypto';
import type { OpenVault } from '../../../main/vault/open-vault.ts';
import { toBase64Url } from '../../../src/base/base64url.ts';
import { utf8 } from '../../../src/base/bytes.ts';
import { cardFields } from '../../../src/contract/card-calls.ts';
import type { ClientId, FileId, NoteId } from '../../../src/contract/ids.ts';

/** The id of the note, or the file, that `fillRecord` makes for a client. */
function idFor<Id extends string>(clientId: ClientId, what: string): Id {
  const hash = createHash('sha256').update(`${what} of ${clientId}`).digest();
  return toBase64Url(new Uint8Array(hash.subarray(0, 16))) as Id;
}

/** A client with a note, a phrase, a sealed card that was opened and a file, in some transactions. */
export function fillRecord(vault: OpenVault, clientId: ClientId): void {
  const noteId = idFor<NoteId>(clientId, 'note');
  const fileId = idFor<FileId>(clientId, 'file');
  vault.clients.add({ clientId, pseudonym: clientId, createdAtMs: 1 });
  vault.phrases.set(clientId, `phrase of ${clientId}`);
  for (const field of cardFields) vault.cards.set(clientId, field, `${field} of ${clientId}`, 1);
  vault.cards.putDown(clientId, `reason of ${clientId}`, 2);
  vault.notes.add({ noteId, clientId, sessionId: null, createdAtMs: 1 });
  vault.notes.save(noteId, 0, `note of ${clientId} `.repeat(50), 2);
  const part = utf8(`file of ${clientId}`);
  const file = { fileId, sessionId: null, name: 'a.txt', sizeBytes: part.length, keptAtMs: 3 };
  vault.files.begin(clientId, file);
  vault.files.append(fileId, 0, part);
  vault.files.finish(fileId, new Uint8Array(32));
}

/** Whether the whole record is there, or nothing of it. */
export function recordLeft(vault: OpenVault, clientId: ClientId): 'whole' | 'nothing' | 'half' {
  const text = vault.notes.read(idFor(clientId, 'note'))?.text;
  const there = [
    vault.clients.exists(clientId),
    vault.clientKeys.has(clientId),
    vault.clientKeys.has(clientId) && vault.phrases.get(clientId) === `phrase of ${clientId}`,
    vault.cards.filled(clientId).length === cardFields.length,
    vault.cards.timesOpened(clientId) === 1,
    text === `note of ${clientId} `.repeat(50),
    vault.files.list(clientId).length === 1,
    vault.search.find(clientId, { offset: 0, most: 20 }).hits.length === 2,
  ];
  if (there.every(Boolean)) return 'whole';
  return there.some(Boolean) ? 'half' : 'nothing';
}
