import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { withExclusiveLock } from '../../../../tools/setup/worker/exclusive-lock.ts';
import { skipNote } from '../../../../tools/test/skip-reason.ts';

const reason = process.platform === 'linux' ? null : 'it is for Linux only';

describe.skipIf(reason !== null)(
  `withExclusiveLock${skipNote(reason)}`,
  { timeout: 60_000 },
  () => {
    const { signal } = new AbortController();
    let folder: string;

    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'quietroom-lock-test-'));
    });

    afterEach(() => {
      rmSync(folder, { recursive: true });
    });

    it('lets one task at a time in, and tells the other that it waits', async () => {
      const file = join(folder, 'cache/build.lock');
      const events: string[] = [];
      const onWait = vi.fn<() => void>();
      const task = (name: string) => async () => {
        events.push(`${name} starts`);
        await new Promise((resolve) => setTimeout(resolve, 700));
        events.push(`${name} ends`);
      };
      const first = withExclusiveLock(file, { signal, onWait, task: task('one') });
      await vi.waitUntil(() => events.length === 1);
      await Promise.all([first, withExclusiveLock(file, { signal, onWait, task: task('two') })]);
      expect(events).toEqual(['one starts', 'one ends', 'two starts', 'two ends']);
      expect(onWait).toHaveBeenCalledOnce();
    });

    it('is free again after a task that failed', async () => {
      const file = join(folder, 'build.lock');
      const onWait = () => undefined;
      const failing = withExclusiveLock(file, {
        signal,
        onWait,
        task: () => Promise.reject(new Error('broken task')),
      });
      await expect(failing).rejects.toThrow('broken task');
      expect(
        await withExclusiveLock(file, { signal, onWait, task: () => Promise.resolve('in') }),
      ).toBe('in');
    });

    it('stops waiting when it is told to', async () => {
      const file = join(folder, 'build.lock');
      const onWait = () => undefined;
      const stop = new AbortController();
      let finish = (): void => undefined;
      const held = new Promise<void>((resolve) => {
        finish = resolve;
      });
      const task = vi.fn<() => Promise<void>>(() => held);
      const first = withExclusiveLock(file, { signal, onWait, task });
      await vi.waitUntil(() => task.mock.calls.length === 1);
      const second = withExclusiveLock(file, { signal: stop.signal, onWait, task });
      stop.abort();
      await expect(second).rejects.toThrow('could not be had');
      finish();
      await first;
      expect(task).toHaveBeenCalledOnce();
    });
  },
);
