import type { openDatabase as openOurs } from '../../../../main/vault/database/open-database.ts';
import { withRawKey } from '../../../../main/vault/database/open-database.ts';
import { applySafetyPragmas } from '../../../../main/vault/database/pragmas.ts';
import { vaultError } from '../../../../main/vault/database/sqlite-error.ts';
import { SqliteDatabase } from '../../../../main/vault/database/sqlite.ts';
import { cipherVariable, readCipher } from './measured-cipher.ts';
import { assertCipher, chooseCipher } from './other-ciphers.ts';

export { withRawKey };

/** Opens as the product does, lock and settings included, with pages that are encrypted in another way or not at all. */
export const openDatabase: typeof openOurs = ({ path, vaultKey, mustExist }) => {
  const cipher = readCipher(process.env[cipherVariable]);
  try {
    const database = new SqliteDatabase(path, { fileMustExist: mustExist, timeout: 0 });
    try {
      if (cipher === 'ours') throw new Error('the product opens its own');
      chooseCipher(database, cipher);
      if (cipher === 'sqlcipher') {
        vaultKey.expose((key) => {
          withRawKey(key, (raw) => database.key(raw));
        });
      }
      applySafetyPragmas(database);
      database.exec('BEGIN EXCLUSIVE; COMMIT');
      assertCipher(database, cipher);
    } catch (error) {
      database.close();
      throw error;
    }
    return database;
  } catch (error) {
    throw vaultError(error);
  }
};
