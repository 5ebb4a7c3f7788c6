import { AppError } from '../../src/errors/app-error.ts';

/** The code of the AppError that a promise rejects with; null when it does not. */
export async function rejectedCode(promise: Promise<unknown>): Promise<string | null> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
  return null;
}
