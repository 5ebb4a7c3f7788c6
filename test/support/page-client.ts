import type { IpcClient } from '../../renderer/platform/ipc-client.ts';
import type { StartedMainSide } from './started-main-side.ts';

/** The client of a page over the whole main side, without a bridge in between. */
export function pageClientOf({ mainSide, call }: StartedMainSide): IpcClient {
  return {
    call,
    on: (channel, listener) =>
      mainSide.onPush((pushed, data) => {
        if (String(pushed) === channel) listener(data as never);
      }),
  };
}
