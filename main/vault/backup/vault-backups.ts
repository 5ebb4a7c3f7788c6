import type { SecretBytes } from '../../../src/base/secret-bytes.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { isErrorCode, type ErrorCode } from '../../../src/errors/error-codes.ts';
import type { Row } from '../database/row.ts';
import type { SqlHandle } from '../database/sql-handle.ts';
import type { WrapLabel } from '../header/key-wrap.ts';
import { backupError } from './backup-file.ts';
import { mayHoldBackupsOf } from './backup-folder.ts';
import {
  addBackupKey,
  confirmBackupKey,
  readBackupKeys,
  readLastKeys,
  removeBackupKey,
  settleBackupKeys,
  type BackupKeys,
  type KnownBackupKey,
} from './backup-keys.ts';
import { inWorkFolder, type BackupWork } from './backup-work.ts';
import {
  makeBackup,
  replaceBackupKeyring,
  type BackupSource,
  type KeysWhileMade,
  type MadeBackup,
} from './make-backup.ts';
import { rotateBackups } from './rotate-backups.ts';

/** Where backups go and how they fare, as the vault remembers it. Times are milliseconds since 1970. */
export interface BackupState {
  /** Absolute path; null: none was named. */
  readonly folder: string | null;
  /** The last one that was read back and found whole. */
  readonly last: {
    readonly name: string;
    readonly madeAtMs: number;
    readonly sizeBytes: number;
  } | null;
  /** What was tried after that, in vain. */
  readonly failed: { readonly atMs: number; readonly code: ErrorCode } | null;
  /** When one was last opened with a typed recovery key. */
  readonly testedAtMs: number | null;
  /** The keyring in the folder is not the present one: a client was destroyed, or a key changed, while it was not there. */
  readonly owesKeyring: boolean;
  /** A recovery key is in force that opens backups. Not so of one that was made before there were any. */
  readonly hasKey: boolean;
}

/** Backups of a vault that is open. */
export interface VaultBackups {
  state(): BackupState;
  /**
   * Names the folder; null: none from now on. What is in the old one stays there, and is no backup in the new one: of another
   * folder nothing is known before the first backup in it. The same one again is owed what it was owed.
   */
  setFolder(folder: string | null): void;
  /**
   * Makes the backup key that a new recovery key opens. To be called before that opens the vault; from then on the folder is
   * owed a keyring with it. What is returned takes all of this back, for a recovery key that came to open nothing: the folder
   * must never go with a paper that was thrown away. What is interrupted before either is for `settleKeys`.
   */
  addKey(label: WrapLabel, secret: SecretBytes): () => void;
  /**
   * By the header that was just opened: the key of the recovery key in it stays, and one whose recovery key never got there
   * goes. `mayBeOlder`: a person goes on with an older vault; then none goes.
   */
  settleKeys(mayBeOlder: boolean): void;
  /** Brings the keyring in the folder up to date, or remembers that it is owed. Never throws for what the folder does. */
  updateKeyring(): void;
  /** The same if it is owed: the folder was not there, or it was interrupted. */
  settleKeyring(): void;
  /**
   * Makes a backup in the folder, and remembers what became of it. One at a time.
   * @throws AppError not-found when no folder was named, last-way when there is no recovery key that would open it,
   * and as `makeBackup` does
   */
  make(madeAtMs: number, work: BackupWork): Promise<MadeBackup>;
  /** Nothing happens when another folder was named since. */
  noteTested(atMs: number, folder: string): void;
}

export interface VaultBackupsParts extends BackupSource {
  readonly sql: SqlHandle;
  readonly dataFolder: string;
  /** The ways into the vault, as they are now. */
  readonly labels: () => readonly WrapLabel[];
}

export function createVaultBackups(parts: VaultBackupsParts): VaultBackups {
  const { sql, labels, vaultId } = parts;
  const withKeys = <T>(use: (keys: BackupKeys) => T, which: 'in-force' | 'any'): T | null => {
    const keys = readBackupKeys(sql, labels()) ?? (which === 'any' ? readLastKeys(sql) : null);
    if (!keys) return null;
    try {
      return use(keys);
    } finally {
      wipe(keys);
    }
  };
  const state = (): BackupState => {
    const row = sql.get('SELECT * FROM backup_state');
    if (!row) throw new AppError('vault-damaged', 'no state of backups');
    return { ...stateOf(row), hasKey: withKeys(() => true, 'in-force') ?? false };
  };
  const owe = (owes: boolean): void => {
    if (state().owesKeyring === owes) return;
    sql.write((write) =>
      write.run('UPDATE backup_state SET owes_keyring = :owes', { owes: owes ? 1 : 0 }),
    );
  };
  const backups: VaultBackups = {
    state,
    setFolder: (folder) => {
      if (state().folder !== folder) nameFolder(sql, folder);
    },
    addKey: (label, secret) => {
      const { folder, last, owesKeyring } = state();
      confirmBackupKey(sql, labels());
      const isNew = addBackupKey(sql, label, secret, parts);
      // Whatever comes between this and the folder: the recovery key must open what lies there.
      if (folder !== null && (last !== null || mayHoldBackupsOf(vaultId, folder))) owe(true);
      return () => {
        if (!isNew) return;
        sql.write(() => {
          removeBackupKey(sql, label);
          owe(owesKeyring);
        });
      };
    },
    settleKeys: (mayBeOlder) => {
      settleBackupKeys(sql, labels(), mayBeOlder);
    },
    updateKeyring: () => {
      const { folder, last } = state();
      if (folder === null) return;
      // Before the first backup there is none to be replaced, unless backups went there before, and elsewhere in between.
      if (last === null && !mayHoldBackupsOf(vaultId, folder)) {
        owe(false);
        return;
      }
      // Before the first copy: what interrupts it between the two is gone on with at the next opening.
      owe(true);
      confirmBackupKey(sql, labels());
      // Also without a recovery key in force: whoever was destroyed must not stay in there.
      if (withKeys((keys) => isReplaced(parts, keys, folder), 'any')) owe(false);
    },
    settleKeyring: () => {
      if (state().owesKeyring) backups.updateKeyring();
    },
    make: async (madeAtMs, work) => {
      const { folder } = state();
      if (folder === null) throw new AppError('not-found', 'no folder');
      const made = await make(parts, folder, madeAtMs, work);
      noteMade(sql, folder, made, madeAtMs);
      // What changed since its keyring was written may not have reached the folder.
      backups.settleKeyring();
      return made;
    },
    noteTested: (atMs, folder) => {
      noteTested(sql, atMs, folder);
    },
  };
  return backups;
}

