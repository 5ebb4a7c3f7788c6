import type { IpcHandlers } from '../../main/ipc/handlers.ts';
import { ipc } from '../../src/contract/ipc.ts';

/** Names of all calls of the contract. */
export const callNames: readonly (keyof IpcHandlers)[] = Object.entries(ipc)
  .filter(([, entry]) => entry.kind === 'call')
  .map(([name]) => name as keyof IpcHandlers);

/** Handlers that do nothing but count. */
export function spyHandlers(answer: () => unknown = () => ({})): {
  readonly handlers: IpcHandlers;
  readonly called: (keyof IpcHandlers)[];
} {
  const called: (keyof IpcHandlers)[] = [];
  const handlers = Object.fromEntries(
    callNames.map((name) => [
      name,
      () => {
        called.push(name);
        return answer();
      },
    ]),
  );
  return { handlers: handlers as unknown as IpcHandlers, called };
}
