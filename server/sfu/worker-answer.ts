import { errors } from 'mediasoup';
import { AppError } from '../../src/errors/app-error.ts';

/** The part of a contract's schema that reading needs. */
interface Schema<T> {
  safeParse(
    value: unknown,
  ): { readonly success: true; readonly data: T } | { readonly success: false };
}

/**
 * Reads what mediasoup says by the contract's schema, so that nothing leaves here that a client would refuse. The
 * round trip through JSON drops members that are `undefined`, as the wire would.
 * @throws AppError internal when mediasoup and the contract have drifted apart
 */
export function readByContract<T>(schema: Schema<T>, value: unknown): T {
  const parsed = schema.safeParse(JSON.parse(JSON.stringify(value)));
  if (!parsed.success) throw new AppError('internal', 'media parameters outside the contract');
  return parsed.data;
}

/**
 * Runs a request whose parameters come from a client. A refusal is the client's mistake, unless the worker is gone.
 * What mediasoup says about it stays in the cause: it may quote addresses and parameters.
 */
export async function askWorker<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (cause) {
    if (cause instanceof errors.WorkerClosedError) {
      throw new AppError('media-failed', undefined, { cause });
    }
    if (cause instanceof errors.NotFoundError) {
      throw new AppError('not-found', undefined, { cause });
    }
    throw new AppError('bad-request', undefined, { cause });
  }
}
