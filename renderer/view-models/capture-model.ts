import type { Scope } from '../../src/base/scope.ts';
import type { CaptureStanding } from '../../src/contract/capture-schema.ts';
import type { GuestAppClient } from '../platform/guest-app-client.ts';
import type { IpcClient } from '../platform/ipc-client.ts';
import { createStore, type Store } from './store.ts';

/** Whether this window can be captured, as the app has found by trying. Null: not heard yet. */
export type OwnCapture = Store<CaptureStanding | null>;

/** Follows what the app around this page finds. */
export function followCapture(client: IpcClient | GuestAppClient, scope: Scope): OwnCapture {
  const standing = createStore<CaptureStanding | null>(null);
  // Both contracts have the same part about it, which their two types do not show.
  const app = client as IpcClient;
  scope.own(
    app.on('capture.changed', (found) => {
      standing.set(found);
    }),
  );
  app.call('capture.get', {}).then(
    (found) => {
      if (standing.get() === null) standing.set(found);
    },
    // Not heard is not known, and is not shown as anything else.
    () => undefined,
  );
  return standing;
}
