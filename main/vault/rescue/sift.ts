import type { Bytes } from '../../../src/base/bytes.ts';
import { AppError } from '../../../src/errors/app-error.ts';
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

/**
 * What was sealed in this place; null when it does not open. Also what says to be of a version that this program does not know:
 * of one value, that is one more that cannot be read, and no reason to show nothing of the others.
 */
export function opened(
  { keys }: Pick<SiftOptions, 'keys'>,
  place: SealedPlace,
  sealed: Uint8Array,
): Bytes | null {
  return orNull(() => {
    try {
      return keys.open(place, new Uint8Array(sealed));
    } catch (error) {
      if (error instanceof AppError && error.code === 'vault-newer') return null;
      throw error;
    }
  });
}

/** Whether it is what was sealed in this place. */
export function isOpened(
  options: Pick<SiftOptions, 'keys'>,
  place: SealedPlace,
  sealed: Uint8Array,
): boolean {
  const bytes = opened(options, place, sealed);
  bytes?.fill(0);
  return bytes !== null;
}
