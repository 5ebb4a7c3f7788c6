import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

export interface LockedTask<T> {
  /** Ends the waiting; a task that runs is not interrupted. */
  readonly signal: AbortSignal;
  /** Called if somebody else has the lock. */
  readonly onWait: () => void;
  readonly task: () => Promise<T>;
}

/**
 * Runs `task` while no other process holds the lock file. The kernel holds the lock for a helper that lives as long as
 * its input is open, so that it is free again however this process ends: no stale lock can be left behind. Linux only
 * (`flock` of util-linux).
 * @throws Error when it is stopped while it waits
 */
export async function withExclusiveLock<T>(
  file: string,
  { signal, onWait, task }: LockedTask<T>,
): Promise<T> {
  mkdirSync(dirname(file), { recursive: true });
  const holder = spawn('flock', ['--exclusive', file, 'sh', '-c', 'echo held; exec cat'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    signal,
  });
  // An aborted signal is an error event as well; that the helper has closed says all that matters.
  holder.on('error', () => undefined);
  const closed = new Promise<'closed'>((resolve) => {
    holder.on('close', () => {
      resolve('closed');
    });
  });
  const waiting = setTimeout(onWait, 500);
  try {
    const first = await Promise.race([once(holder.stdout, 'data'), closed]);
    if (first === 'closed') throw new Error(`the lock ${file} could not be had`);
    clearTimeout(waiting);
    return await task();
  } finally {
    clearTimeout(waiting);
    holder.stdin.end();
    await closed;
  }
}
