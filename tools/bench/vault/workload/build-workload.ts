import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'vite';
import type { MeasuredCipher } from '../ciphers/measured-cipher.ts';
import { otherModule } from '../ciphers/other-modules.ts';

const root = join(import.meta.dirname, '../../../..');

/**
 * Puts the measured processes into this folder, each as one file of JavaScript, as the product is: what turns TypeScript into
 * that while it is loaded takes some 40 MB of the process that it does it in.
 * @returns the path of the file for each cipher
 */
export async function buildWorkloads(
  folder: string,
): Promise<Readonly<Record<MeasuredCipher, string>>> {
  // Addons stay outside, and are found from here.
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return {
    ours: await buildWorkload(folder, 'ours', []),
    unencrypted: await buildWorkload(folder, 'unencrypted', [otherCipher]),
    sqlcipher: await buildWorkload(folder, 'sqlcipher', [otherCipher]),
  };
}

async function buildWorkload(
  folder: string,
  name: MeasuredCipher,
  plugins: readonly Plugin[],
): Promise<string> {
  const file = `${name}.mjs`;
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    plugins: [...plugins],
    ssr: { noExternal: true, external: ['better-sqlite3-multiple-ciphers', '@napi-rs/keyring'] },
    build: {
      ssr: join(import.meta.dirname, 'workload-process.ts'),
      outDir: folder,
      emptyOutDir: false,
      copyPublicDir: false,
      minify: false,
      rolldownOptions: { output: { entryFileNames: file } },
    },
  });
  return join(folder, file);
}

const otherCipher: Plugin = {
  name: 'other-cipher',
  enforce: 'pre',
  async resolveId(source, importer) {
    const found = await this.resolve(source, importer, { skipSelf: true });
    return found && (otherModule(found.id, importer ?? null) ?? found);
  },
};