async function make(
  parts: VaultBackupsParts,
  folder: string,
  madeAtMs: number,
  work: BackupWork,
): Promise<MadeBackup> {
  const { sql, labels, dataFolder, vaultId } = parts;
  confirmBackupKey(sql, labels());
  const keys = readBackupKeys(sql, labels());
  if (!keys) throw new AppError('last-way', 'no key');
  try {
    const made = await inWorkFolder(dataFolder, 'backup', async (workFolder) =>
      makeBackup(
        parts,
        keysWhileMade(parts, keys.current, folder),
        { folder, workFolder },
        madeAtMs,
        work,
      ),
    );
    rotateBackups(folder, vaultId, madeAtMs);
    return made;
  } catch (thrown) {
    const error = backupError(thrown);
    if (error instanceof AppError) noteFailed(sql, madeAtMs, folder, error);
    throw error;
  } finally {
    wipe(keys);
  }
}

function keysWhileMade(
  { sql, labels }: VaultBackupsParts,
  content: KnownBackupKey,
  folder: string,
): KeysWhileMade {
  return {
    content,
    lend: (use) => {
      confirmBackupKey(sql, labels());
      // The recovery key may have been taken away meanwhile.
      const now = readBackupKeys(sql, labels()) ?? readLastKeys(sql);
      if (!now) throw new AppError('last-way', 'no key');
      try {
        return use(now);
      } finally {
        wipe(now);
      }
    },
    keyringReplaced: () => {
      sql.write((write) =>
        write.run('UPDATE backup_state SET owes_keyring = 0 WHERE folder = :folder', { folder }),
      );
    },
  };
}

function nameFolder(sql: SqlHandle, folder: string | null): void {
  sql.write((write) =>
    write.run(
      `UPDATE backup_state SET folder = :folder, owes_keyring = 0, tested_at_ms = NULL, last_name = NULL,
       last_at_ms = NULL, last_bytes = NULL, failed_at_ms = NULL, failed_code = NULL`,
      { folder },
    ),
  );
}

function noteTested(sql: SqlHandle, atMs: number, folder: string): void {
  sql.write((write) =>
    write.run('UPDATE backup_state SET tested_at_ms = :atMs WHERE folder = :folder', {
      atMs,
      folder,
    }),
  );
}

/** It says nothing of another folder that was named meanwhile. */
function noteMade(
  sql: SqlHandle,
  folder: string,
  { name, sizeBytes }: MadeBackup,
  madeAtMs: number,
): void {
  sql.write((write) =>
    write.run(
      `UPDATE backup_state SET last_name = :name, last_at_ms = :madeAtMs, last_bytes = :sizeBytes,
       failed_at_ms = NULL, failed_code = NULL WHERE folder = :folder`,
      { name, madeAtMs, sizeBytes, folder },
    ),
  );
}

/** What cannot be remembered is thrown all the same by who failed. */
function noteFailed(sql: SqlHandle, atMs: number, folder: string, { code }: AppError): void {
  try {
    sql.write((write) =>
      write.run(
        'UPDATE backup_state SET failed_at_ms = :atMs, failed_code = :code WHERE folder = :folder',
        { atMs, code, folder },
      ),
    );
  } catch {
    // The vault was closed, or its disk is full.
  }
}

function isReplaced(parts: VaultBackupsParts, keys: BackupKeys, folder: string): boolean {
  try {
    replaceBackupKeyring(parts, keys, folder);
    return true;
  } catch {
    return false;
  }
}

function wipe({ current, earlier }: BackupKeys): void {
  for (const { key } of [current, ...earlier]) key.wipe();
}

function stateOf(row: Row): Omit<BackupState, 'hasKey'> {
  const name = row.textOrNull('last_name');
  const code = row.textOrNull('failed_code');
  return {
    folder: row.textOrNull('folder'),
    last:
      name === null
        ? null
        : { name, madeAtMs: row.int('last_at_ms'), sizeBytes: row.int('last_bytes') },
    failed:
      code === null
        ? null
        : { atMs: row.int('failed_at_ms'), code: isErrorCode(code) ? code : 'internal' },
    testedAtMs: row.intOrNull('tested_at_ms'),
    owesKeyring: row.int('owes_keyring') === 1,
  };
}
