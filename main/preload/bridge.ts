import { contextBridge, ipcRenderer } from 'electron';
import type { IpcBridge, IpcRequest } from '../../src/contract/ipc-wire.ts';

// Written in by the build, from the contract's table.
declare const __IPC_CALLS__: readonly string[];
declare const __IPC_PUSHES__: readonly string[];

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
