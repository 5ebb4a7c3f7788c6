import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createReceivedMark } from '../../../main/platform/received-mark.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { recordingLog } from '../../support/recording-log.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { skipNote } from '../../../tools/test/skip-reason.ts';

const clock = new FakeClock(0x6900_0000 * 1000);

interface Ran {
  readonly file: string;
  readonly args: readonly string[];
  readonly how: unknown;
}

/** A file, and what marks it on a machine of this kind. */
function markOn(
  platform: NodeJS.Platform,
  answer: () => Promise<unknown> = () => Promise.resolve(),
) {
  const [folder, log] = [temporaryFolder(), recordingLog()];
  const path = join(folder, '-w; rm $(x).pdf');
  writeFileSync(path, 'content');
  const ran: Ran[] = [];
  const run = (file: string, args: readonly string[], how: unknown): Promise<unknown> => {
    ran.push({ file, args, how });
    return answer();
  };
  return { folder, path, log, ran, mark: createReceivedMark({ clock, log, platform, run }) };
}

describe('the mark of a received file', () => {
  it('is a stream beside it on Windows, which names the zone and no address', async () => {
    const { folder, path, ran, log, mark } = markOn('win32');
    await mark(path);
    // Elsewhere than on Windows the name of a stream is a file's.
    expect(readFileSync(`${path}:Zone.Identifier`, 'latin1')).toBe(
      '[ZoneTransfer]\r\nZoneId=3\r\n',
    );
    expect(readFileSync(path, 'utf8')).toBe('content');
    expect([readdirSync(folder).length <= 2, ran, log.lines]).toEqual([true, [], []]);
  });

  it('is set on macOS by its own program, without a shell and in limited time', async () => {
    const { folder, path, ran, log, mark } = markOn('darwin');
    await mark(path);
    expect(ran).toEqual([
      {
        file: '/usr/bin/xattr',
        args: ['-w', 'com.apple.quarantine', '0081;69000000;Quietroom;', path],
        how: { timeout: 5_000, killSignal: 'SIGKILL' },
      },
    ]);
    expect([readdirSync(folder).length, log.lines]).toEqual([1, []]);
  });

  it('is none where there is none: on Linux nothing is run and nothing is written', async () => {
    const { folder, path, ran, log, mark } = markOn('linux');
    await mark(path);
    expect([readdirSync(folder).length, ran, log.lines]).toEqual([1, [], []]);
  });

  it('costs nobody the file when it cannot be set, and the log has a code without the path', async () => {
    const failing = markOn('darwin', () => Promise.reject(new Error('timed out')));
    await failing.mark(failing.path);
    const blocked = markOn('win32');
    mkdirSync(`${blocked.path}:Zone.Identifier`);
    await blocked.mark(blocked.path);
    for (const { log } of [failing, blocked]) {
      expect(log.lines).toEqual([
        { level: 'warn', event: 'file-not-marked', fields: { code: 'save-failed' } },
      ]);
    }
  });

  const elsewhere = process.platform === 'darwin' ? null : 'there is no macOS here';
  it.skipIf(elsewhere !== null)(
    `is the attribute that macOS looks for${skipNote(elsewhere)}`,
    async () => {
      const path = join(temporaryFolder(), 'a.pdf');
      writeFileSync(path, 'content');
      await createReceivedMark({ clock, log: recordingLog() })(path);
      const read = execFileSync('/usr/bin/xattr', ['-p', 'com.apple.quarantine', path]);
      expect(read.toString()).toMatch(/^0081;69000000;Quietroom;/u);
    },
  );
});
