import { join } from 'node:path';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
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

/** More for a campaign: every moment (`1`), more saves, more ways in which the power goes. */
const everyNthMoment = Number(process.env['QUIETROOM_POWER_EVERY'] ?? 23);
/** The controls have to show that something is lost, not how much. */
const controlEvery = Math.max(everyNthMoment, 23);
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
  readonly moments: number;
  readonly images: number;
  readonly acknowledged: number;
  readonly broken: readonly string[];
}

/** Lets the power go at every nth moment, in each way, and looks at what the disk kept. */
function powerGoes(
  calls: readonly FileCall[],
  dataFolder: string,
  scratch: string,
  every = everyNthMoment,
): Outcome {
  const disk = new DiskModel(dataFolder);
  const broken: string[] = [];
  let promised: Promised = nothingPromised;
  let [moments, images] = [0, 0];
  const random = seededRandom(7);
  for (const [at, call] of calls.entries()) {
    disk.apply(call);
    if (call.kind === 'said') promised = promisedAfter(promised, call.text);
    if (at % every !== 0 && at !== calls.length - 1) continue;
    moments += 1;
    for (const loss of variants(random)) {
      const image = mkdtempSync(join(scratch, 'image-'));
      disk.crashInto(image, loss);
      const what = brokenPromise(image, promised);
      if (what !== null) broken.push(`after call ${String(at)} (${call.kind}): ${what}`);
      images += 1;
      rmSync(image, { recursive: true });
    }
  }
  return { calls: calls.length, moments, images, acknowledged: promised.saved, broken };
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
    expect(said.at(-1)).toBe('destroyed');
    const outcome = powerGoes(recording.calls, dataFolder, folder);
    reportCampaign('power loss', { ...outcome, broken: outcome.broken.length });
    expect(outcome.broken).toEqual([]);
    expect(outcome.acknowledged).toBe(4 * saves);
    expect(outcome.images).toBeGreaterThan(3 * outcome.moments);
  });

  // The two controls: the campaign would see it if something was not synced.
  it('would lose something if SQLite did not sync', { timeout: 3_600_000 }, () => {
    const { recording, dataFolder, folder } = record('unsynced');
    const outcome = powerGoes(recording.calls, dataFolder, folder, controlEvery);
    reportCampaign('power loss, control without syncs of the database', {
      ...outcome,
      broken: outcome.broken.length,
    });
    expect(outcome.broken.length).toBeGreaterThan(0);
  });

  it('would lose something if the header was renamed unsynced', { timeout: 3_600_000 }, () => {
    const { recording, dataFolder, folder } = record();
    const outcome = powerGoes(withoutHeaderSync(recording.calls), dataFolder, folder, controlEvery);
    reportCampaign('power loss, control without a sync of the header', {
      ...outcome,
      broken: outcome.broken.length,
    });
    expect(outcome.broken.length).toBeGreaterThan(0);
  });
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
