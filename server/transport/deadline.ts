import type { Clock } from '../../src/base/ports.ts';
import { AppError } from '../../src/errors/app-error.ts';

/** @throws AppError timeout when `work` has not settled in time; what it does later is nobody's answer any more */
export async function withDeadline<T>(
  work: Promise<T>,
  timeoutMs: number,
  clock: Clock,
): Promise<T> {
  let cancel: () => void = () => undefined;
  const late = new Promise<never>((_, reject) => {
    cancel = clock.after(timeoutMs, () => {
      reject(new AppError('timeout'));
    });
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    cancel();
  }
}
