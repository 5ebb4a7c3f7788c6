import { beforeEach, describe, expect, it } from 'vitest';
import type { SavePlace, SavePort } from '../../../main/ports/save-port.ts';
import { Downloads } from '../../../main/saving/downloads.ts';
import type { DownloadId } from '../../../src/contract/ids.ts';
import { limits } from '../../../src/contract/limits.ts';
import { AppError } from '../../../src/errors/app-error.ts';
import { FakeClock, settle } from '../../support/fake-clock.ts';
import { testId } from '../../support/fake-ids.ts';
import { systemRandom } from '../../../main/platform/system-random.ts';
import { recordingLog } from '../../support/recording-log.ts';
import { rejectedCode } from '../../support/rejected-code.ts';

/** A place that remembers what was done with it. */
class FakePlace implements SavePlace {
  readonly log: string[] = [];
  fails: AppError | null = null;

  append(bytes: Uint8Array): Promise<void> {
    this.log.push(`append ${bytes.join(' ')}`);
    return this.fails ? Promise.reject(this.fails) : Promise.resolve();
  }

  async *written(): AsyncGenerator<never> {
    // Nothing here reads back.
  }

  finish(): Promise<void> {
    this.log.push('finish');
    return this.fails ? Promise.reject(this.fails) : Promise.resolve();
  }

  abandon(): Promise<void> {
    this.log.push('abandon');
    return Promise.resolve();
  }
}

let clock: FakeClock;
let asked: string[];
let place: FakePlace;
let answer: (place: SavePlace) => Promise<SavePlace | null>;
let downloads: Downloads;

beforeEach(() => {
  clock = new FakeClock();
  asked = [];
  answer = (chosen) => Promise.resolve(chosen);
  const save: SavePort = {
    ask: (name) => {
      asked.push(name);
      place = new FakePlace();
      return answer(place);
    },
  };
  downloads = new Downloads({ save, clock, random: systemRandom, log: recordingLog() });
});

async function begin(sizeBytes = 3): Promise<DownloadId> {
  const downloadId = await downloads.begin('a.pdf', sizeBytes);
  if (downloadId === null) throw new Error('declined');
  return downloadId;
}

describe('a file that is saved', () => {
  it('is asked for under a clean name, and arrives in order', async () => {
    const downloadId = await downloads.begin('../photo.jpg.exe', 3);
    if (downloadId === null) throw new Error('declined');
    await downloads.append(downloadId, 0, new Uint8Array([1, 2]));
    await downloads.append(downloadId, 1, new Uint8Array([3]));
    await downloads.finish(downloadId);
    expect(asked).toEqual(['photo_jpg.exe']);
    expect(place.log).toEqual(['append 1 2', 'append 3', 'finish']);
    expect(clock.pending).toBe(0);
    expect(await rejectedCode(downloads.finish(downloadId))).toBe('not-found');
  });

  it('may be empty', async () => {
    await downloads.finish(await begin(0));
    expect(place.log).toEqual(['finish']);
  });

  it('is not begun when the person changes their mind, or it is too large', async () => {
    answer = () => Promise.resolve(null);
    expect(await downloads.begin('a.pdf', 3)).toBeNull();
    expect(await rejectedCode(downloads.begin('a.pdf', limits.fileBytes + 1))).toBe('too-large');
    expect(asked).toHaveLength(1);
  });

  it('takes no part twice, out of order, or beyond what was announced', async () => {
    const downloadId = await begin();
    const part = new Uint8Array([1, 2]);
    expect(await rejectedCode(downloads.append(downloadId, 1, part))).toBe('conflict');
    const first = downloads.append(downloadId, 0, part);
    expect(await rejectedCode(downloads.append(downloadId, 0, part))).toBe('conflict');
    await first;
    expect(await rejectedCode(downloads.append(downloadId, 0, part))).toBe('conflict');
    expect(await rejectedCode(downloads.append(downloadId, 1, part))).toBe('too-large');
    expect(await rejectedCode(downloads.finish(downloadId))).toBe('bad-request');
    expect(place.log).toEqual(['append 1 2']);
  });

  it('leaves nothing behind when it is cancelled, fails, or is forgotten', async () => {
    await downloads.cancel(await begin());
    expect(place.log).toEqual(['abandon']);
    const failing = await begin();
    place.fails = new AppError('disk-full');
    const part = new Uint8Array([1]);
    expect(await rejectedCode(downloads.append(failing, 0, part))).toBe('disk-full');
    expect(place.log).toEqual(['append 1', 'abandon']);
    expect(await rejectedCode(downloads.append(failing, 0, part))).toBe('not-found');
    const forgotten = await begin();
    await downloads.append(forgotten, 0, part);
    await clock.advance(60_000);
    expect(place.log).toEqual(['append 1', 'abandon']);
    expect(await rejectedCode(downloads.append(forgotten, 1, part))).toBe('not-found');
  });

  it('is nobody’s whom the id was not given to, and cancelling that is no error', async () => {
    const stranger = testId<DownloadId>(9);
    expect(await rejectedCode(downloads.append(stranger, 0, new Uint8Array([1])))).toBe(
      'not-found',
    );
    expect(await rejectedCode(downloads.finish(stranger))).toBe('not-found');
    await downloads.cancel(stranger);
  });

  it('waits for no more than a few answers and files at once', async () => {
    answer = () => new Promise(() => undefined);
    for (let count = 0; count < 4; count += 1) void downloads.begin('a.pdf', 3);
    await settle();
    expect(await rejectedCode(downloads.begin('a.pdf', 3))).toBe('too-many');
  });

  it('is taken away when the app closes, and none begins after that', async () => {
    let choose: (chosen: SavePlace) => void = () => undefined;
    await begin();
    const open = place;
    answer = () => new Promise((resolve) => (choose = resolve));
    const late = downloads.begin('b.pdf', 3);
    await downloads.close();
    choose(place);
    expect(await late).toBeNull();
    expect(open.log).toEqual(['abandon']);
    expect(clock.pending).toBe(0);
  });
});
