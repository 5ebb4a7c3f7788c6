import type { CallRequest } from '../../src/contract/contract.ts';
import { signaling, type Signaling } from '../../src/contract/signaling.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { CallContext } from './call-context.ts';
import { callHandlers } from './call-handlers.ts';
import { checkPermission, type StandingName } from './call-permissions.ts';
import type { SignalingCall } from './frame-reader.ts';

/**
 * Runs one call: who asks comes first, then what is asked, then the handler.
 * @returns the answer's data @throws AppError
 */
export async function runCall<K extends SignalingCall>(
  call: K,
  data: unknown,
  standing: StandingName,
  context: CallContext,
): Promise<unknown> {
  checkPermission(call, standing);
  const parsed = signaling[call].in.safeParse(data);
  if (!parsed.success) throw new AppError('bad-request', 'call data');
  // The table pairs each name with its schema; the compiler cannot follow that pairing through a generic key.
  const request = parsed.data as CallRequest<Signaling, K>;
  return callHandlers[call](context, request);
}
