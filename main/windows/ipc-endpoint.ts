import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';
import type { Scope } from '../../src/base/scope.ts';
import { namesOf, type Contract } from '../../src/contract/contract.ts';
import type { IpcReceiver } from '../ipc/register.ts';
import type { SenderCheck } from '../ipc/sender-check.ts';
import { channelRequest } from './channel-request.ts';

export interface IpcEndpointOptions {
  readonly table: Contract;
  readonly handle: IpcReceiver;
  readonly isKnown: (contents: WebContents) => boolean;
  readonly scope: Scope;
}

/** Answers every call of the contract, on a channel of its own, through the main side's one gate. */
export function serveIpc({ table, handle, isKnown, scope }: IpcEndpointOptions): void {
  for (const channel of namesOf(table, 'call')) {
    ipcMain.handle(channel, (event, request: unknown) =>
      handle(channelRequest(channel, request), senderOf(event, isKnown)),
    );
    scope.own(() => {
      ipcMain.removeHandler(channel);
    });
  }
}

function senderOf(
  event: IpcMainInvokeEvent,
  isKnown: (contents: WebContents) => boolean,
): SenderCheck {
  const frame = event.senderFrame;
  return {
    // A frame that is already gone asks for nobody.
    origin: frame?.origin ?? '',
    isTopFrame: frame !== null && frame.parent === null,
    isKnownWindow: isKnown(event.sender),
  };
}
