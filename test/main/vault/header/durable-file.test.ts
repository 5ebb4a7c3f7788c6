import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeFileDurably } from '../../../../main/vault/header/durable-file.ts';
import { utf8 } from '../../../../src/base/bytes.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

describe('writeFileDurably', () => {
  it('writes a new file that only its owner may read, and leaves nothing beside it', () => {
    const folder = temporaryFolder();
    writeFileDurably(join(folder, 'a'), utf8('one'));
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('one');
    expect(readdirSync(folder)).toEqual(['a']);
    // Windows has no such bits and says 0o666 for every file.
    const ownerOnly = process.platform === 'win32' ? 0o666 : 0o600;
    expect(statSync(join(folder, 'a')).mode & 0o777).toBe(ownerOnly);
  });

  it('replaces a file, and whatever a crash left of an earlier attempt', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a'), 'old and longer');
    writeFileSync(join(folder, 'a.new'), 'half of somethi');
    writeFileDurably(join(folder, 'a'), utf8('new'));
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('new');
    expect(readdirSync(folder)).toEqual(['a']);
  });

  it('leaves the old content when the new one cannot be put in its place', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'a'));
    writeFileSync(join(folder, 'a', 'inside'), 'kept');
    expect(() => {
      writeFileDurably(join(folder, 'a'), utf8('new'));
    }).toThrow(/EISDIR|EPERM|ENOTEMPTY|EEXIST/u);
    expect(readFileSync(join(folder, 'a', 'inside'), 'utf8')).toBe('kept');
    expect(readdirSync(folder)).toEqual(['a']);
  });
});
