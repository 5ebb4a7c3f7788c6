import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findMemoryFolder } from '../../../tools/test/memory-folder.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

it('finds a folder that can be written to', () => {
  const folder = temporaryFolder(tmpdir());
  expect(findMemoryFolder(folder)).toBe(folder);
});

it('finds none where there is none, or where there is no room', () => {
  expect(findMemoryFolder(join(temporaryFolder(), 'absent'))).toBeNull();
  // A file system that has no room for anything.
  expect(findMemoryFolder('/proc')).toBeNull();
});
