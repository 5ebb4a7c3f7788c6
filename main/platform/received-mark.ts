import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Clock, Log } from '../../src/base/ports.ts';

/**
 * Marks a file that somebody else has sent, so that the system asks before it opens it and office programs show it protected.
 * Never throws: a file without the mark (a disk that keeps none, a system that has none) is worth more than none.
 */
export type MarkReceived = (path: string) => Promise<void>;

export interface ReceivedMarkOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly platform?: NodeJS.Platform;
  /** Runs a program without a shell. Rejects when it fails, or takes longer than `timeout` milliseconds. */
  readonly run?: (file: string, args: readonly string[], how: RunOptions) => Promise<unknown>;
}

interface RunOptions {
  readonly timeout: number;
  readonly killSignal: 'SIGKILL';
}

const xattr = '/usr/bin/xattr';
const patience: RunOptions = { timeout: 5_000, killSignal: 'SIGKILL' };

/** Zone 3 is the internet. No address stands in it: where a file came from is nobody's business. */
const zoneStream = '[ZoneTransfer]\r\nZoneId=3\r\n';

/** "Came from outside, and nobody has opened it yet", as browsers write it. */
const quarantineFlags = '0081';

/** The mark of this system. Linux has none that anything obeys; there files are saved without the right to be run. */
export function createReceivedMark(options: ReceivedMarkOptions): MarkReceived {
  const { clock, log, platform = process.platform, run = promisify(execFile) } = options;
  const mark = async (path: string): Promise<void> => {
    if (platform === 'win32') await writeFile(`${path}:Zone.Identifier`, zoneStream);
    if (platform !== 'darwin') return;
    const seconds = Math.floor(clock.nowMs() / 1000).toString(16);
    // The fourth field would name an entry in a list of downloads, with their addresses.
    const value = `${quarantineFlags};${seconds};Quietroom;`;
    await run(xattr, ['-w', 'com.apple.quarantine', value, path], patience);
  };
  return async (path) => {
    try {
      await mark(path);
    } catch {
      // What the system says of it quotes the path.
      log.warn('file-not-marked', { code: 'save-failed' });
    }
  };
}
