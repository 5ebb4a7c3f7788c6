import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Decrypter, generateHybridIdentity, identityToRecipient } from 'age-encryption';
import { unpackTar } from 'modern-tar';
import { createAgeSealing } from '../../main/exports/age-sealing.ts';
import { createExportWork, type ExportWorkOptions } from '../../main/exports/export-work.ts';
import { makeExport, type ExportOrder, type MadeExport } from '../../main/exports/make-export.ts';
import { createFileSaver } from '../../main/platform/file-saver.ts';
import type { MarkReceived } from '../../main/platform/received-mark.ts';
import { systemRandom } from '../../main/platform/system-random.ts';
import type { SavePlace } from '../../main/ports/save-port.ts';
import type { OpenVault } from '../../main/vault/open-vault.ts';
import { utf8, type Bytes } from '../../src/base/bytes.ts';
import { invariant } from '../../src/base/invariant.ts';
import {
  newId,
  type ClientId,
  type FileId,
  type InviteId,
  type NoteId,
  type RoomId,
  type SessionId,
  type SlipId,
} from '../../src/contract/ids.ts';
import { SecretBytes } from '../../src/base/secret-bytes.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Steps follow one another as soon as everybody else had their turn. */
export const eagerClock = {
  nowMs: () => Date.UTC(2026, 10, 26, 14, 2),
  after: (_delayMs: number, then: () => void) => {
    setImmediate(then);
    return () => undefined;
  },
};

const dayMs = 86_400_000;
export const beganAtMs = Date.UTC(2026, 9, 1, 9, 30);

/** A client with something of everything, in a real vault. `mark` is in every text that somebody typed. */
export function fillVault(vault: OpenVault, mark: string) {
  const clientId = newId<ClientId>(systemRandom);
  vault.clients.add({ clientId, pseudonym: `Heron ${mark}`, createdAtMs: beganAtMs });
  vault.phrases.set(clientId, `the blue door ${mark}`);
  vault.cards.set(clientId, 'name', `Ardea Cinerea ${mark}`, beganAtMs + 1);
  vault.cards.set(clientId, 'contact', `a sister ${mark}`, beganAtMs + 2);
  vault.cards.putDown(clientId, `did not come and does not answer ${mark}`, beganAtMs + 3);
  const sessionId = newId<SessionId>(systemRandom);
  const session = { sessionId, clientId, roomId: newId<RoomId>(systemRandom) };
  const startedAtMs = beganAtMs + dayMs;
  vault.sessions.start({ ...session, serverOrigin: 'https://rooms.example', startedAtMs });
  const inviteId = newId<InviteId>(systemRandom);
  const terms = { opensAtMs: startedAtMs, expiresAtMs: startedAtMs + dayMs };
  const inviteSecret = systemRandom.bytes(32);
  vault.invites.add({
    inviteId,
    sessionId,
    secret: new SecretBytes(inviteSecret.slice()),
    ...terms,
  });
  const deviceKey = systemRandom.bytes(32);
  vault.invites.bind(inviteId, { sessionId, deviceKey, guestKind: 'app' });
  vault.devices.judgeWords(sessionId, deviceKey, 'same');
  const unsealed = { fromMs: startedAtMs + 1000, toMs: startedAtMs + 3000 };
  vault.clearStretches.add(sessionId, unsealed);
  const slipId = newId<SlipId>(systemRandom);
  vault.slips.add({ slipId, sessionId, keptAtMs: startedAtMs }, utf8(`no slip ${mark}`));
  const noteIds = [1, 2, 3].map(() => newId<NoteId>(systemRandom));
  for (const [at, noteId] of noteIds.entries()) {
    const createdAtMs = startedAtMs + at;
    vault.notes.add({ noteId, clientId, sessionId: at === 0 ? sessionId : null, createdAtMs });
    vault.notes.save(noteId, 0, `first words ${mark}`, createdAtMs + 1);
  }
  const [signedId, draftId] = noteIds;
  invariant(signedId !== undefined && draftId !== undefined, 'made above');
  vault.notes.save(signedId, 1, `second words ${mark}`, startedAtMs + 60_000);
  vault.signedNotes.sign(signedId, 2, startedAtMs + 70_000);
  vault.signedNotes.amend(signedId, 1, `what was added ${mark}`, startedAtMs + 80_000);
  return { clientId, sessionId, inviteSecret, deviceKey, noteIds, signedId, draftId };
}

