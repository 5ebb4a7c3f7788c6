import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addonFiles } from '../../../tools/dist/addon-files.ts';

const sqlite = 'node_modules/better-sqlite3-multiple-ciphers';
const keyring = 'node_modules/@napi-rs/keyring';

describe('the files of an addon', () => {
  let root: string;

  const install = (...files: readonly string[]): void => {
    for (const file of files) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), '');
    }
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'quietroom-addons-'));
    install(
      ...['LICENSE', 'package.json', 'README.md', 'src/addon.cpp', 'index.d.ts'].map(
        (file) => `${sqlite}/${file}`,
      ),
      ...['index.js', 'methods/pragma.js', 'linux-x64.js', 'win32-x64.js'].map(
        (file) => `${sqlite}/lib/${file}`,
      ),
      ...['linux-x64', 'linuxmusl-x64', 'win32-x64', 'darwin-arm64'].map(
        (name) => `${sqlite}/prebuilds/${name}.node`,
      ),
      ...['LICENSE', 'package.json', 'index.js', 'keytar.js'].map((file) => `${keyring}/${file}`),
      ...['LICENSE.third-party.md', 'package.json', 'keyring.win32-x64-msvc.node'].map(
        (file) => `${keyring}-win32-x64-msvc/${file}`,
      ),
    );
  });

  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  it('are its library and the binary of the target: no sources, no other platform', () => {
    const target = { platform: 'win32', arch: 'x64' } as const;
    expect(addonFiles(root, 'better-sqlite3-multiple-ciphers', target).toSorted()).toEqual([
      `${sqlite}/LICENSE`,
      `${sqlite}/lib/index.js`,
      `${sqlite}/lib/methods/pragma.js`,
      `${sqlite}/package.json`,
      `${sqlite}/prebuilds/win32-x64.node`,
    ]);
    expect(addonFiles(root, '@napi-rs/keyring', target)).toEqual([
      `${keyring}/LICENSE`,
      `${keyring}/package.json`,
      `${keyring}/index.js`,
      `${keyring}-win32-x64-msvc/LICENSE.third-party.md`,
      `${keyring}-win32-x64-msvc/package.json`,
      `${keyring}-win32-x64-msvc/keyring.win32-x64-msvc.node`,
    ]);
  });

  it('are refused when the target’s binary is not installed', () => {
    expect(() =>
      addonFiles(root, 'better-sqlite3-multiple-ciphers', { platform: 'win32', arch: 'arm64' }),
    ).toThrow('prebuilds/win32-arm64.node is missing');
    expect(() => addonFiles(root, '@napi-rs/keyring', { platform: 'linux', arch: 'x64' })).toThrow(
      'keyring-linux-x64-gnu/LICENSE.third-party.md is missing',
    );
  });
});
