import type { IpcBridge } from '../../src/contract/ipc-wire.ts';

/**
 * The bridge that the host put into this page, or null in a page without one (a plain browser).
 * What it holds is not trusted: the client parses every answer.
 */
export function findIpcBridge(page: object): IpcBridge | null {
  const bridge: unknown = Reflect.get(page, 'quietroom');
  return isBridge(bridge) ? bridge : null;
}

function isBridge(value: unknown): value is IpcBridge {
  return (
    typeof value === 'object' &&
    value !== null &&
    isTable(Reflect.get(value, 'calls')) &&
    isTable(Reflect.get(value, 'pushes'))
  );
}

function isTable(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((entry) => typeof entry === 'function')
  );
}
