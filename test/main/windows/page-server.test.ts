import { describe, expect, it, vi } from 'vitest';
import { PageServer } from '../../../main/windows/page-server.ts';
import type { IpcResponse } from '../../../src/contract/ipc-wire.ts';

const sender = { origin: 'app://quietroom', isTopFrame: true, isKnownWindow: true };
const answer: IpcResponse = { ok: true, data: {} };

/** A main side whose server changes when the test says so. */
function fakeMainSide(origin: string | null) {
  let tell: (origin: string | null) => void = () => undefined;
  return {
    handle: () => Promise.resolve(answer),
    allowedServerOrigin: () => origin,
    onAllowedServerOrigin: (listener: (origin: string | null) => void) => {
      tell = listener;
      return () => undefined;
    },
    change: (next: string | null) => {
      tell(next);
    },
  };
}

async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  return Promise.race([
    promise.then(() => true),
    new Promise<boolean>((resolve) => {
      setImmediate(() => {
        resolve(false);
      });
    }),
  ]);
}

describe('PageServer', () => {
  it('passes calls on', async () => {
    const server = new PageServer(fakeMainSide(null), vi.fn<() => void>());
    expect(await server.handle({}, sender)).toBe(answer);
  });

  it('loads the page again when another server is chosen', () => {
    const mainSide = fakeMainSide('https://a.example');
    const reload = vi.fn<() => void>();
    const server = new PageServer(mainSide, reload);
    mainSide.change('https://b.example');
    expect(reload).toHaveBeenCalledOnce();
    expect(server.origin).toBe('https://b.example');
  });

  it('does nothing when the server stays the same or the vault closes', () => {
    const mainSide = fakeMainSide('https://a.example');
    const reload = vi.fn<() => void>();
    const server = new PageServer(mainSide, reload);
    mainSide.change('https://a.example');
    mainSide.change(null);
    expect(reload).not.toHaveBeenCalled();
    expect(server.origin).toBe('https://a.example');
  });

  it('answers nothing between the change and the new page', async () => {
    const mainSide = fakeMainSide(null);
    const server = new PageServer(mainSide, vi.fn<() => void>());
    mainSide.change('https://a.example');
    expect(await isSettled(server.handle({}, sender))).toBe(false);
    server.pageServed();
    expect(await isSettled(server.handle({}, sender))).toBe(true);
  });
});
