import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { cpuSeconds, processTree, readProcesses } from '../process-tree.ts';
import { readCallMedia, type CallMedia } from './call-media.ts';

/** What ten seconds of a running call cost. */
export interface CallCost {
  readonly browserCpuSeconds: number;
  readonly workerCpuSeconds: number;
  /** Of the page itself, after a collection; its workers have heaps of their own. */
  readonly heapBytes: number;
  /** What went through in these ten seconds. */
  readonly media: CallMedia;
}

/** A call needs a moment until its bandwidth estimate, and with it its load, is steady. */
const settleMs = 6_000;
const callMs = 10_000;

/** Watches a call that has just begun. */
export async function measureCall(
  page: Page,
  pids: { browser: number; server: number },
): Promise<CallCost> {
  await sleep(settleMs);
  const before = await readCosts(page, pids);
  await sleep(callMs);
  const after = await readCosts(page, pids);
  const change = (key: keyof CallMedia): number => after.media[key] - before.media[key];
  return {
    browserCpuSeconds: after.browserCpuSeconds - before.browserCpuSeconds,
    workerCpuSeconds: after.workerCpuSeconds - before.workerCpuSeconds,
    heapBytes: await heapAfterCollection(page),
    media: {
      sentBytes: change('sentBytes'),
      sentFrames: change('sentFrames'),
      receivedBytes: change('receivedBytes'),
      decodedFrames: change('decodedFrames'),
    },
  };
}

async function readCosts(
  page: Page,
  pids: { browser: number; server: number },
): Promise<Omit<CallCost, 'heapBytes'>> {
  const media = await readCallMedia(page);
  const all = readProcesses();
  // Linux keeps 15 characters of a process's name.
  const workers = processTree(all, pids.server).filter(({ name }) => name === 'mediasoup-worke');
  return {
    media,
    browserCpuSeconds: cpuSeconds(processTree(all, pids.browser)),
    workerCpuSeconds: cpuSeconds(workers),
  };
}

async function heapAfterCollection(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  try {
    await session.send('HeapProfiler.collectGarbage');
    return (await session.send('Runtime.getHeapUsage')).usedSize;
  } finally {
    await session.detach();
  }
}
