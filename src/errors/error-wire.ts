import { AppError } from './app-error.ts';
import { isErrorCode, type ErrorCode } from './error-codes.ts';

/** How an error travels: its code and nothing else, so that no detail of one side leaks to the other. */
export interface WireError {
  readonly code: ErrorCode;
}

/** The wire form of whatever was thrown. */
export function toWireError(thrown: unknown): WireError {
  return { code: AppError.from(thrown).code };
}

/** Reads a wire error; a code that this version does not know becomes `internal`. */
export function fromWireError(wire: { readonly code: string }): AppError {
  return new AppError(isErrorCode(wire.code) ? wire.code : 'internal');
}
