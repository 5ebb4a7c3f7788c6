import type { SqliteDatabase } from '../../main/vault/database/sqlite.ts';
import { tamperWithVault } from './tamper-with-vault.ts';
import type { MadeVault } from './vault-fixture.ts';

/** The database of a vault that was made, past the journal, past everything. */
export function tamper(vault: MadeVault, change: (database: SqliteDatabase) => void): void {
  tamperWithVault(vault.dataFolder, vault.secret.secret, change);
}
