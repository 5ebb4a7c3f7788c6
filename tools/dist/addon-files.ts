import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Packages that bring a prebuilt addon. */
export type AddonName = 'better-sqlite3-multiple-ciphers' | '@napi-rs/keyring';

/** What a package is made for. */
export interface PackTarget {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
}

/** How the keychain's package calls its prebuilt addons, which are packages of their own. */
const keyringTriples: Partial<Record<NodeJS.Platform, (arch: string) => string>> = {
  darwin: (arch) => `darwin-${arch}`,
  linux: (arch) => `linux-${arch}-gnu`,
  win32: (arch) => `win32-${arch}-msvc`,
};

/** Loads an addon by the name of one platform: of no use where the addon of that platform is not. */
const platformEntry = /^(?:darwin|linux|linuxmusl|win32)-.*\.js$/u;

/**
 * The files that an addon needs at run time, from the project's root: no sources, no types, and prebuilt binaries of
 * the target alone.
 * @throws Error when the target's binary is not installed: npm installs those of its own machine
 */
export function addonFiles(root: string, name: AddonName, target: PackTarget): readonly string[] {
  const files = listed[name](root, target);
  const missing = files.find((file) => !existsSync(join(root, file)));
  if (missing !== undefined) {
    throw new Error(
      `${missing} is missing: a package for ${target.platform}-${target.arch} is made on such a machine, after npm ci`,
    );
  }
  return files;
}

const listed: Readonly<Record<AddonName, (root: string, target: PackTarget) => readonly string[]>> =
  {
    'better-sqlite3-multiple-ciphers': (root, { platform, arch }) => {
      const folder = 'node_modules/better-sqlite3-multiple-ciphers';
      const library = readdirSync(join(root, folder, 'lib'), { recursive: true })
        .map((file) => String(file).replaceAll('\\', '/'))
        .filter((file) => file.endsWith('.js') && !platformEntry.test(file));
      return [
        `${folder}/LICENSE`,
        `${folder}/package.json`,
        ...library.map((file) => `${folder}/lib/${file}`),
        `${folder}/prebuilds/${platform}-${arch}.node`,
      ];
    },
    '@napi-rs/keyring': (_root, { platform, arch }) => {
      const folder = 'node_modules/@napi-rs/keyring';
      const triple = keyringTriples[platform]?.(arch) ?? `${platform}-${arch}`;
      return [
        ...['LICENSE', 'package.json', 'index.js'].map((file) => `${folder}/${file}`),
        ...['LICENSE.third-party.md', 'package.json', `keyring.${triple}.node`].map(
          (file) => `${folder}-${triple}/${file}`,
        ),
      ];
    },
  };
