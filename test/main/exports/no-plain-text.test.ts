import { describe, expect, it } from 'vitest';
import { utf8 } from '../../../src/base/bytes.ts';
import { addFile, fillVault, openExport, startExport } from '../../support/export-world.ts';
import { filesWith, openFilesWith } from '../../support/open-files.ts';
import { makeOpenVault } from '../../support/vault-fixture.ts';

const marker = 'planted-words-4711';

describe.runIf(process.platform === 'linux')('what is exported', () => {
  it('is in no file on the way, open or closed, and in the export only encrypted', async () => {
    const { vault, dataFolder } = makeOpenVault();
    const { clientId } = fillVault(vault, marker);
    addFile(vault, clientId, `${marker}.txt`, utf8(`${marker} `.repeat(40_000)));
    const found = new Set<string>();
    const steps = new Set<string>();
    let folder = '';
    const attempt = await startExport(
      vault,
      { clientId },
      {
        onProgress: (step) => {
          steps.add(step);
          const looked = [dataFolder, ...(folder === '' ? [] : [folder])];
          for (const path of looked.flatMap((one) => filesWith(one, marker))) found.add(path);
          for (const path of openFilesWith(process.pid, marker)) found.add(path);
        },
      },
    );
    ({ folder } = attempt);
    await attempt.made;
    expect([...steps]).toEqual(['reading', 'writing', 'checking']);
    expect(found).toEqual(new Set());
    expect(filesWith(folder, marker)).toEqual([]);
    expect(folder).not.toBe('');
    // Shows that the words were there to be found.
    const archive = await openExport(attempt);
    expect([...archive.values()].every((bytes) => bytes.includes(marker))).toBe(true);
  });
});
