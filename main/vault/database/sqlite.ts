// A CommonJS package without default export in its own terms; Node and the bundler both make its one export the default.
// oxlint-disable-next-line import/default -- see above
import Database from 'better-sqlite3-multiple-ciphers';

/** The one place that knows the database driver by name. Left out of bundles: it loads a native library beside itself. */
export const SqliteDatabase = Database;
export type SqliteDatabase = Database.Database;
export type SqliteStatement = Database.Statement;
