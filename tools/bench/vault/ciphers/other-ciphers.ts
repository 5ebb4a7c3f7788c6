import type { SqliteDatabase } from '../../../../main/vault/database/sqlite.ts';
import type { OtherCipher } from './measured-cipher.ts';

/** To be called before the key is given. SQLCipher as its version 4 does it: AES-256-CBC with HMAC-SHA-512 over each page. */
export function chooseCipher(database: SqliteDatabase, cipher: OtherCipher): void {
  if (cipher === 'unencrypted') return;
  database.pragma("cipher = 'sqlcipher'");
  database.pragma('legacy = 4');
}

/** A benchmark of the wrong thing would look like one of the right one. @throws Error */
export function assertCipher(database: SqliteDatabase, cipher: OtherCipher): void {
  if (cipher === 'unencrypted') return;
  const expected = { cipher: 'sqlcipher', legacy: '4', hmac_use: '1', hmac_algorithm: '2' };
  for (const [name, value] of Object.entries(expected)) {
    if (String(database.pragma(name, { simple: true })) !== value) throw new Error(`not ${name}`);
  }
}
