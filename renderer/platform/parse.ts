import type * as z from 'zod/mini';
import { AppError } from '../../src/errors/app-error.ts';

/**
 * Reads something that came over a boundary.
 * @throws AppError `internal` when it is not of the contract's shape: the other side broke its word. What was wrong
 * with it is not repeated, because it may be content.
 */
export function parseReceived<Schema extends z.ZodMiniType>(
  schema: Schema,
  value: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new AppError('internal', 'received something of another shape');
  return parsed.data;
}
