import { z } from './zod.ts';
import { text } from './schema.ts';

/** A call as it crosses to main; the data inside is parsed by the contract's schema for its channel. */
export const ipcRequest = z.strictObject({
  protocol: z.int(),
  channel: text(64),
  data: z.unknown(),
});

/** The answer. Errors cross as a code and nothing else. */
export const ipcResponse = z.union([
  z.strictObject({ ok: z.literal(true), data: z.unknown() }),
  z.strictObject({ ok: z.literal(false), error: z.strictObject({ code: text(64) }) }),
]);

export type IpcRequest = z.output<typeof ipcRequest>;
export type IpcResponse = z.output<typeof ipcResponse>;

/**
 * What a host puts into the page as `window.quietroom`: one function per call of the contract, and one subscription per
 * push, derived from the table. Nothing generic, and nothing else.
 */
export interface IpcBridge {
  readonly calls: Readonly<Record<string, (request: IpcRequest) => Promise<unknown>>>;
  /** Each returns its unsubscribe. */
  readonly pushes: Readonly<Record<string, (listener: (data: unknown) => void) => () => void>>;
}
