import type { Bytes } from '../../../src/base/bytes.ts';
import { AppError } from '../../../src/errors/app-error.ts';

/** One row of a result, read column by column. A column of another type than asked for is a damaged vault. */
export class Row {
  readonly #columns: Readonly<Record<string, unknown>>;

  constructor(columns: object) {
    this.#columns = { ...columns };
  }

  text(column: string): string {
    const value = this.#columns[column];
    return typeof value === 'string' ? value : wrongType(column);
  }

  textOrNull(column: string): string | null {
    return this.#columns[column] === null ? null : this.text(column);
  }

  /** @throws AppError vault-damaged also beyond 2^53 */
  int(column: string): number {
    const value = this.#columns[column];
    return Number.isSafeInteger(value) ? Number(value) : wrongType(column);
  }

  intOrNull(column: string): number | null {
    return this.#columns[column] === null ? null : this.int(column);
  }

  blobOrNull(column: string): Bytes | null {
    return this.#columns[column] === null ? null : this.blob(column);
  }

  /** A copy of its own. */
  blob(column: string): Bytes {
    const value = this.#columns[column];
    return value instanceof Uint8Array ? new Uint8Array(value) : wrongType(column);
  }
}

function wrongType(column: string): never {
  throw new AppError('vault-damaged', `column ${column}`);
}
