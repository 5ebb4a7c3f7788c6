import type { BrowserContext, Frame, Page } from 'playwright-core';
import type { SenderCheck } from '../../main/ipc/sender-check.ts';
import type { IpcReceiver } from '../../main/ipc/register.ts';
import { channelRequest } from '../../main/windows/channel-request.ts';
import { namesOf, type Contract } from '../../src/contract/contract.ts';
import type { IpcBridge, IpcRequest } from '../../src/contract/ipc-wire.ts';
import { previewOrigin } from './preview-address.ts';

const bindingName = '__quietroomPreviewCall';
const pushName = '__quietroomPreviewPush';

type Binding = (channel: string, request: unknown) => Promise<unknown>;

/**
 * Puts the contract's bridge into the page as `window.quietroom`, in the shape that Electron's preload gives it. It
 * travels through the browser's debugging pipe: no port is opened for it.
 */
export async function exposeBridge(
  context: BrowserContext,
  { table, handle }: { readonly table: Contract; readonly handle: IpcReceiver },
): Promise<void> {
  await context.exposeBinding(bindingName, (source, channel: string, request: unknown) =>
    handle(channelRequest(channel, request), senderOf(source)),
  );
  await context.addInitScript(installBridge, {
    bindingName,
    pushName,
    origin: previewOrigin,
    calls: namesOf(table, 'call'),
    pushes: namesOf(table, 'push'),
  });
}

/** Brings a push to the page. A page that is just loading misses it, as it would in Electron. */
export async function pushToPage(page: Page, channel: string, data: unknown): Promise<void> {
  await page
    .evaluate(
      ({ name, ...push }) => {
        const receive = Reflect.get(window, name) as
          ((channel: string, data: unknown) => void) | undefined;
        receive?.(push.channel, push.data);
      },
      { name: pushName, channel, data },
    )
    .catch(() => undefined);
}

function senderOf({ frame, page }: { frame: Frame; page: Page }): SenderCheck {
  return {
    origin: URL.canParse(frame.url()) ? new URL(frame.url()).origin : '',
    isTopFrame: frame === page.mainFrame(),
    // The context is ours, and every page in it but the first is closed at once.
    isKnownWindow: page.context().pages()[0] === page,
  };
}

/** Runs in every frame before the page's own scripts; must not use anything from outside itself. */
function installBridge(names: {
  bindingName: string;
  pushName: string;
  origin: string;
  calls: readonly string[];
  pushes: readonly string[];
}): void {
  const call = Reflect.get(window, names.bindingName) as Binding;
  Reflect.deleteProperty(window, names.bindingName);
  if (window !== window.top || window.location.origin !== names.origin) return;
  const listeners = new Map(names.pushes.map((name) => [name, new Set<(data: unknown) => void>()]));
  const bridge: IpcBridge = {
    calls: Object.freeze(
      Object.fromEntries(
        names.calls.map((name) => [name, (request: IpcRequest) => call(name, request)]),
      ),
    ),
    pushes: Object.freeze(
      Object.fromEntries(
        [...listeners].map(([name, set]) => [
          name,
          (listener: (data: unknown) => void) => {
            set.add(listener);
            return () => {
              set.delete(listener);
            };
          },
        ]),
      ),
    ),
  };
  Object.defineProperty(window, 'quietroom', { value: Object.freeze(bridge), enumerable: true });
  Object.defineProperty(window, names.pushName, {
    value: (channel: string, data: unknown) => {
      for (const listener of listeners.get(channel) ?? []) listener(data);
    },
  });
}
