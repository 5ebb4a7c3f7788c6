import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBenchBrowser, type BenchBrowser } from '../../../tools/bench/bench-browser.ts';
import { startFloor } from '../../../tools/bench/join/floor/floor-way.ts';
import { measureJoin } from '../../../tools/bench/join/measure-join.ts';
import type { WayToJoin } from '../../../tools/bench/join/way-to-join.ts';
import { readProcesses } from '../../../tools/bench/process-tree.ts';
import { readChromium } from '../../../tools/setup/found-parts.ts';

describe('the floor of the join benchmark', () => {
  let guests: BenchBrowser;
  let residents: BenchBrowser;
  let floor: WayToJoin;

  beforeAll(async () => {
    guests = await launchBenchBrowser(readChromium());
    residents = await launchBenchBrowser(readChromium());
    floor = await startFloor(residents.browser);
  });

  async function stopAll(): Promise<void> {
    await floor.stop();
    await guests.browser.close();
    await residents.browser.close();
  }
  afterAll(stopAll);

  it('brings a guest to a first frame, again and again', async () => {
    for (let run = 0; run < 2; run += 1) {
      const sample = await measureJoin(floor, guests, { withCall: false, withSteps: false });
      expect(sample.firstFrameMs).toBeGreaterThan(0);
      expect(sample.firstFrameMs).toBeLessThan(10_000);
      expect(sample.readyMs['button']).toBeGreaterThan(0);
      expect(sample.readyMs['preview']).toBeGreaterThan(0);
      // A page, a script, and what a join asks of the server.
      expect(sample.transfer.requests).toBe(7);
      expect(sample.transfer.bytes).toBeGreaterThan(20_000);
      expect(sample.call).toBeNull();
      expect(sample.join.steps).toHaveLength(1);
    }
  });

  it('notes the steps of a join and the cost of its call', async () => {
    const { call, join } = await measureJoin(floor, guests, { withCall: true, withSteps: true });
    const steps = join.steps.map(({ what }) => what);
    expect(steps).toContain('transport connected');
    expect(steps.at(-1)).toBe('first remote frame presented');
    expect(call?.browserCpuSeconds).toBeGreaterThan(0);
    expect(call?.workerCpuSeconds).toBeGreaterThan(0);
    expect(call?.heapBytes).toBeGreaterThan(100_000);
    // Ten seconds, both ways.
    expect(call?.media.sentFrames).toBeGreaterThan(50);
    expect(call?.media.decodedFrames).toBeGreaterThan(50);
  });

  it('leaves no process behind', async () => {
    await stopAll();
    const pids = readProcesses().map(({ pid }) => pid);
    for (const pid of [floor.serverPid, guests.pid, residents.pid]) expect(pids).not.toContain(pid);
  });
});
