import type { ClientKeys } from '../client-keys/client-keys.ts';
import type { SealedPlace } from '../client-keys/sealed-value.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import type { Losses } from './losses.ts';
import type { SalvagedRows } from './salvage-rows.ts';
import { orNull } from './salvage-table.ts';

/** What is looked through, value by value, for what does not open. */
export interface SiftOptions {
  /** The salvaged one, which is changed. */
  readonly database: SqliteDatabase;
  readonly keys: ClientKeys;
  readonly salvaged: SalvagedRows;
  readonly losses: Losses;
  readonly pause: () => Promise<void>;
}

/** Whether it is what was sealed in this place. */
export function isOpened({ keys }: SiftOptions, place: SealedPlace, sealed: Uint8Array): boolean {
  const isWhole = orNull(() => {
    keys.open(place, new Uint8Array(sealed)).fill(0);
    return true;
  });
  return isWhole ?? false;
}
