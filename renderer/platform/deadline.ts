import type { Clock } from '../../src/base/ports.ts';
import { AppError } from '../../src/errors/app-error.ts';

/** Settles as `work` does, or rejects with `timeout` after `timeoutMs`. What `work` does later is ignored. */
export async function withDeadline<T>(
  work: Promise<T>,
  timeoutMs: number,
  clock: Clock,
): Promise<T> {
  let cancel = (): void => undefined;
  const late = new Promise<never>((_resolve, reject) => {
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
