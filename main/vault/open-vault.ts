import type { Random } from '../../src/base/ports.ts';
import type { SecretBytes } from '../../src/base/secret-bytes.ts';
import type { SqliteDatabase } from './database/sqlite.ts';
import type { VaultBackups } from './backup/vault-backups.ts';
import { cipherOf } from './database/pragmas.ts';
import type { SqlHandle } from './database/sql-handle.ts';
import { vaultError } from './database/sqlite-error.ts';
import type { ClientKeys } from './client-keys/client-keys.ts';
import type { RowCheck } from './journal/row-check.ts';
import type { VaultJournal } from './journal/vault-journal.ts';
import type { SearchIndex } from './search/search-index.ts';
import { createAuditTable, type AuditTable } from './tables/audit-table.ts';
import {
  createDestructions,
  type Destructions,
  type DestructionParts,
} from './destruction/destructions.ts';
import { createCardsTable, type CardsTable } from './tables/cards-table.ts';
import { createTreatmentsTable, type TreatmentsTable } from './tables/treatments-table.ts';
import { createAutoLockTable, type AutoLockTable } from './tables/auto-lock-table.ts';
import { createLastCheckTable, type LastCheckTable } from './tables/last-check-table.ts';
import { createClientsTable, type ClientsTable } from './tables/clients-table.ts';
import { createFilesTable, type FilesTable } from './tables/files-table.ts';
import { createFirstRunTable, type FirstRunTable } from './tables/first-run-table.ts';
import type { Identity } from './tables/identity-table.ts';
import { createInvitesTable, type InvitesTable } from './tables/invites-table.ts';
import {
  createNoteRevisionsTable,
  type NoteRevisionsTable,
} from './tables/note-revisions-table.ts';
import { createNotesTable, type NotesTable } from './tables/notes-table.ts';
import { createPhrasesTable, type PhrasesTable } from './tables/phrases-table.ts';
import { createPostureTable, type PostureTable } from './tables/posture-table.ts';
import {
  createRetentionRulesTable,
  type RetentionRulesTable,
} from './tables/retention-rules-table.ts';
import { createServerKeysTable, type ServerKeysTable } from './tables/server-keys-table.ts';
import {
  createClearStretchesTable,
  type ClearStretchesTable,
} from './tables/clear-stretches-table.ts';
import { createShieldRuleTable, type ShieldRuleTable } from './tables/shield-rule-table.ts';
import { createServerTable, type ServerTable } from './tables/server-table.ts';
import {
  createSessionDevicesTable,
  type SessionDevicesTable,
} from './tables/session-devices-table.ts';
import { createSessionsTable, type SessionsTable } from './tables/sessions-table.ts';
import { createSignedNotesTable, type SignedNotesTable } from './tables/signed-notes-table.ts';
import { createSlipsTable, type SlipsTable } from './tables/slips-table.ts';
import type { VaultRenewal } from './renewal/vault-renewal.ts';
import type { VaultKeys } from './vault-keys.ts';

/** The ways into this vault, with what only whoever has it open can do. */
export interface OwnedKeys extends VaultKeys {
  /** Begins to give the vault another key. One at a time; whoever begins closes it. */
  startRenewal(): VaultRenewal;
  /** Begins to make its file anew, under the key that it has. Like a renewal. */
  startNewFile(): VaultRenewal;
  /** What opens it again, by itself. Whoever gets it wipes it. */
  copyKey(): SecretBytes;
  /** The number of its file. */
  readonly generation: number;
  /** Files of before it was made anew, and copies that came to nothing: to be overwritten and deleted. */
  condemned(): readonly string[];
  /** Whether something is left of a file that this one took the place of. */
  hasEarlier(): boolean;
  /** Forgets the vault key. */
  wipe(): void;
}

/** What is kept of clients: everything that an export holds. */
export interface ClientTables {
  readonly clients: ClientsTable;
  readonly phrases: PhrasesTable;
  readonly notes: NotesTable;
  readonly noteRevisions: NoteRevisionsTable;
  readonly signedNotes: SignedNotesTable;
  readonly sessions: SessionsTable;
  readonly invites: InvitesTable;
  readonly devices: SessionDevicesTable;
  readonly clearStretches: ClearStretchesTable;
  readonly slips: SlipsTable;
  readonly files: FilesTable;
  readonly treatments: TreatmentsTable;
  readonly cards: CardsTable;
  readonly identity: Identity;
}

