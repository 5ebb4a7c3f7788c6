import { describe, expect, it } from 'vitest';
import { WorkerPool, type PoolWorker } from '../../../server/sfu/worker-pool.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { recordingLog } from '../../support/recording-log.ts';
import { FakeMediaRoom } from '../support/fake-sfu.ts';

class FakeWorker implements PoolWorker {
  readonly pid: number;
  roomCount = 0;
  isClosed = false;
  die: () => void = () => undefined;

  constructor(pid: number) {
    this.pid = pid;
  }

  onClosed(listener: () => void): void {
    this.die = listener;
  }

  openRoom(): Promise<FakeMediaRoom> {
    this.roomCount += 1;
    return Promise.resolve(new FakeMediaRoom());
  }

  ping(): Promise<void> {
    return Promise.resolve();
  }

  kill(): void {
    this.die();
  }

  close(): void {
    this.isClosed = true;
    this.die();
  }
}

async function startPool({ workers = 2, restartsPerMinute = 2 } = {}) {
  const clock = new FakeClock();
  const log = recordingLog();
  const started: FakeWorker[] = [];
  let failures = 0;
  const pool = await WorkerPool.start({
    workers,
    restartsPerMinute,
    clock,
    log,
    startWorker: () => {
      if (failures > 0) {
        failures -= 1;
        return Promise.reject(new Error('no worker today'));
      }
      const worker = new FakeWorker(started.length + 1);
      started.push(worker);
      return Promise.resolve(worker);
    },
  });
  const failNext = (count: number): void => {
    failures = count;
  };
  return { pool, clock, log, started, failNext };
}

describe('WorkerPool', () => {
  it('opens a room on the worker with the fewest rooms', async () => {
    const { pool, started } = await startPool();
    await pool.openRoom();
    await pool.openRoom();
    await pool.openRoom();
    expect(started.map(({ roomCount }) => roomCount)).toEqual([2, 1]);
  });

  it('replaces a worker that is gone', async () => {
    const { pool, clock, log, started } = await startPool();
    started[0]?.die();
    expect(pool.pids).toEqual([2]);
    await clock.advance(0);
    expect(pool.pids).toEqual([2, 3]);
    expect(log.lines.map(({ event }) => event)).toContain('worker-gone');
  });

  it('does not replace workers faster than its bound', async () => {
    const { pool, clock, started } = await startPool({ workers: 1, restartsPerMinute: 1 });
    started[0]?.die();
    await clock.advance(0);
    started[1]?.die();
    await clock.advance(59_999);
    expect(pool.pids).toEqual([]);
    await clock.advance(1);
    expect(pool.pids).toEqual([3]);
  });

  it('tries again when a replacement does not start', async () => {
    const { pool, clock, log, started, failNext } = await startPool({ workers: 1 });
    failNext(1);
    started[0]?.die();
    await clock.advance(0);
    expect(log.lines.map(({ event }) => event)).toContain('worker-start-failed');
    await clock.advance(1_000);
    expect(pool.pids).toEqual([2]);
  });

  it('lets a room wait for a worker that is being replaced', async () => {
    const { pool, clock, started } = await startPool({ workers: 1 });
    started[0]?.die();
    const room = pool.openRoom();
    await clock.advance(0);
    await expect(room).resolves.toBeInstanceOf(FakeMediaRoom);
  });

  it('says server-full when no worker comes up in time', async () => {
    const { pool, clock, started, failNext } = await startPool({ workers: 1 });
    failNext(100);
    started[0]?.die();
    const room = pool.openRoom().catch((error: unknown) => error);
    await clock.advance(5_000);
    expect(await room).toMatchObject({ code: 'server-full' });
  });

  it('closes every worker once and leaves no timer', async () => {
    const { pool, clock, started } = await startPool();
    started[0]?.die();
    pool.close();
    pool.close();
    expect(started[1]?.isClosed).toBe(true);
    expect(clock.pending).toBe(0);
    await expect(pool.openRoom()).rejects.toMatchObject({ code: 'server-full' });
  });
});
