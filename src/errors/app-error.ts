import { errorCodes, type ErrorCategory, type ErrorCode } from './error-codes.ts';

/**
 * The one error type that crosses modules. Matched by `code`, never by message. `detail` is for operators: a fixed
 * phrase or an id, never content, names, tokens or what a library said about them.
 */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, detail?: string, options?: { cause?: unknown }) {
    super(detail === undefined ? code : `${code}: ${detail}`, options);
    this.code = code;
  }

  get category(): ErrorCategory {
    return errorCodes[this.code].category;
  }

  get retryable(): boolean {
    return errorCodes[this.code].retryable;
  }

  /** Whatever was thrown, as an AppError; unknown things become `internal` and keep themselves as the cause. */
  static from(thrown: unknown): AppError {
    return thrown instanceof AppError
      ? thrown
      : new AppError('internal', undefined, { cause: thrown });
  }
}

/** What a cancelled task rejects with: not a failure, never logged as one. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError';

  constructor() {
    super('cancelled');
  }
}
