import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { guestIpc } from '../../src/contract/guest-ipc.ts';
import { ipc } from '../../src/contract/ipc.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { withClearMedia } from '../../vite/clear-media.ts';
import {
  mainBuild,
  startBuild,
  threadBuild,
  threadNames,
  type MainBuildOptions,
} from '../../vite/main.ts';
import { preloadBuild } from '../../vite/preload.ts';
import { guestAppBuild, guestBuild, therapistBuild } from '../../vite/renderer.ts';
import { projectRoot } from './ensure-built.ts';
import type { PartName } from './parts.ts';
import { precompress } from './precompress.ts';

// Builds one part into a folder: `build-part.ts NAME FOLDER`. Started by ensure-built.ts.

type App = MainBuildOptions['app'];

const builders: Readonly<Record<PartName, (outDir: string) => Promise<void>>> = {
  main: shippedMain('therapist'),
  'main-development': developmentMain('therapist'),
  preload: async (outDir) => {
    await build(preloadBuild(projectRoot, outDir, ipc));
  },
  therapist: async (outDir) => {
    await build(therapistBuild(projectRoot, outDir));
  },
  guest: async (outDir) => {
    await build(guestBuild(projectRoot, outDir));
    await precompress(outDir);
  },
  'guest-main': shippedMain('guest'),
  'guest-main-development': developmentMain('guest'),
  'guest-preload': async (outDir) => {
    await build(preloadBuild(projectRoot, outDir, guestIpc));
  },
  'guest-app': async (outDir) => {
    await build(guestAppBuild(projectRoot, outDir));
  },
  'therapist-clear-media': async (outDir) => {
    await build(withClearMedia(projectRoot, therapistBuild(projectRoot, outDir)));
  },
  'guest-clear-media': async (outDir) => {
    await build(withClearMedia(projectRoot, guestBuild(projectRoot, outDir)));
  },
};

async function buildMain(options: MainBuildOptions): Promise<void> {
  await build(mainBuild(projectRoot, options));
  await build(startBuild(projectRoot, options.outDir));
  // The app for clients has no vault, and no passphrase.
  if (options.app === 'guest') return;
  for (const name of threadNames) await build(threadBuild(projectRoot, options.outDir, name));
}

function shippedMain(app: App): (outDir: string) => Promise<void> {
  return async (outDir) => {
    await buildMain({ outDir, app, flavour: 'shipped' });
  };
}

function developmentMain(app: App): (outDir: string) => Promise<void> {
  return async (outDir) => {
    await buildMain({ outDir, app, flavour: 'development' });
    // Electron can be started with this folder, and then knows the app's name and version.
    const { name, productName, version } = packageJson;
    const manifest = { name, productName, version, main: 'index.cjs' };
    writeFileSync(join(outDir, 'package.json'), JSON.stringify(manifest));
  };
}

const [name, outDir] = process.argv.slice(2);
if (name === undefined || outDir === undefined || !isPart(name)) {
  throw new Error('usage: build-part.ts NAME FOLDER');
}
await builders[name](outDir);

function isPart(text: string): text is PartName {
  return Object.hasOwn(builders, text);
}
