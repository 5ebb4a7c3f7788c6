import { AppError } from '../../../src/errors/app-error.ts';
import type { Bytes } from '../../../src/base/bytes.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import { wrapSizes, type KeyWrap } from '../header/key-wrap.ts';
import { createCommitJournal } from '../journal/commit-journal.ts';
import { watchRows } from '../journal/row-watch.ts';
import type { OpenBackupKeyring } from './backup-keyring.ts';

type Wrapped = Pick<KeyWrap, 'params' | 'nonce' | 'sealed'>;

/** What no recovery key opens any more, and nothing is sealed under. */
const noWrap = {
  params: new Uint8Array(),
  nonce: new Uint8Array(wrapSizes.nonce),
  sealed: new Uint8Array(wrapSizes.sealed),
} as const satisfies Wrapped;

/**
 * Puts every backup key of a folder into the vault that was restored from it. The recovery key may be newer than the backup, which then
 * knows nothing of the key that goes with it: the folder would be taken for that of another vault, and no backup made any more.
 * @throws AppError vault-damaged
 */
export function adoptBackupKeys(database: SqliteDatabase, keyring: OpenBackupKeyring): void {
  const { keys, wrap } = keyring;
  const [current, ...earlier] = keys;
  const journal = createCommitJournal(database);
  try {
    const last = journal.last();
    if (!last) throw new AppError('vault-damaged', 'no commit');
    const watch = watchRows(database, journal.key, last.rowSum, 'adopted');
    // By its columns of the first version: a backup may be of before the others.
    const insert = database.prepare(
      `INSERT INTO backup_keys (key_id, key, params, nonce, sealed)
       VALUES (:id, :key, :params, :nonce, :sealed) ON CONFLICT DO NOTHING`,
    );
    const confirm = confirmIn(database);
    const put = (id: Bytes, key: Bytes, { params, nonce, sealed }: Wrapped): void => {
      insert.run({ id, key, params, nonce, sealed });
      confirm(id);
    };
    database.transaction(() => {
      for (const { keyId, key } of earlier) {
        key.expose((bytes) => {
          put(keyId, bytes, noWrap);
        });
      }
      // The last one is the one that is sealed under where no recovery key is in force.
      current.key.expose((bytes) => {
        put(current.keyId, bytes, wrap);
      });
      if (watch.sum !== last.rowSum) journal.add(watch.sum);
    })();
  } finally {
    journal.key.wipe();
  }
}

/**
 * What a keyring has in it came into force once. A backup that was made in just that moment knows it as pending, and the vault would throw it
 * away at its first opening.
 */
function confirmIn(database: SqliteDatabase): (id: Bytes) => void {
  const hasPending = database
    .prepare("SELECT 1 FROM pragma_table_info('backup_keys') WHERE name = 'pending'")
    .get();
  if (!hasPending) return () => undefined;
  const settle = database.prepare(
    'UPDATE backup_keys SET pending = 0 WHERE key_id = :id AND pending = 1',
  );
  return (id) => {
    settle.run({ id });
  };
}
