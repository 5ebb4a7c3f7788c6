import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { memoryFolderVariable } from '../../tools/test/memory-folder.ts';

/** An empty folder of this test's own, removed when the test is over. */
export function temporaryFolder(parent = process.env[memoryFolderVariable] ?? tmpdir()): string {
  const folder = mkdtempSync(join(parent, 'quietroom-test-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}
