import { contextBridge, ipcRenderer, webFrame } from 'electron';
import { removeFrames } from '../../src/base/remove-frames.ts';
import { removeRecorders } from '../../src/base/remove-recorders.ts';
import type { IpcBridge, IpcRequest } from '../../src/contract/ipc-wire.ts';

// Written in by the build, from the contract's table.
declare const __IPC_CALLS__: readonly string[];
declare const __IPC_PUSHES__: readonly string[];
/** Only the therapist's recovery key is for paper. */
declare const __MAY_PRINT__: boolean;

// In the page's own world, and before its first script.
for (const wall of [removeRecorders, removeFrames, removePickers]) {
  void webFrame.executeJavaScript(`(${wall.toString()})()`);
}
if (!__MAY_PRINT__) void webFrame.executeJavaScript('delete window.print;');

const calls: Record<string, IpcBridge['calls'][string]> = {};
for (const name of __IPC_CALLS__) {
  calls[name] = (request: IpcRequest): Promise<unknown> => ipcRenderer.invoke(name, request);
}

const pushes: Record<string, IpcBridge['pushes'][string]> = {};
for (const name of __IPC_PUSHES__) {
  pushes[name] = (listener: (data: unknown) => void): (() => void) => {
    // The event stays here: it would hand the page the sender.
    const onPush = (_event: unknown, data: unknown): void => {
      listener(data);
    };
    ipcRenderer.on(name, onPush);
    return () => {
      ipcRenderer.off(name, onPush);
    };
  };
}

contextBridge.exposeInMainWorld('quietroom', { calls, pushes } satisfies IpcBridge);

/** Files are asked for by the shell and by fields, never by a page that could then write to them. */
function removePickers(): void {
  for (const name of ['showOpenFilePicker', 'showSaveFilePicker', 'showDirectoryPicker']) {
    Reflect.deleteProperty(globalThis, name);
  }
}
