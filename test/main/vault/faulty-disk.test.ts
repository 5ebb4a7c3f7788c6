import { fstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeFileDurably } from '../../../main/vault/header/durable-file.ts';
import { startHeadFile } from '../../../main/vault/journal/head-file.ts';
import { utf8 } from '../../../src/base/bytes.ts';
import { replaceFs } from '../../support/faulty-fs.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { thrownCode } from '../../support/thrown-code.ts';
import { makeOpenVault, testJournalKey, testKey } from '../../support/vault-fixture.ts';

function failFolderSync(code: string): void {
  replaceFs('fsyncSync', (real) => (file) => {
    if (fstatSync(file).isDirectory()) throw Object.assign(new Error('sync'), { code });
    real(file);
  });
}

describe('a disk that does not do as it is told', () => {
  it('cuts a head short, and the write is reported as failed', () => {
    const path = join(temporaryFolder(), 'vault.head');
    const head = { seq: 1, chain: new Uint8Array(32) };
    const file = startHeadFile(path, head, testJournalKey());
    replaceFs('writeSync', () => () => 511);
    const write = (): void => {
      file.write({ ...head, seq: 2 });
    };
    expect(thrownCode(write)).toBe('internal');
    file.close();
  });

  it.skipIf(process.platform === 'win32').each(['EINVAL', 'ENOTSUP'])(
    'cannot sync a folder (%s), and the file is written',
    (code) => {
      failFolderSync(code);
      const path = join(temporaryFolder(), 'a');
      writeFileDurably(path, utf8('one'));
      expect(readFileSync(path, 'utf8')).toBe('one');
    },
  );

  it.skipIf(process.platform === 'win32')('fails to sync a folder, and says so', () => {
    failFolderSync('EIO');
    const write = (): void => {
      writeFileDurably(join(temporaryFolder(), 'a'), utf8('one'));
    };
    expect(write).toThrow('sync');
  });

  it('fails to sync the folder of a header in place, whose ways are in force', () => {
    const { vault, store } = makeOpenVault();
    failFolderSync('EIO');
    const label = { kind: 'recovery', id: new Uint8Array(16), params: new Uint8Array() } as const;
    vault.keys.put({ label, secret: testKey(9) });
    expect(store.ways().map(({ kind }) => kind)).toEqual(['keychain', 'recovery']);
    expect(vault.keys.opens('recovery', testKey(9))).toBe(true);
  });
});
