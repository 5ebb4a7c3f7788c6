import { describe, expect, it } from 'vitest';
import { wakeFolder, type WakeOptions } from '../../../../main/vault/backup/wake-folder.ts';
import { CancelledError } from '../../../../src/errors/app-error.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const goOn = { pause: () => Promise.resolve() };

/** A folder that answers when it is told to. */
function sleeping(): WakeOptions & { readonly looks: string[]; answer: () => void } {
  const looks: string[] = [];
  const options = {
    looks,
    answer: () => undefined as void,
    patienceMs: 5,
    stepMs: 1,
    look: (folder: string) => {
      looks.push(folder);
      return new Promise<void>((resolve) => {
        options.answer = resolve;
      });
    },
  };
  return options;
}

describe('a folder of backups', () => {
  it('is awake once it has answered, whatever it says', async () => {
    await expect(wakeFolder(temporaryFolder(), goOn)).resolves.toBeUndefined();
    await expect(wakeFolder(`${temporaryFolder()}/none`, goOn)).resolves.toBeUndefined();
  });

  it('that does not answer is not waited for any longer than it is wanted', async () => {
    const options = { ...sleeping(), patienceMs: 60_000 };
    let pauses = 0;
    const pause = async (): Promise<void> => {
      pauses += 1;
      if (pauses === 3) throw new CancelledError();
      await Promise.resolve();
    };
    await expect(wakeFolder('/cancelled', { pause }, options)).rejects.toThrow(CancelledError);
  });

  it('that never answers is given up, and asked again only once it has answered', async () => {
    const options = sleeping();
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await expect(wakeFolder('/gone', goOn, options)).rejects.toThrow('save-failed');
    }
    expect(options.looks).toEqual(['/gone']);
    options.answer();
    await Promise.resolve();
    await expect(wakeFolder('/gone', goOn, options)).rejects.toThrow('save-failed');
    expect(options.looks).toEqual(['/gone', '/gone']);
  });

  it('that answers while it is waited for is awake', async () => {
    const options = sleeping();
    let pauses = 0;
    const pause = async (): Promise<void> => {
      pauses += 1;
      if (pauses === 2) options.answer();
      await Promise.resolve();
    };
    await expect(wakeFolder('/slow', { pause }, options)).resolves.toBeUndefined();
  });
});
