import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPackageWithOptions, extractAll } from '@electron/asar';
import { build } from 'vite';
import { z } from 'zod';
import { sealArchive } from '../../dist/package-hashes.ts';
import { unpackedApp, type UnpackedApp } from '../../dist/unpacked-app.ts';

const manifest = z.looseObject({ main: z.string() });

/** Puts what notes the moments of a start into a package, before its own entry. Everything else stays as it was packed. */
export async function watchPackage(unpacked: UnpackedApp): Promise<void> {
  const asar = join(unpacked.resources, 'app.asar');
  await withFolder(async (folder) => {
    extractAll(asar, folder);
    const file = join(folder, 'package.json');
    const read = manifest.parse(JSON.parse(readFileSync(file, 'utf8')));
    await buildScript(folder, 'watch-start', `./${read.main}`);
    writeFileSync(file, JSON.stringify({ ...read, main: 'watch-start.cjs' }));
    await createPackageWithOptions(folder, asar, { unpack: '*.node' });
  });
  if (process.platform === 'linux') sealArchive(unpacked);
}

/** The floor in the same Electron with the same fuses: a copy of a package, with another app in it. */
export async function copyAsBareWindow(of: UnpackedApp, folder: string): Promise<UnpackedApp> {
  cpSync(of.folder, folder, { recursive: true });
  const bare = unpackedApp('therapist', folder);
  const asar = join(bare.resources, 'app.asar');
  rmSync(`${asar}.unpacked`, { recursive: true });
  await withFolder(async (app) => {
    await buildScript(app, 'bare-window');
    writeFileSync(
      join(app, 'package.json'),
      JSON.stringify({ name: 'bare-window', version: '0.0.0', main: 'bare-window.cjs' }),
    );
    await createPackageWithOptions(app, asar, {});
  });
  return bare;
}

async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'quietroom-archive-'));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One of the scripts of `watched`, as CommonJS. `then`: what it loads at its end. */
async function buildScript(folder: string, name: string, then?: string): Promise<void> {
  const footer = then === undefined ? '' : `require(${JSON.stringify(then)});`;
  await build({
    configFile: false,
    root: import.meta.dirname,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['electron'] },
    build: {
      ssr: join(import.meta.dirname, 'watched', `${name}.ts`),
      target: 'node20',
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: { output: { entryFileNames: `${name}.cjs`, format: 'cjs', footer } },
    },
  });
}
