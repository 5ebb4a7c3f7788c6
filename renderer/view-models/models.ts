import type { ClientId, NoteId } from '../../src/contract/ids.ts';
import type { Session } from '../../src/contract/ipc.ts';
import type { AccessLogModel } from './access-log-model.ts';
import type { ComputerModel } from './computer-model.ts';
import type { AppState } from './app-state.ts';
import type { AutoLockModel } from './auto-lock-model.ts';
import type { BackupsModel } from './backups-model.ts';
import type { CardModel } from './card-model.ts';
import type { ClientsModel } from './clients-model.ts';
import type { DestroyedRecordsModel } from './destroyed-records-model.ts';
import type { DestructionModel } from './destruction-model.ts';
import type { DevicesModel } from './devices-model.ts';
import type { ExportModel } from './export-model.ts';
import type { FilesModel } from './files-model.ts';
import type { GuestModel } from './guest-model.ts';
import type { HostSessionModel } from './host-session-model.ts';
import type { NoteEditorModel } from './note-editor-model.ts';
import type { NotesModel } from './notes-model.ts';
import type { OwnShieldModel } from './own-shield-model.ts';
import type { RenewalModel } from './renewal-model.ts';
import type { SlipsModel } from './slips-model.ts';
import type { PhraseModel } from './phrase-model.ts';
import type { ServerModel } from './server-model.ts';
import type { TreatmentModel } from './treatment-model.ts';
import type { SearchModel } from './search-model.ts';
import type { RescueModel } from './rescue-model.ts';
import type { RetentionRulesModel } from './retention-rules-model.ts';
import type { RestoreModel } from './restore-model.ts';
import type { Store } from './store.ts';
import type { VaultModel } from './vault-model.ts';
import type { VaultSecurityModel } from './vault-security-model.ts';
import type { VaultWaysModel } from './vault-ways-model.ts';

/** Everything that the therapist's screens need. Made once per page by `createTherapistModels`. */
export interface TherapistModels {
  readonly app: Store<AppState>;
  readonly vault: VaultModel;
  readonly vaultWays: VaultWaysModel;
  readonly vaultSecurity: VaultSecurityModel;
  readonly renewal: RenewalModel;
  readonly autoLock: AutoLockModel;
  readonly shield: OwnShieldModel;
  readonly backups: BackupsModel;
  readonly restore: RestoreModel;
  readonly rescue: RescueModel;
  readonly clients: ClientsModel;
  readonly destruction: DestructionModel;
  readonly search: SearchModel;
  readonly server: ServerModel;
  readonly devices: DevicesModel;
  readonly session: HostSessionModel;
  /** The notes of one client; the list is read at once. */
  notesOf(clientId: ClientId): NotesModel;
  /** The signed records of one client's sessions. */
  slipsOf(clientId: ClientId): SlipsModel;
  /** The files that are kept with one client. */
  filesOf(clientId: ClientId): FilesModel;
  /** Exporting one client's record. */
  exportOf(clientId: ClientId): ExportModel;
  /** The end of one client's treatment; it is read at once. */
  treatmentOf(clientId: ClientId): TreatmentModel;
  /** The sealed card of one client; it is read by `load`. */
  cardOf(clientId: ClientId): CardModel;
  /** What was agreed with one client to be said; it is read at once. */
  phraseOf(clientId: ClientId): PhraseModel;
  /**
   * Opens a note. The same note asked for twice is the same editor, with what was typed in it. `newFor`: it is a new note about
   * this client, and need not be in the vault yet.
   */
  openNote(noteId: NoteId, newFor?: ClientId): NoteEditorModel;
  /** Opens the note of a session, or a new one while there is none yet; the same one after a reload. */
  openSessionNote(session: Session): NoteEditorModel;
  /** What is on record of this vault; it is read by `load`. */
  openAccessLog(): AccessLogModel;
  openComputer(): ComputerModel;
  /** Which records were destroyed; they are read by `load`. */
  openDestroyedRecords(): DestroyedRecordsModel;
  /** How long records are kept; it is read by `load`. */
  openRetentionRules(): RetentionRulesModel;
  /** Closes everything: connections, devices, timers. For tests and for leaving the page. */
  close(): void;
}

/** Everything that the guest's screens need. Made once per page by `createGuestModels`. */
export interface GuestModels {
  readonly guest: GuestModel;
  readonly devices: DevicesModel;
  close(): void;
}
