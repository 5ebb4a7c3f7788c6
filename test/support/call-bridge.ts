import type { Page } from 'playwright-core';
import type { CallInput, CallName } from '../../src/contract/contract.ts';
import { GUEST_IPC_PROTOCOL, type GuestIpc } from '../../src/contract/guest-ipc.ts';
import { IPC_PROTOCOL, type Ipc } from '../../src/contract/ipc.ts';
import { ipcResponse, type IpcBridge, type IpcResponse } from '../../src/contract/ipc-wire.ts';

/** Makes one call of the therapist's contract from inside the page, as the page's own client would. */
export async function callBridge<K extends CallName<Ipc>>(
  page: Page,
  channel: K,
  data: CallInput<Ipc, K>,
): Promise<IpcResponse> {
  return callRaw(page, channel, { protocol: IPC_PROTOCOL, channel, data });
}

/** The same in the app for clients. */
export async function callGuestBridge<K extends CallName<GuestIpc>>(
  page: Page,
  channel: K,
  data: CallInput<GuestIpc, K>,
): Promise<IpcResponse> {
  return callRaw(page, channel, { protocol: GUEST_IPC_PROTOCOL, channel, data });
}

/** Sends anything at all by one channel of the bridge. */
export async function callRaw(page: Page, channel: string, request: unknown): Promise<IpcResponse> {
  const answer: unknown = await page.evaluate(
    (sent) => {
      const { calls } = Reflect.get(window, 'quietroom') as IpcBridge;
      return calls[sent.channel]?.(sent.request as never);
    },
    { channel, request },
  );
  return ipcResponse.parse(answer);
}

/** The answer's data. @throws Error with the code when the call was refused */
export function dataOf(response: IpcResponse): unknown {
  if (!response.ok) throw new Error(response.error.code);
  return response.data;
}
