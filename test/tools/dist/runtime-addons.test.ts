import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../tools/build/ensure-built.ts';
import { addonFiles } from '../../../tools/dist/addon-files.ts';
import { proveAddons, replaceAddons } from '../../../tools/dist/runtime-addons.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

function folderWith(files: Readonly<Record<string, string>>): string {
  // Not in memory: what is loaded must be allowed to run there.
  const folder = temporaryFolder(tmpdir());
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

describe('replaceAddons', () => {
  const app = (): string =>
    folderWith({ 'node_modules/a/a.node': 'a', 'node_modules/b/b.node': 'b', 'b.js': 'b' });

  it('puts those that are there in the place of the app’s own, and brings no others', () => {
    const folder = app();
    replaceAddons(
      folder,
      folderWith({ 'node_modules/b/b.node': 'B', 'node_modules/c/c.node': 'C' }),
    );
    const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
    expect([read('node_modules/a/a.node'), read('node_modules/b/b.node')]).toEqual(['a', 'B']);
    expect(() => read('node_modules/c/c.node')).toThrow('ENOENT');
  });

  it('does not take a folder for one that holds none of them', () => {
    expect(() => {
      replaceAddons(app(), folderWith({ 'b.node': 'B' }));
    }).toThrow(/holds none of node_modules\/a\/a\.node/u);
  });
});

describe('proveAddons', () => {
  const path = 'app.asar.unpacked/node_modules/x/x.node';
  // Node itself is asked in the way in which a package's Electron is.
  const packageIn = (folder: string) => ({
    folder,
    resources: folder,
    executable: process.execPath,
  });

  it('lets an addon through that loads', () => {
    const { platform, arch } = process;
    const files = addonFiles(projectRoot, '@napi-rs/keyring', { platform, arch });
    const addon = files.find((file) => file.endsWith('.node')) ?? '';
    const folder = folderWith({ [path]: '' });
    copyFileSync(join(projectRoot, addon), join(folder, path));
    expect(() => {
      proveAddons(packageIn(folder));
    }).not.toThrow();
  });

  it('stops at one that does not, and names it and the way out', () => {
    expect(() => {
      proveAddons(packageIn(folderWith({ [path]: 'no addon' })));
    }).toThrow(/^node_modules\/x\/x\.node does not load .+--addons FOLDER/u);
  });
});
