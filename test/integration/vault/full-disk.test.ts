import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reportCampaign } from '../../fault/support/report-campaign.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const script = join(import.meta.dirname, 'fixtures/full-disk.ts');
// A file system of our own takes a namespace of our own, which not every system gives to ordinary users.
const inOwnNamespace = ['--user', '--map-root-user', '--mount'];
const mayMount =
  process.platform === 'linux' &&
  spawnSync('unshare', [...inOwnNamespace, 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;

describe('a full disk', () => {
  it.runIf(mayMount)('is said, loses nothing, and is over when there is room again', () => {
    const folder = temporaryFolder();
    const mountThenRun = 'mount -t tmpfs -o size=5m tmpfs "$1" && exec "$2" "$3" "$1"';
    const ran = spawnSync(
      'unshare',
      [...inOwnNamespace, 'sh', '-c', mountThenRun, 'sh', folder, process.execPath, script],
      { encoding: 'utf8' },
    );
    expect(ran.stderr).toBe('');
    const report = JSON.parse(ran.stdout) as {
      withLittleRoom: { tries: number };
      renewing: { tries: number };
    };
    const { tries } = report.withLittleRoom;
    const { tries: renewals } = report.renewing;
    expect(report).toEqual({
      appending: 'disk-full',
      saving: 'disk-full',
      kept: true,
      creating: 'disk-full',
      left: [],
      reopening: null,
      unfinished: null,
      savingAgain: null,
      final: 'room again',
      backingUp: null,
      withLittleRoom: { tries, codes: ['disk-full'], isLastLeft: true },
      renewing: { tries: renewals, codes: ['disk-full', 'not full'], left: [] },
      underNewKey: 'room again',
    });
    // It ran out in more than one step.
    expect(tries).toBeGreaterThan(3);
    expect(renewals).toBeGreaterThan(3);
    reportCampaign('full disk while backing up', { tries, lost: 0 });
    reportCampaign('full disk while renewing the key', { tries: renewals, lost: 0 });
  });
});
