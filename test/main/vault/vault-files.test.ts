import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  isThere,
  publishedVault,
  publishVault,
  readHeaderFile,
  vaultFilesIn,
} from '../../../main/vault/vault-files.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { thrownCode } from '../../support/thrown-code.ts';

describe('publishVault', () => {
  it('puts the whole vault in its place at once', () => {
    const dataFolder = join(temporaryFolder(), 'not', 'there', 'yet');
    const files = publishVault(dataFolder, 'x', (draft) => {
      writeFileSync(draft.header, 'header');
      expect(existsSync(publishedVault(dataFolder).folder)).toBe(false);
      writeFileSync(draft.database, 'database');
    });
    expect(readFileSync(files.header, 'utf8')).toBe('header');
    expect(readdirSync(dataFolder)).toEqual(['vault']);
  });

  it('leaves nothing when making it fails', () => {
    const dataFolder = temporaryFolder();
    expect(() =>
      publishVault(dataFolder, 'x', (draft) => {
        writeFileSync(draft.header, 'half');
        throw new Error('no room');
      }),
    ).toThrow('no room');
    expect(readdirSync(dataFolder)).toEqual([]);
  });

  it('never replaces a vault', () => {
    const dataFolder = temporaryFolder();
    publishVault(dataFolder, 'x', (draft) => {
      writeFileSync(draft.header, 'first');
    });
    const again = (): unknown =>
      publishVault(dataFolder, 'y', (draft) => {
        writeFileSync(draft.header, 'second');
      });
    expect(thrownCode(again)).toBe('conflict');
    expect(readFileSync(publishedVault(dataFolder).header, 'utf8')).toBe('first');
    expect(readdirSync(dataFolder)).toEqual(['vault']);
  });

  it('never replaces even an empty folder in its place', () => {
    const dataFolder = temporaryFolder();
    mkdirSync(publishedVault(dataFolder).folder);
    const publish = (): unknown =>
      publishVault(dataFolder, 'x', (draft) => {
        writeFileSync(draft.header, 'header');
      });
    expect(thrownCode(publish)).toBe('conflict');
    expect(readdirSync(publishedVault(dataFolder).folder)).toEqual([]);
  });

  it('never replaces one that appears while it is being made', () => {
    const dataFolder = temporaryFolder();
    const late = (): unknown =>
      publishVault(dataFolder, 'y', (draft) => {
        writeFileSync(draft.header, 'second');
        mkdirSync(publishedVault(dataFolder).folder);
        writeFileSync(publishedVault(dataFolder).header, 'first');
      });
    expect(thrownCode(late)).toBe('conflict');
    expect(readFileSync(publishedVault(dataFolder).header, 'utf8')).toBe('first');
  });
});

describe('isThere', () => {
  it('tells nothing from something', () => {
    const folder = temporaryFolder();
    expect([isThere(folder), isThere(join(folder, 'x'))]).toEqual([true, false]);
  });

  it('does not take a path that cannot be looked at for nothing', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    expect(() => isThere(`${file}\0`)).toThrow('null bytes');
  });
});

describe('readHeaderFile', () => {
  it('calls a vault without its header one whose header is damaged', () => {
    const files = vaultFilesIn(temporaryFolder());
    expect(thrownCode(() => readHeaderFile(files))).toBe('vault-header-damaged');
  });
});
