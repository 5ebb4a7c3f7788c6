import { readdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../../src/errors/app-error.ts';
import type { BackupWork } from './backup-work.ts';

export interface WakeOptions {
  /** Asks the folder for something; whether it is there is found out by who uses it. */
  readonly look: (folder: string) => Promise<unknown>;
  /** How long it may take, in ms. A disk that sleeps takes some seconds. */
  readonly patienceMs: number;
  /** After how long somebody is asked whether they still want to wait, in ms. */
  readonly stepMs: number;
}

const usual: WakeOptions = { look: readdir, patienceMs: 60_000, stepMs: 100 };

/** Looks that were not answered yet, by folder. Each holds one of the few threads by which this process reads files. */
const unanswered = new Map<string, Promise<true>>();

/**
 * A disk that sleeps, or a network, takes seconds for its first answer, and one whose other end is gone may never give one: that is
 * waited for beside this thread, and not for ever. @throws AppError save-failed; what `pause` throws
 */
export async function wakeFolder(
  folder: string,
  { pause }: Pick<BackupWork, 'pause'>,
  { look, patienceMs, stepMs }: WakeOptions = usual,
): Promise<void> {
  const looking = unanswered.get(folder) ?? startLook(folder, look);
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += stepMs) {
    const isAwake = await Promise.race([looking, sleep(stepMs, false)]);
    await pause();
    if (isAwake) return;
  }
  throw new AppError('save-failed', 'no answer');
}

function startLook(folder: string, look: WakeOptions['look']): Promise<true> {
  const answered = (): true => {
    unanswered.delete(folder);
    return true;
  };
  const looking = look(folder).then(answered, answered);
  unanswered.set(folder, looking);
  return looking;
}
