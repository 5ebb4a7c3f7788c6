import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { cipherVariable } from '../../tools/bench/vault/ciphers/measured-cipher.ts';
import { countMarker } from '../../tools/demo/marker-scan.ts';
import { startNode } from '../support/run-node.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { reportCampaign } from './support/report-campaign.ts';

const walker = join(import.meta.dirname, 'fixtures/canary-walker.ts');
/** One word, which is in no text of ours. */
const marker = 'qvkanarienvogelqv';

interface Walked {
  /** What of the marker was found most in one look, by step. */
  readonly hits: Readonly<Record<string, number>>;
  readonly looks: number;
}

/**
 * Looks at everything that a process has on disk, again and again, while it walks through all that it does: its folders
 * (data, backups, saved files, log, temporary files), what it has open, and what it has mapped. Its memory is its own.
 */
async function walkAndLook(
  control?: 'unencrypted' | 'temporary files',
  ...only: readonly string[]
): Promise<Walked> {
  const folder = temporaryFolder();
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary);
  const running = startNode(
    walker,
    [folder, marker, ...(control ? [control, only.join(',')] : [])],
    {
      ...process.env,
      TMPDIR: temporary,
      SQLITE_TMPDIR: temporary,
      [cipherVariable]: 'unencrypted',
    },
  );
  const { pid } = running.child;
  const hits: Record<string, number> = {};
  let looks = 0;
  const look = (step: string): void => {
    looks += 1;
    hits[step] = Math.max(hits[step] ?? 0, countMarker(marker, [folder], [pid]));
  };
  for (let step = await running.nextLine(); step !== null; step = await running.nextLine()) {
    const over = new AbortController();
    const done = running.nextLine().then((line) => {
      over.abort();
      return line;
    });
    while (!over.signal.aborted) {
      look(step);
      await sleep(2);
    }
    if ((await done) !== 'done') throw new Error(`the walk ended in: ${step}`);
    look(step);
    running.child.kill('SIGUSR2');
  }
  await running.kill();
  return { hits, looks };
}

describe.runIf(process.platform === 'linux')('what a therapist writes', () => {
  it('is in the clear in nothing on the disk, whatever is done with it', async () => {
    const { hits, looks } = await walkAndLook();
    reportCampaign('canary', { looks, hits });
    expect(Object.keys(hits)).toHaveLength(16);
    expect(Object.values(hits).filter((count) => count > 0)).toEqual([]);
  });

  // The two controls: this way of looking finds what is there to be found.
  it('would be found if SQLite made its temporary files', async () => {
    const { hits, looks } = await walkAndLook(
      'temporary files',
      'first run',
      'clients',
      'editor',
      'destruction',
    );
    reportCampaign('canary, control with temporary files', { looks, hits });
    expect(hits['destruction']).toBeGreaterThan(0);
  });

  it('would be found in a vault that is not encrypted', async () => {
    const { hits, looks } = await walkAndLook('unencrypted', 'first run', 'clients', 'backup');
    reportCampaign('canary, control without encryption', { looks, hits });
    expect(hits['clients']).toBeGreaterThan(0);
    expect(hits['backup']).toBeGreaterThan(hits['clients'] ?? 0);
  });
});
