import type { ClientKeys } from '../client-keys/client-keys.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';

/** One step of the schema. Steps are never changed after a release, only followed by others. */
export interface Migration {
  /** The schema version that it leads to, from the one before. */
  readonly version: number;
  /** Statements without input, run in one transaction together with the new version number. */
  readonly sql: string;
  /** What no statement can do, after `sql` and in the same transaction. */
  readonly convert?: (database: SqliteDatabase, keys: ClientKeys) => void;
}
