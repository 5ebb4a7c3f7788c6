import type * as z from 'zod/mini';
import { parseReceived } from './parse.ts';

/**
 * Brings what mediasoup-client made into the contract's shape before it goes out: its types promise less than the
 * contract asks. Members without a value are left out, as JSON leaves them out.
 * @throws AppError internal when it does not fit
 */
export function toWireShape<Schema extends z.ZodMiniType>(
  schema: Schema,
  value: object,
): z.output<Schema> {
  return parseReceived(schema, JSON.parse(JSON.stringify(value)));
}
