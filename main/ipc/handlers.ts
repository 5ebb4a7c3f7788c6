import { toBase64Url } from '../../src/base/base64url.ts';
import type { CallHandlers } from '../../src/contract/contract.ts';
import { IPC_PROTOCOL, type Ipc, type Session } from '../../src/contract/ipc.ts';
import type { ClientId } from '../../src/contract/ids.ts';
import { decodeChecked } from '../../src/contract/schema.ts';
import { downloadHandlers } from '../saving/download-handlers.ts';
import type { Downloads } from '../saving/downloads.ts';
import type { ExportService } from '../services/export-service.ts';
import type { AuditLogService } from '../services/audit-log-service.ts';
import type { AuditTrail } from '../services/audit-trail.ts';
import type { AttestationService } from '../services/attestation-service.ts';
import type { CaptureShieldService } from '../services/capture-shield-service.ts';
import type { CardService } from '../services/card-service.ts';
import type { ClientService } from '../services/client-service.ts';
import type { HostInfo } from '../ports/host-info.ts';
import type { FileService } from '../services/file-service.ts';
import type { NoteHistoryService } from '../services/note-history-service.ts';
import type { LongWork } from '../services/long-work.ts';
import type { PostureService } from '../services/posture-service.ts';
import type { NoteService } from '../services/note-service.ts';
import type { RetentionService } from '../services/retention-service.ts';
import type { SearchService } from '../services/search-service.ts';
import type { SeatService } from '../services/seat-service.ts';
import type { ServerService } from '../services/server-service.ts';
import type { SessionService } from '../services/session-service.ts';
import type { ClipboardPort } from '../ports/clipboard-port.ts';
import { attestationHandlers } from './attestation-handlers.ts';
import { auditHandlers } from './audit-handlers.ts';
import { cardHandlers } from './card-handlers.ts';
import { clipboardHandlers } from './clipboard-handlers.ts';
import { therapistCaptureHandlers } from './therapist-capture-handlers.ts';
import { createBackupHandlers, type BackupServices } from './backup-handlers.ts';
import { createExportHandlers } from './export-handlers.ts';
import { noteHistoryHandlers } from './note-history-handlers.ts';
import { postureHandlers } from './posture-handlers.ts';
import { retentionHandlers } from './retention-handlers.ts';
import { searchHandlers } from './search-handlers.ts';
import { createVaultHandlers, type VaultServices } from './vault-handlers.ts';

/** What the handlers call. */
export interface Services extends VaultServices, BackupServices {
  readonly host: HostInfo;
  readonly audit: AuditTrail;
  readonly auditLog: AuditLogService;
  readonly capture: CaptureShieldService;
  readonly clients: ClientService;
  readonly cards: CardService;
  /** Left out, the shell has none. */
  readonly clipboard?: ClipboardPort;
  readonly retention: RetentionService;
  readonly notes: NoteService;
  readonly noteHistory: NoteHistoryService;
  readonly search: SearchService;
  readonly posture: PostureService;
  readonly server: ServerService;
  readonly sessions: SessionService;
  readonly seats: SeatService;
  readonly attestation: AttestationService;
  readonly files: FileService;
  readonly downloads: Downloads;
  readonly exports: ExportService;
  readonly work: LongWork;
}

