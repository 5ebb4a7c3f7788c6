import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { folderOfPart, projectRoot } from '../build/ensure-built.ts';
import type { PartName } from '../build/parts.ts';
import { addonFiles, type PackTarget } from './addon-files.ts';
import { appContents, type AppFlavour, type AppName } from './app-contents.ts';

export interface LayOutOptions {
  readonly app: AppName;
  readonly flavour: AppFlavour;
  readonly target: PackTarget;
  /** Where it is laid out; what was there goes. */
  readonly folder: string;
  /**
   * What it starts with, beside the main bundle: `start.cjs` checks a package first. `index.cjs` is for tests that run
   * what was laid out without packing it.
   */
  readonly entry: 'start.cjs' | 'index.cjs';
}

/** The built parts that an app's package holds. */
export function partsOfApp(app: AppName, flavour: AppFlavour): readonly PartName[] {
  const { main, others } = appContents[app];
  return [main[flavour], ...others];
}

/** Lays an app out as its package holds it: the built parts, its addons, its manifest, and nothing else. */
export function layOutApp({ app, flavour, target, folder, entry }: LayOutOptions): void {
  const { main, mainFolder, others, addons } = appContents[app];
  rmSync(folder, { recursive: true, force: true });
  copyFolder(folderOfPart(main[flavour]), join(folder, mainFolder));
  for (const part of others) {
    const from = folderOfPart(part);
    copyFolder(from, join(folder, relative(projectRoot, from)));
  }
  for (const file of addons.flatMap((name) => addonFiles(projectRoot, name, target))) {
    copy(join(projectRoot, file), join(folder, file));
  }
  copy(join(projectRoot, 'LICENSE'), join(folder, 'LICENSE'));
  writeFileSync(
    join(folder, 'package.json'),
    `${JSON.stringify(manifestOf(app, entry), null, 2)}\n`,
  );
}

/** What Electron and electron-builder read of an app. */
function manifestOf(app: AppName, entry: string): Readonly<Record<string, unknown>> {
  const { name, productName, mainFolder } = appContents[app];
  const { version, description, license } = packageJson;
  return {
    name,
    productName,
    version,
    description,
    license,
    author: 'Quietroom contributors',
    // A Debian package has to name one. There is none yet.
    homepage: 'https://quietroom.invalid',
    desktopName: `${name}.desktop`,
    type: 'module',
    main: `${mainFolder}/${entry}`,
  };
}

/** The development main bundle has a manifest of its own, which no package does. */
function copyFolder(from: string, to: string): void {
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name === 'package.json') continue;
    const file = join(entry.parentPath, entry.name);
    copy(file, join(to, relative(from, file)));
  }
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}
