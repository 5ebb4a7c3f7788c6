import { invariant } from '../../src/base/invariant.ts';
import type { Log } from '../../src/base/ports.ts';
import type { Boundary, Call, CallHandlers, Contract } from '../../src/contract/contract.ts';
import { ipcRequest, type IpcResponse } from '../../src/contract/ipc-wire.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import { toWireError } from '../../src/errors/error-wire.ts';
import { isTrustedSender, type SenderCheck } from './sender-check.ts';

/** Takes whatever arrived and always answers: with data, or with an error code. Never rejects. */
export type IpcReceiver = (request: unknown, sender: SenderCheck) => Promise<IpcResponse>;

export interface RegisterOptions<C extends Contract> {
  readonly boundary: Boundary<C>;
  readonly handlers: CallHandlers<C>;
  readonly rendererOrigin: string;
  readonly log: Log;
}

/** Handlers by name. The table ties each to its schemas; TypeScript cannot follow that through an index. */
type AnyHandlers = Readonly<Record<string, (request: unknown) => unknown>>;

/**
 * The one way into a main side. Each call passes the same gates in the same order: who asks, which version of the
 * contract, which call, what it says; and its answer is parsed too, so that nothing the contract does not name leaves.
 */
export function register<C extends Contract>(options: RegisterOptions<C>): IpcReceiver {
  const { boundary, rendererOrigin, log } = options;
  const handlers = options.handlers as AnyHandlers;
  const answer = async (request: unknown, sender: SenderCheck): Promise<unknown> => {
    if (!isTrustedSender(sender, rendererOrigin)) throw new AppError('forbidden-sender');
    const { channel, shape, data } = readRequest(boundary, request);
    return callHandler(handlers[channel], shape, data);
  };
  return async (request, sender) => {
    try {
      return { ok: true, data: await answer(request, sender) };
    } catch (thrown) {
      const error = toWireError(thrown);
      // The code only: what came in may be content, and what a library says may quote it.
      logRefusal(log, error.code);
      return { ok: false, error };
    }
  };
}

function readRequest(
  { protocol, table }: Boundary,
  request: unknown,
): { channel: string; shape: Call; data: unknown } {
  // The version comes before everything else: a peer of another version may use another shape.
  if (protocolOf(request) !== protocol) throw new AppError('update-required');
  const parsed = ipcRequest.safeParse(request);
  if (!parsed.success) throw new AppError('bad-request');
  const { channel, data } = parsed.data;
  const shape = Object.hasOwn(table, channel) ? table[channel] : undefined;
  if (shape?.kind !== 'call') throw new AppError('bad-request');
  return { channel, shape, data };
}

function protocolOf(request: unknown): number {
  const parsed = ipcRequest.shape.protocol.safeParse(
    typeof request === 'object' && request !== null && 'protocol' in request
      ? request.protocol
      : undefined,
  );
  if (!parsed.success) throw new AppError('bad-request');
  return parsed.data;
}

async function callHandler(
  handler: AnyHandlers[string] | undefined,
  shape: Call,
  data: unknown,
): Promise<unknown> {
  const parsed = shape.in.safeParse(data);
  if (!parsed.success) throw new AppError('bad-request');
  invariant(handler !== undefined, 'every call of the table has its handler');
  const answered = shape.out.safeParse(await handler(parsed.data));
  if (!answered.success) throw new AppError('internal', 'a handler broke the contract');
  return answered.data;
}

function logRefusal(log: Log, code: ErrorCode): void {
  if (code === 'internal') log.error('ipc-failed', { code });
  else log.warn('ipc-refused', { code });
}