/** Keeps a file of these bytes with a client. */
export function addFile(vault: OpenVault, clientId: ClientId, name: string, bytes: Bytes): FileId {
  const fileId = newId<FileId>(systemRandom);
  const sizeBytes = bytes.length;
  vault.files.begin(clientId, { fileId, sessionId: null, name, sizeBytes, keptAtMs: beganAtMs });
  const partBytes = 256 * 1024;
  for (let at = 0; at < sizeBytes; at += partBytes) {
    vault.files.append(fileId, at / partBytes, bytes.slice(at, at + partBytes));
  }
  vault.files.finish(fileId, new Uint8Array(createHash('sha256').update(bytes).digest()));
  return fileId;
}

export interface ExportAttempt {
  readonly folder: string;
  readonly path: string;
  readonly identity: string;
  readonly made: Promise<MadeExport>;
}

/** Of files that this app made itself none is marked as somebody else's. */
export const neverMarked: MarkReceived = () => Promise.reject(new Error('marked as received'));

/** Begins to export into a folder of its own, to a hybrid key. */
export async function startExport(
  vault: OpenVault,
  order: Partial<ExportOrder> & Pick<ExportOrder, 'clientId'>,
  more: Partial<ExportWorkOptions> & { readonly wrap?: (place: SavePlace) => SavePlace } = {},
): Promise<ExportAttempt> {
  const folder = temporaryFolder();
  const path = join(folder, 'export.age');
  const saver = createFileSaver(() => Promise.resolve(path), systemRandom, neverMarked);
  const place = await saver.ask('export.age', 'own');
  invariant(place, 'never declined');
  const identity = await generateHybridIdentity();
  const keys = [await identityToRecipient(identity)];
  const work = createExportWork({
    useVault: () => vault,
    clock: eagerClock,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    ...more,
  });
  const whole = {
    leftOut: null,
    card: null,
    madeAtMs: eagerClock.nowMs(),
    timeZone: 'Europe/London',
    sealing: createAgeSealing({ kind: 'keys', keys }),
    ...order,
  };
  const made = makeExport(whole, more.wrap ? more.wrap(place) : place, work);
  // A test may look at another one first.
  made.catch(() => undefined);
  return { folder, path, identity, made };
}

export type Archive = ReadonlyMap<string, Buffer>;

/** What is in an archive, by path. */
export async function readArchive(tar: Uint8Array): Promise<Archive> {
  const entries = await unpackTar(tar, { strict: true });
  return new Map(entries.map(({ header, data }) => [header.name, Buffer.from(data ?? [])]));
}

/** Decrypts an export by the library alone, and unpacks it. */
export async function openExport({ path, identity }: ExportAttempt): Promise<Archive> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return readArchive(await decrypter.decrypt(readFileSync(path)));
}

/** Exports and opens what came of it. */
export async function exported(
  vault: OpenVault,
  order: Partial<ExportOrder> & Pick<ExportOrder, 'clientId'>,
): Promise<Archive> {
  const attempt = await startExport(vault, order);
  await attempt.made;
  return openExport(attempt);
}

/** A file of an archive as text. */
export function textOf(archive: Archive, path: string): string {
  const bytes = archive.get(`record/${path}`);
  invariant(bytes, `no ${path} in the archive`);
  return bytes.toString('utf8');
}

/** Names of what lies in a folder. */
export function namesIn(folder: string): readonly string[] {
  return readdirSync(folder);
}
