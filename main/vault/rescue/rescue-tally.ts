import { join } from 'node:path';
import { createTallyFile, type TallyFile } from '../tally-file.ts';

/** What is done with a damaged vault: it was `looked` at, and a client's record `exported`. */
export type RescueDeed = 'looked' | 'exported';

/**
 * `rescued`, in the data folder: nothing is written into a damaged vault, its log neither. So it is counted beside it, and the log of
 * the next vault that is opened there, a restored one for example, takes it over.
 */
export function createRescueTally(dataFolder: string): TallyFile<RescueDeed> {
  const path = join(dataFolder, 'rescued');
  return createTallyFile<RescueDeed>({ path, magic: 'QRRESCUE', kinds: ['looked', 'exported'] });
}
