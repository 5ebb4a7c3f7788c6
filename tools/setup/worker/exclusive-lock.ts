import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Runs `task` while no other process holds the lock file. The kernel holds the lock for a helper that lives as long as
 * its input is open, so that it is free again however this process ends: no stale lock can be left behind.
 * `onWait` is called if somebody else has it. Linux only (`flock` of util-linux).
 */
export async function withExclusiveLock<T>(
  file: string,
  { onWait, task }: { onWait: () => void; task: () => Promise<T> },
): Promise<T> {
  mkdirSync(dirname(file), { recursive: true });
  const holder = spawn('flock', ['--exclusive', file, 'sh', '-c', 'echo held; exec cat'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const waiting = setTimeout(onWait, 500);
  try {
    await once(holder.stdout, 'data');
    clearTimeout(waiting);
    return await task();
  } finally {
    clearTimeout(waiting);
    const closed = once(holder, 'close');
    holder.stdin.end();
    await closed;
  }
}
