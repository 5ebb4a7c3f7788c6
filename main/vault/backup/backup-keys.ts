import { hkdfSync } from 'node:crypto';
import { equalBytes, type Bytes } from '../../../src/base/bytes.ts';
import type { Random } from '../../../src/base/ports.ts';
import { SecretBytes } from '../../../src/base/secret-bytes.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import type { Row } from '../database/row.ts';
import type { ReadHandle, SqlHandle } from '../database/sql-handle.ts';
import { wrapSizes, wrapVaultKey, type KeyWrap, type WrapLabel } from '../header/key-wrap.ts';

// A backup key for each recovery key that there was, named as that one's way into the vault is. What is backed up from then
// on is sealed under it; so whoever found an earlier paper opens nothing that was made after. The vault keeps the wrap
// (the key, sealed under a secret from the recovery key), because the recovery key itself is at hand only when it is made.

/** A backup key without what opens it. Whoever gets one wipes `key`. */
export interface KnownBackupKey {
  readonly keyId: Bytes;
  readonly key: SecretBytes;
}

export interface BackupKey extends KnownBackupKey {
  /** What the recovery key opens. */
  readonly wrap: KeyWrap;
}

/** What a recovery key says to a backup: HKDF-SHA-256 (RFC 5869), with another label than what it says to a vault. */
export function backupSecret(recoveryKey: SecretBytes, keyId: Bytes): SecretBytes {
  return recoveryKey.expose(
    (bytes) =>
      new SecretBytes(
        new Uint8Array(
          hkdfSync('sha256', bytes, keyId, 'quietroom/recovery-key/backup/1', wrapSizes.secret),
        ),
      ),
  );
}

/**
 * Makes the key that goes with a recovery key. To be called before that recovery key opens anything; until `confirmBackupKey` it is
 * pending, and nothing is sealed under it. Again changes nothing, and says false.
 */
export function addBackupKey(
  sql: SqlHandle,
  label: WrapLabel,
  secret: SecretBytes,
  { vaultId, random }: { readonly vaultId: Bytes; readonly random: Random },
): boolean {
  const key = new SecretBytes(random.bytes(wrapSizes.key));
  try {
    const { id, params, nonce, sealed } = wrapVaultKey(key, secret, label, vaultId, random);
    const added = key.expose((bytes) =>
      sql.write((write) =>
        write.run(
          `INSERT INTO backup_keys (key_id, key, params, nonce, sealed, pending)
           VALUES (:id, :bytes, :params, :nonce, :sealed, 1) ON CONFLICT DO NOTHING`,
          { id, bytes, params, nonce, sealed },
        ),
      ),
    );
    return added > 0;
  } finally {
    key.wipe();
  }
}

/** Forgets the key of a recovery key that never opened anything. */
export function removeBackupKey(sql: SqlHandle, { id }: WrapLabel): void {
  sql.write((write) => write.run('DELETE FROM backup_keys WHERE key_id = :id', { id }));
}

/**
 * The recovery key in force has come into force: its key is pending no more. Before anything is sealed under it, and before
 * another takes its place: from then on it is never taken away.
 */
export function confirmBackupKey(sql: SqlHandle, labels: readonly WrapLabel[]): void {
  const id = idInForce(labels);
  const isPending = 'FROM backup_keys WHERE key_id = :id AND pending = 1';
  if (!id || !sql.get(`SELECT 1 ${isPending}`, { id })) return;
  sql.write((write) => {
    write.run('UPDATE backup_keys SET pending = 0 WHERE key_id = :id', { id });
  });
}

/**
 * Takes away the keys of recovery keys that never came into force, because something interrupted it; by the header that has just been opened.
 * Where that, or the database, may be an older one, they stay: a backup may be sealed under one.
 */
export function settleBackupKeys(
  sql: SqlHandle,
  labels: readonly WrapLabel[],
  mayBeOlder: boolean,
): void {
  confirmBackupKey(sql, labels);
  if (!sql.get('SELECT 1 FROM backup_keys WHERE pending = 1')) return;
  sql.write((write) => {
    write.run(
      mayBeOlder
        ? 'UPDATE backup_keys SET pending = 0'
        : 'DELETE FROM backup_keys WHERE pending = 1',
    );
  });
}

function idInForce(labels: readonly WrapLabel[]): Bytes | undefined {
  return labels.find(({ kind }) => kind === 'recovery')?.id;
}

/** The keys of a vault: the one that is sealed under, and those of before it. */
export interface BackupKeys {
  readonly current: BackupKey;
  readonly earlier: readonly KnownBackupKey[];
}

/** With the key that the recovery key in force opens; null when there is none for it. Whoever gets them wipes them. */
export function readBackupKeys(sql: ReadHandle, labels: readonly WrapLabel[]): BackupKeys | null {
  const inForce = idInForce(labels);
  return inForce ? keysWith(sql, inForce) : null;
}

/** With the newest key that came into force, whether or not anybody has a recovery key for it. */
export function readLastKeys(sql: ReadHandle): BackupKeys | null {
  const last = sql.get(
    'SELECT key_id FROM backup_keys WHERE pending = 0 ORDER BY rowid DESC LIMIT 1',
  );
  return last ? keysWith(sql, last.blob('key_id')) : null;
}

function keysWith(sql: ReadHandle, currentId: Bytes): BackupKeys | null {
  const rows = sql.all(
    'SELECT * FROM backup_keys WHERE pending = 0 OR key_id = :currentId ORDER BY rowid',
    { currentId },
  );
  const current = rows.find((row) => equalBytes(row.blob('key_id'), currentId));
  if (!current) return null;
  return {
    current: { ...knownKeyOf(current), wrap: wrapOf(current) },
    earlier: rows.filter((row) => row !== current).map(knownKeyOf),
  };
}

function knownKeyOf(row: Row): KnownBackupKey {
  return { keyId: row.blob('key_id'), key: new SecretBytes(row.blob('key')) };
}

function wrapOf(row: Row): KeyWrap {
  return {
    kind: 'recovery',
    id: row.blob('key_id'),
    params: row.blob('params'),
    nonce: row.blob('nonce'),
    sealed: row.blob('sealed'),
  };
}

/** Of these keys the one with this name. @throws AppError vault-wrong-key */
export function keyNamed(keys: readonly KnownBackupKey[], keyId: Bytes): SecretBytes {
  const found = keys.find((one) => equalBytes(one.keyId, keyId));
  if (!found) throw new AppError('vault-wrong-key', 'backup of another key');
  return found.key;
}
