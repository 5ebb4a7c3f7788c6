import type { Clock } from '../../src/base/ports.ts';

/** How long a port is waited for, and what counts when it has not answered. */
export interface AskLimit<T> {
  readonly clock: Pick<Clock, 'after'>;
  readonly limitMs: number;
  /** Fires when nobody wants the answer any more. */
  readonly stop?: AbortSignal;
  readonly otherwise: T;
}

/**
 * Asks a port for something. When the time is over, or nobody wants it any more, the port is told to end and is waited for no
 * longer, whatever it does: one that hangs holds nothing up.
 * @throws whatever the port rejects with in time
 */
export async function askWithin<T>(
  { clock, limitMs, stop, otherwise }: AskLimit<T>,
  ask: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const ending = new AbortController();
  let end = (): void => undefined;
  const ended = new Promise<T>((resolve) => {
    end = () => {
      // First: a port that rejects because it is told to end has not answered in time either.
      resolve(otherwise);
      ending.abort();
    };
  });
  if (stop?.aborted === true) return otherwise;
  stop?.addEventListener('abort', end);
  const cancel = clock.after(limitMs, end);
  try {
    return await Promise.race([ask(ending.signal), ended]);
  } finally {
    cancel();
    stop?.removeEventListener('abort', end);
  }
}
