import { join } from 'node:path';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { imageHash, writeImage } from './support/disk-image.ts';
import { DiskModel, losses, type PowerLoss } from './support/disk-model.ts';
import type { FileCall } from './support/file-calls.ts';
import {
  brokenPromise,
  nothingPromised,
  promisedAfter,
  type Promised,
} from './support/power-vault.ts';
import { canRecord, recordCalls, recordNote, type Recording } from './support/record-calls.ts';
import { reportCampaign } from './support/report-campaign.ts';
import { seededRandom } from './support/seeded-random.ts';

/** More for a campaign: after every call (`1`), more saves, more ways in which the power goes. */
const everyNthCall = Number(process.env['QUIETROOM_POWER_EVERY'] ?? 23);
/** The controls have to show that something is lost, not how much. */
const control: Moments = { every: Math.max(everyNthCall, 23), isOurs: () => true };
/** Of a campaign that is run in so many parts: which part, from 1, of how many. Every part has all calls, and lets the power go after its own. */
const [part = 1, parts = 1] = (process.env['QUIETROOM_POWER_PART'] ?? '1/1').split('/').map(Number);
const saves = Number(process.env['QUIETROOM_POWER_SAVES'] ?? 3);
const tornVariants = Number(process.env['QUIETROOM_POWER_TORN'] ?? 1);

const writer = join(import.meta.dirname, 'fixtures/power-writer.ts');

function record(weakened?: string): { recording: Recording; dataFolder: string; folder: string } {
  const folder = temporaryFolder();
  const dataFolder = join(folder, 'data');
  mkdirSync(dataFolder);
  const args: [string, ...string[]] = [dataFolder, String(saves), ...(weakened ? [weakened] : [])];
  return { recording: recordCalls(writer, folder, args), dataFolder, folder };
}

interface Outcome {
  readonly calls: number;
  /** After how many of them the power went. */
  readonly steps: number;
  /** In how many ways it went, all steps together. */
  readonly variants: number;
  /** How many of these were another disk, or another promise, than one that was looked at already. */
  readonly different: number;
  readonly acknowledged: number;
  readonly lost: readonly string[];
}

/** After which calls the power goes. */
interface Moments {
  readonly every: number;
  readonly isOurs: (at: number) => boolean;
}

/** Lets the power go after every nth call, in each way, and looks at what the disk kept. */
function powerGoes(
  calls: readonly FileCall[],
  dataFolder: string,
  scratch: string,
  { every, isOurs }: Moments,
): Outcome {
  const disk = new DiskModel(dataFolder);
  const lost: string[] = [];
  const seen = new Set<string>();
  let promised: Promised = nothingPromised;
  let [steps, ways] = [0, 0];
  const random = seededRandom(7);
  for (const [at, call] of calls.entries()) {
    disk.apply(call);
    if (call.kind === 'said') promised = promisedAfter(promised, call.text);
    if (at % every !== 0 && at !== calls.length - 1) continue;
    if (!isOurs(at)) continue;
    steps += 1;
    for (const loss of variants(random)) {
      ways += 1;
      const image = disk.remains(loss);
      const which = `${imageHash(image)} ${JSON.stringify(promised)}`;
      if (seen.has(which)) continue;
      seen.add(which);
      const folder = mkdtempSync(join(scratch, 'image-'));
      writeImage(image, folder);
      const what = brokenPromise(folder, promised);
      if (what !== null) lost.push(`after call ${String(at)} (${call.kind}): ${what}`);
      rmSync(folder, { recursive: true });
    }
  }
  const { saved: acknowledged } = promised;
  return { calls: calls.length, steps, variants: ways, different: seen.size, acknowledged, lost };
}

function variants(random: () => number): readonly PowerLoss[] {
  const torn = Array.from({ length: tornVariants }, () => [
    losses.torn(random),
    losses.namesFirst(random),
  ]);
  return [losses.dropped(), losses.written(), ...torn.flat()];
}

describe.runIf(canRecord)(`when the power goes${recordNote}`, () => {
  it('keeps everything that was acknowledged', { timeout: 3_600_000 }, () => {
    const { recording, dataFolder, folder } = record();
    const said = recording.calls.filter((call) => call.kind === 'said').map(({ text }) => text);
    // What the trace says was said is what another process heard.
    expect(said).toEqual(recording.heard);
    expect(said.at(-1)).toBe('destroyed-in-steps');
    const { length } = recording.calls;
    const isOurs = (at: number): boolean => Math.floor((at * parts) / length) === part - 1;
    const moments = { every: everyNthCall, isOurs };
    const outcome = powerGoes(recording.calls, dataFolder, folder, moments);
    reportCampaign('power loss', { ...outcome, lost: outcome.lost.length });
    expect(outcome.lost).toEqual([]);
    expect(outcome.acknowledged).toBe(4 * saves);
    expect(outcome.variants).toBeGreaterThan(3 * outcome.steps);
    expect(outcome.different).toBeGreaterThan(outcome.steps);
  });

  // The two controls: the campaign would see it if something was not synced.
  it.runIf(part === 1)(
    'would lose something if SQLite did not sync',
    { timeout: 3_600_000 },
    () => {
      const { recording, dataFolder, folder } = record('unsynced');
      const outcome = powerGoes(recording.calls, dataFolder, folder, control);
      reportCampaign('power loss, control without syncs of the database', {
        ...outcome,
        lost: outcome.lost.length,
      });
      expect(outcome.lost.length).toBeGreaterThan(0);
    },
  );

  it.runIf(part === 1)(
    'would lose something if the header was renamed unsynced',
    { timeout: 3_600_000 },
    () => {
      const { recording, dataFolder, folder } = record();
      const outcome = powerGoes(withoutHeaderSync(recording.calls), dataFolder, folder, control);
      reportCampaign('power loss, control without a sync of the header', {
        ...outcome,
        lost: outcome.lost.length,
      });
      expect(outcome.lost.length).toBeGreaterThan(0);
    },
  );
});

/** Leaves out the syncs of the temporary files of both copies of the header after the vault was made. */
function withoutHeaderSync(calls: readonly FileCall[]): readonly FileCall[] {
  const headers = new Set<number>();
  return calls.filter((call) => {
    if (call.kind === 'open') {
      if (/\/vault\/vault\.header(?:\.2)?\.new$/u.test(call.path)) headers.add(call.fd);
      else headers.delete(call.fd);
    }
    return !(call.kind === 'sync' && headers.has(call.fd));
  });
}
