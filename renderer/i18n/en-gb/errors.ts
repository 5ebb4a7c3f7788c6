import type { ErrorCode } from '../../../src/errors/error-codes.ts';
import type { ErrorWords } from '../error-words.ts';
import { commonErrors } from './common-errors.ts';
import { therapistErrors } from './therapist-errors.ts';

/** Words for every code of the closed table. A code without words does not compile. */
export const errors = {
  ...commonErrors,
  ...therapistErrors,
} as const satisfies Record<ErrorCode, ErrorWords>;
