import type { Bytes } from '../../../src/base/bytes.ts';
import { AppError } from '../../../src/errors/app-error.ts';

/** One row of a result, read column by column. A column of another type than asked for is a damaged vault. */
export class Row {
  readonly #columns: Readonly<Record<string, unknown>>;

  /** @param columns - the row's own, as the binding gave it: nobody else changes it */
  constructor(columns: object) {
    this.#columns = columns as Readonly<Record<string, unknown>>;
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

  /** The only copy that there is of it: whoever overwrites it leaves nothing behind, and reads nothing here again. */
  blob(column: string): Bytes {
    const value = this.#columns[column];
    if (!(value instanceof Uint8Array) || !(value.buffer instanceof ArrayBuffer)) {
      return wrongType(column);
    }
    return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  }
}

function wrongType(column: string): never {
  throw new AppError('vault-damaged', `column ${column}`);
}
