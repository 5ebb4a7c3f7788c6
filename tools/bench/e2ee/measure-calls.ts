import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { alternate } from '../alternate.ts';
import type { BenchBrowser } from '../bench-browser.ts';
import { startChild } from '../child-service.ts';
import { installFrameProbe, whenFirstFrame } from '../../demo/frame-probe.ts';
import { measureCall, type CallCost } from '../join/measure-call.ts';

/** Calls with our worker on every track, and with one that does nothing. */
export type CallSamples = Readonly<Record<'ours' | 'empty', readonly CallCost[]>>;

const serverModule = fileURLToPath(new URL('call/call-server.ts', import.meta.url));

/**
 * Whole calls between two pages of one browser through an SFU, in turn. The cost is that of the browser: of both pages, and
 * of everything that it does for them.
 */
export async function measureCalls(browser: BenchBrowser, calls: number): Promise<CallSamples> {
  const server = startChild(serverModule, process.env);
  try {
    const origin = await server.call('origin', null, z.url());
    const way = (transform: 'sealed' | 'empty') => async () => {
      const cost = await callOnce(browser, `${origin}/?${transform}`, server.pid);
      await server.call('clear', null, z.null());
      return cost;
    };
    return await alternate(
      { ours: way('sealed'), empty: way('empty') },
      {
        runs: calls,
        warmUps: 0,
        onProgress: (name, run, runs) => {
          console.error(`${name}: call ${String(run + 1)} of ${String(runs)}`);
        },
      },
    );
  } finally {
    await server.stop();
  }
}

async function callOnce(
  { browser, pid }: BenchBrowser,
  url: string,
  serverPid: number,
): Promise<CallCost> {
  // One context: its pages hear each other on a BroadcastChannel, which stands for the relay.
  const context = await browser.newContext();
  try {
    await installFrameProbe(context);
    const host = await context.newPage();
    await host.goto(`${url}&side=host`);
    await host.locator('body[aria-busy=false]').waitFor();
    const guest = await context.newPage();
    await guest.goto(`${url}&side=guest`);
    await Promise.all([whenFirstFrame(host, 'remote'), whenFirstFrame(guest, 'remote')]);
    return await measureCall(guest, { browser: pid, server: serverPid });
  } finally {
    await context.close();
  }
}
