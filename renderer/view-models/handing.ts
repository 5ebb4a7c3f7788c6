import { AppError } from '../../src/errors/app-error.ts';
import type { Handing } from './talk-model.ts';

/** Hands something on and shows how that goes. `hand` resolves with false when the person changed their mind. */
export async function showHanding(
  show: (handing: Handing) => void,
  hand: () => Promise<boolean>,
): Promise<void> {
  show({ phase: 'busy' });
  try {
    show({ phase: (await hand()) ? 'done' : 'no' });
  } catch (error) {
    show({ phase: 'failed', code: AppError.from(error).code });
  }
}
