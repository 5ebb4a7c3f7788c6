import { AppError } from '../../src/errors/app-error.ts';

/** The code of the AppError that `act` throws; null when it throws none. Anything else that is thrown goes on. */
export function thrownCode(act: () => unknown): string | null {
  try {
    act();
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
  return null;
}
