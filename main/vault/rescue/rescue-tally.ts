import { join } from 'node:path';
import { createTallyFile, type TallyFile } from '../tally-file.ts';

/** What is done with a damaged vault: it was `looked` at, a client's record `exported` or `opened`, a note of it `read`. */
export type RescueDeed = 'looked' | 'exported' | 'opened' | 'read';

/**
 * `rescued`, in the data folder: nothing is written into a damaged vault, its log neither. So it is counted beside it, and the log of
 * the next vault that is opened there, a restored one for example, takes it over.
 */
export function createRescueTally(dataFolder: string): TallyFile<RescueDeed> {
  const path = join(dataFolder, 'rescued');
  const kinds = ['looked', 'exported', 'opened', 'read'] as const satisfies readonly RescueDeed[];
  return createTallyFile<RescueDeed>({ path, magic: 'QRRESCUE', kinds });
}