/** The contract's calls, each a line to the service that does it. */
export function createHandlers(services: Services): CallHandlers<Ipc> {
  const { host, clients, retention, notes, server, sessions, seats, attestation, files } = services;
  return {
    'app.status': () => ({ protocol: IPC_PROTOCOL, host: host.kind, versions: host.versions }),

    ...createVaultHandlers(services),
    ...createBackupHandlers(services),

    'client.list': () => ({ clients: [...clients.list()] }),
    'client.create': ({ pseudonym }) => clients.create(pseudonym),
    'client.phrase': ({ clientId }) => ({ phrase: clients.phrase(clientId) }),
    'client.set-phrase': ({ clientId, phrase }) => done(clients.setPhrase(clientId, phrase)),
    ...cardHandlers(services.cards),
    ...retentionHandlers(retention),

    'note.list': ({ clientId }) => ({ notes: [...notes.list(clientId)] }),
    'note.create': ({ text, ...note }) => notes.create(note, text),
    'note.read': ({ noteId }) => notes.read(noteId),
    'note.save': ({ noteId, revision, text }) => notes.save(noteId, revision, text),

    'note.signed': ({ noteId }) => notes.signed(noteId),
    'note.sign': ({ noteId, revision }) => notes.sign(noteId, revision),
    'note.amend': ({ noteId, number, text }) => notes.amend(noteId, number, text),

    'server.get': () => server.get(),
    'server.set': ({ origin }) => done(server.set(origin)),
    'server.sign-enrolment': ({ challenge }) =>
      encoded(server.signEnrolment(decodeChecked(challenge))),
    'server.enrolled': () => done(server.markEnrolled()),

    'session.start': async ({ clientId }) => startSession(services, clientId),
    'session.current': () => ({ session: sessions.current() }),
    'session.sign': ({ sessionId, challenge }) =>
      encoded(sessions.sign(sessionId, decodeChecked(challenge))),
    'session.sign-credential': ({ sessionId, notAfterS, mlsSignatureKey }) =>
      encoded(sessions.signCredential(sessionId, notAfterS, decodeChecked(mlsSignatureKey))),
    'session.identity': () => ({ publicKey: toBase64Url(sessions.identityKey()) }),
    'session.invite': async ({ sessionId }) => sessions.invite(sessionId),
    'session.seats': async ({ sessionId }) => ({ seats: await seats.list(sessionId) }),
    'session.bind-seat': ({ inviteId, deviceKey, ...device }) =>
      done(seats.bind(inviteId, { ...device, deviceKey: decodeChecked(deviceKey) })),
    'session.revoke-seat': ({ sessionId, inviteId }) => done(seats.revoke(sessionId, inviteId)),
    'session.judge-words': ({ sessionId, deviceKey, verdict }) =>
      done(seats.judgeWords(sessionId, decodeChecked(deviceKey), verdict)),
    'session.judged-words': ({ sessionId }) => ({ judged: seats.judgedWords(sessionId) }),
    'session.end': ({ sessionId }) => done(sessions.end(sessionId)),

    'device.recall': ({ sessionId, deviceKey }) =>
      seats.recall(sessionId, decodeChecked(deviceKey)),

    'file.begin': (file) => ({ fileId: files.begin(file) }),
    'file.append': ({ fileId, index, bytes }) =>
      done(files.append(fileId, index, decodeChecked(bytes))),
    'file.finish': async ({ fileId, sha256 }) =>
      done(await files.finish(fileId, decodeChecked(sha256))),
    'file.list': ({ clientId }) => ({ files: [...files.list(clientId)] }),
    'file.read': ({ fileId, index }) => {
      const { bytes, isLast } = files.read(fileId, index);
      return { bytes: toBase64Url(bytes), isLast };
    },

    ...attestationHandlers(attestation),
    ...noteHistoryHandlers(services.noteHistory),
    ...searchHandlers(services.search),
    ...postureHandlers(services.posture),
    ...auditHandlers(services.auditLog),
    ...therapistCaptureHandlers(services.capture),
    ...clipboardHandlers(services.clipboard),

    ...downloadHandlers(services.downloads),
    ...createExportHandlers(services.exports),
    'download.finish': async ({ downloadId }) => {
      noteSaving(services);
      return done(await services.downloads.finish(downloadId));
    },

    'work.cancel': ({ work }) => done(services.work.cancel(work)),
  };
}

/** Only on a computer that is as it has to be. */
async function startSession({ posture, sessions }: Services, clientId: ClientId): Promise<Session> {
  await posture.allowSession();
  return sessions.start(clientId);
}

/**
 * Before the file appears. Without a vault nothing can come out of one: during a call that goes on while it is locked, it
 * is a file that came in the call.
 */
function noteSaving({ vault, audit }: Services): void {
  if (vault.status.state === 'open') audit.note({ event: 'saved-outside' });
}

/** The empty answer, after something was done. */
function done(_result: void): Record<string, never> {
  return {};
}

function encoded({ publicKey, signature }: ReturnType<SessionService['sign']>): {
  publicKey: string;
  signature: string;
} {
  return { publicKey: toBase64Url(publicKey), signature: toBase64Url(signature) };
}
