import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import packageJson from '../../package.json' with { type: 'json' };
import { mainBuild } from '../../vite/main.ts';
import { preloadBuild } from '../../vite/preload.ts';
import { guestBuild, therapistBuild } from '../../vite/renderer.ts';
import { precompress } from './precompress.ts';

/** One output folder, and everything that it is made of. */
export interface Part {
  readonly name: PartName;
  /** Where it lands, from the project's root. */
  readonly folder: string;
  /** Files and folders that it is made of, from the project's root. */
  readonly inputs: readonly string[];
  /** Builds it into `outDir`, which is empty. */
  build(root: string, outDir: string): Promise<void>;
}

/** What every part depends on: the shared core and the exact versions of everything. */
const shared = ['src', 'tools/build', 'package-lock.json'];

/** Everything that `npm run build` makes. */
export const parts: readonly Part[] = [
  {
    name: 'main',
    folder: 'dist/main',
    inputs: [...shared, 'main', 'vite/main.ts'],
    build: async (root, outDir) => {
      await build(mainBuild(root, outDir, 'shipped'));
    },
  },
  {
    // Beside dist, not in it: what is packaged comes from dist only.
    name: 'main-development',
    folder: 'dist-development/main',
    inputs: [...shared, 'main', 'vite/main.ts', 'package.json'],
    build: async (root, outDir) => {
      await build(mainBuild(root, outDir, 'development'));
      // Electron can be started with this folder, and then knows the app's name and version.
      const { name, productName, version } = packageJson;
      const manifest = { name, productName, version, main: 'index.cjs' };
      writeFileSync(join(outDir, 'package.json'), JSON.stringify(manifest));
    },
  },
  {
    name: 'preload',
    folder: 'dist/preload',
    inputs: [...shared, 'main/preload', 'vite/preload.ts'],
    build: async (root, outDir) => {
      await build(preloadBuild(root, outDir));
    },
  },
  {
    name: 'therapist',
    folder: 'dist/therapist',
    inputs: [...shared, 'renderer', 'vite'],
    build: async (root, outDir) => {
      await build(therapistBuild(root, outDir));
    },
  },
  {
    name: 'guest',
    folder: 'dist/guest',
    inputs: [...shared, 'renderer', 'vite'],
    build: async (root, outDir) => {
      await build(guestBuild(root, outDir));
      await precompress(outDir);
    },
  },
];

export type PartName = 'main' | 'main-development' | 'preload' | 'therapist' | 'guest';
