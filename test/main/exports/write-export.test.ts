import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ExportStep } from '../../../main/exports/export-work.ts';
import type { SavePlace } from '../../../main/ports/save-port.ts';
import { systemRandom } from '../../../main/platform/system-random.ts';
import { AppError, CancelledError } from '../../../src/errors/app-error.ts';
import {
  addFile,
  eagerClock,
  fillVault,
  namesIn,
  openExport,
  startExport,
} from '../../support/export-world.ts';
import { rejectedCode } from '../../support/rejected-code.ts';
import { makeOpenVault } from '../../support/vault-fixture.ts';

const megabyte = 1024 * 1024;

function world() {
  const { vault } = makeOpenVault();
  const { clientId } = fillVault(vault, 'mine');
  addFile(vault, clientId, 'a.bin', systemRandom.bytes(megabyte));
  return { vault, clientId };
}

/** Passes everything on to a place, but for what a test is about. */
function placeWith(change: (place: SavePlace) => Partial<SavePlace>) {
  return (place: SavePlace): SavePlace => ({
    append: (bytes) => place.append(bytes),
    written: () => place.written(),
    finish: () => place.finish(),
    abandon: () => place.abandon(),
    ...change(place),
  });
}

describe('an export on its way to the disk', () => {
  it('is opened by nothing but its own key, and by nothing once a byte has changed', async () => {
    const { vault, clientId } = world();
    const attempt = await startExport(vault, { clientId });
    const { sizeBytes } = await attempt.made;
    expect((await openExport(attempt)).size).toBe(6);
    const other = await startExport(vault, { clientId });
    await other.made;
    await expect(openExport({ ...attempt, identity: other.identity })).rejects.toThrow('identity');
    const whole = readFileSync(attempt.path);
    expect(whole.length).toBe(sizeBytes);
    for (const at of [0, 60, 2_100, Math.floor(sizeBytes / 2), sizeBytes - 1]) {
      const flipped = Buffer.from(whole);
      flipped[at] = (flipped[at] ?? 0) ^ 1;
      writeFileSync(attempt.path, flipped);
      await expect(openExport(attempt)).rejects.toBeInstanceOf(Error);
    }
    writeFileSync(attempt.path, whole.subarray(0, sizeBytes - 1));
    await expect(openExport(attempt)).rejects.toBeInstanceOf(Error);
  });

  it.each<ExportStep>(['reading', 'writing', 'checking'])(
    'leaves nothing when it is cancelled while it is %s',
    async (step) => {
      const { vault, clientId } = world();
      const stop = new AbortController();
      const seen = new Set<ExportStep>();
      const { made, folder } = await startExport(
        vault,
        { clientId },
        {
          signal: stop.signal,
          onProgress: (now) => {
            seen.add(now);
            if (now === step) stop.abort();
          },
        },
      );
      await expect(made).rejects.toThrow(CancelledError);
      expect([...seen].at(-1)).toBe(step);
      expect(namesIn(folder)).toEqual([]);
    },
  );

  it('leaves nothing when the disk is full, and reads no further', async () => {
    const { vault, clientId } = world();
    let appended = 0;
    const { made, folder } = await startExport(
      vault,
      { clientId },
      {
        wrap: placeWith((place) => ({
          append: async (bytes) => {
            appended += 1;
            if (appended === 3) throw new AppError('disk-full');
            await place.append(bytes);
          },
        })),
      },
    );
    expect(await rejectedCode(made)).toBe('disk-full');
    expect(appended).toBe(3);
    expect(namesIn(folder)).toEqual([]);
  });

  it.each([
    ['a flipped byte', (bytes: Buffer) => bytes.fill((bytes[0] ?? 0) ^ 1, 0, 1)],
    ['a missing end', (bytes: Buffer) => bytes.subarray(0, -1)],
    ['zeros', (bytes: Buffer) => Buffer.alloc(bytes.length)],
  ])('is not put in its place when the disk gives back %s', async (_what, harm) => {
    const { vault, clientId } = world();
    const { made, folder, path } = await startExport(
      vault,
      { clientId },
      {
        wrap: placeWith((place) => ({
          written: async function* () {
            let at = 0;
            for await (const bytes of place.written()) {
              at += 1;
              yield at === 5 ? new Uint8Array(harm(Buffer.from(bytes))) : bytes;
            }
          },
        })),
      },
    );
    expect(await rejectedCode(made)).toBe('save-failed');
    expect(existsSync(path)).toBe(false);
    expect(namesIn(folder)).toEqual([]);
  });

  it('ends with the vault', async () => {
    const { vault, clientId } = world();
    let reads = 0;
    const { made, folder } = await startExport(
      vault,
      { clientId },
      {
        useVault: () => {
          reads += 1;
          if (reads > 12) throw new AppError('vault-locked');
          return vault;
        },
      },
    );
    expect(await rejectedCode(made)).toBe('vault-locked');
    expect(namesIn(folder)).toEqual([]);
  });

  it('has never more than a few megabytes of a large file in memory', async () => {
    const { vault, clientId } = world();
    const sizeBytes = 24 * megabyte;
    const part = systemRandom.bytes(256 * 1024);
    let read = 0;
    let appended = 0;
    let most = 0;
    const large = {
      ...vault,
      files: {
        ...vault.files,
        list: (id: typeof clientId) => vault.files.list(id).map((file) => ({ ...file, sizeBytes })),
        part: () => {
          read += part.length;
          most = Math.max(most, read - appended);
          return part;
        },
      },
    };
    const { made } = await startExport(
      large,
      { clientId },
      {
        clock: eagerClock,
        wrap: placeWith(() => ({
          append: (bytes) => {
            appended += bytes.length;
            return new Promise((resolve) => {
              setImmediate(resolve);
            });
          },
        })),
      },
    );
    // Its hash is another one, which is told when all of it was read.
    expect(await rejectedCode(made)).toBe('vault-damaged');
    expect(read).toBe(sizeBytes);
    expect(most).toBeLessThan(10 * megabyte);
  });
});