/** What can be done with a vault that is open. After `close` everything throws. */
export interface OpenVault extends ClientTables {
  readonly cipher: string;
  /** A copy of the header was damaged when it was opened, and was made anew from the other. */
  readonly isMended: boolean;
  readonly destructions: Destructions;
  readonly audit: AuditTable;
  readonly server: ServerTable;
  readonly autoLock: AutoLockTable;
  readonly lastCheck: LastCheckTable;
  readonly posture: PostureTable;
  readonly serverKeys: ServerKeysTable;
  readonly shieldRule: ShieldRuleTable;
  readonly firstRun: FirstRunTable;
  readonly retentionRules: RetentionRulesTable;
  readonly search: SearchIndex;
  readonly keys: OwnedKeys;
  readonly backups: VaultBackups;
  /** The keys of the clients: under each, what is kept of one is sealed. */
  readonly clientKeys: ClientKeys;
  /** See `SqlHandle.together`. */
  together<T>(act: () => T, whenChanged: () => void): T;
  /** Reads everything, step by step, and says whether it is what was written. Each step throws as any reading does. */
  startCheck(): RowCheck;
  /** Closes the file and gives up the lock; SQLite overwrites its copy of the key. Idempotent. */
  close(): void;
}

/** Puts the tables of clients over a database. */
export function createClientTables(
  sql: SqlHandle,
  identity: Identity,
  clientKeys: ClientKeys,
): ClientTables {
  return {
    clients: createClientsTable(sql, clientKeys),
    phrases: createPhrasesTable(sql, clientKeys),
    notes: createNotesTable(sql, clientKeys),
    noteRevisions: createNoteRevisionsTable(sql, clientKeys),
    signedNotes: createSignedNotesTable(sql, identity, clientKeys),
    sessions: createSessionsTable(sql),
    invites: createInvitesTable(sql),
    devices: createSessionDevicesTable(sql),
    clearStretches: createClearStretchesTable(sql),
    slips: createSlipsTable(sql, clientKeys),
    files: createFilesTable(sql, clientKeys),
    treatments: createTreatmentsTable(sql),
    cards: createCardsTable(sql, clientKeys),
    identity,
  };
}

/** What an open vault is made of, beside its database. */
export interface VaultParts {
  readonly isMended: boolean;
  readonly keys: OwnedKeys;
  readonly backups: VaultBackups;
  readonly journal: VaultJournal;
  readonly search: SearchIndex;
  readonly random: Random;
  /** Everything that a destruction needs: handle, identity and the keys of the clients among it. */
  readonly destruction: DestructionParts;
}

/** Puts the tables over an open, migrated database, which then belongs to the vault. */
export function createOpenVault(
  database: SqliteDatabase,
  { isMended, keys, backups, journal, destruction, search, random }: VaultParts,
): OpenVault {
  const { sql, identity, keys: clientKeys } = destruction;
  return {
    cipher: cipherOf(database),
    isMended,
    ...createClientTables(sql, identity, clientKeys),
    destructions: createDestructions(destruction),
    audit: createAuditTable(sql, identity, random),
    server: createServerTable(sql),
    autoLock: createAutoLockTable(sql),
    lastCheck: createLastCheckTable(sql),
    posture: createPostureTable(sql),
    serverKeys: createServerKeysTable(sql),
    shieldRule: createShieldRuleTable(sql),
    firstRun: createFirstRunTable(sql),
    retentionRules: createRetentionRulesTable(sql),
    search,
    keys,
    backups,
    clientKeys,
    together: (act, whenChanged) => sql.together(act, whenChanged),
    startCheck: () => journal.startCheck(),
    close: () => {
      keys.wipe();
      clientKeys.wipe();
      try {
        try {
          journal.close();
        } finally {
          // Whatever becomes of the head, the lock is given up.
          database.close();
        }
      } catch (error) {
        throw vaultError(error);
      }
    },
  };
}
