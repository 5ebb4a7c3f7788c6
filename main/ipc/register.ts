import type { Log } from '../../src/base/ports.ts';
import { ipc, IPC_PROTOCOL } from '../../src/contract/ipc.ts';
import { ipcRequest, type IpcResponse } from '../../src/contract/ipc-wire.ts';
import { AppError } from '../../src/errors/app-error.ts';
import type { ErrorCode } from '../../src/errors/error-codes.ts';
import { toWireError } from '../../src/errors/error-wire.ts';
import type { IpcCall, IpcHandlers } from './handlers.ts';
import { isTrustedSender, type SenderCheck } from './sender-check.ts';

/** Takes whatever arrived and always answers: with data, or with an error code. Never rejects. */
export type IpcReceiver = (request: unknown, sender: SenderCheck) => Promise<IpcResponse>;

export interface RegisterOptions {
  readonly handlers: IpcHandlers;
  readonly rendererOrigin: string;
  readonly log: Log;
}

/**
 * The one way into the main side. Each call passes the same gates in the same order: who asks, which version of the
 * contract, which call, what it says; and its answer is parsed too, so that nothing the contract does not name leaves.
 */
export function register({ handlers, rendererOrigin, log }: RegisterOptions): IpcReceiver {
  const answer = async (request: unknown, sender: SenderCheck): Promise<unknown> => {
    if (!isTrustedSender(sender, rendererOrigin)) throw new AppError('forbidden-sender');
    const { channel, data } = readRequest(request);
    return callHandler(handlers, channel, data);
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

function readRequest(request: unknown): { channel: IpcCall; data: unknown } {
  // The version comes before everything else: a peer of another version may use another shape.
  if (protocolOf(request) !== IPC_PROTOCOL) throw new AppError('update-required');
  const parsed = ipcRequest.safeParse(request);
  if (!parsed.success || !isCall(parsed.data.channel)) throw new AppError('bad-request');
  return { channel: parsed.data.channel, data: parsed.data.data };
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

function isCall(channel: string): channel is IpcCall {
  return Object.hasOwn(ipc, channel) && ipc[channel as keyof typeof ipc].kind === 'call';
}

async function callHandler<K extends IpcCall>(
  handlers: IpcHandlers,
  channel: K,
  data: unknown,
): Promise<unknown> {
  const { in: requestSchema, out: answerSchema } = ipc[channel];
  const parsed = requestSchema.safeParse(data);
  if (!parsed.success) throw new AppError('bad-request');
  // The table ties each schema to its handler; TypeScript cannot follow that through an index, hence the assertion.
  const handler = handlers[channel] as (request: unknown) => unknown;
  const answered = answerSchema.safeParse(await handler(parsed.data));
  if (!answered.success) throw new AppError('internal', 'a handler broke the contract');
  return answered.data;
}

function logRefusal(log: Log, code: ErrorCode): void {
  if (code === 'internal') log.error('ipc-failed', { code });
  else log.warn('ipc-refused', { code });
}
