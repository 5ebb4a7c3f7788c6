import { relative } from 'node:path';
import { build, type InlineConfig, type Plugin } from 'vite';
import { projectRoot } from './ensure-built.ts';

/** What a bundle is made of. */
export interface BundleModules {
  /** Our own files, from the project's root. */
  readonly files: readonly string[];
  /** Names of packages. */
  readonly packages: readonly string[];
  /** Where they lie, from the project's root: of one package there may be several versions. */
  readonly packageFolders: readonly string[];
}

/**
 * Builds without writing anything, and tells every module that got into a chunk, those of its workers too. The mode is
 * the one that parts are built in.
 */
export async function modulesOf(config: InlineConfig): Promise<BundleModules> {
  const ids = new Set<string>();
  const collect: Plugin = {
    name: 'quietroom:collect-modules',
    generateBundle(_options, bundle) {
      for (const output of Object.values(bundle)) {
        if (output.type === 'chunk') for (const id of output.moduleIds) ids.add(id);
      }
    },
  };
  const workerPlugins = config.worker?.plugins;
  await build({
    ...config,
    mode: 'production',
    logLevel: 'error',
    build: { ...config.build, write: false },
    plugins: [...(config.plugins ?? []), collect],
    worker: { ...config.worker, plugins: () => [workerPlugins?.(), collect] },
  });
  const all = [...ids].map((id) =>
    relative(projectRoot, id.replace(/^\0/u, '').split('?')[0] ?? ''),
  );
  return {
    files: all.filter((id) => !id.includes('node_modules/') && !isBundlersOwn(id)).toSorted(),
    packages: [...new Set(all.flatMap(packageOf))].toSorted(),
    packageFolders: packageFoldersOf(all),
  };
}

/** The packages that these files lie in, from the project's root, each once. */
export function packageFoldersOf(files: readonly string[]): readonly string[] {
  const folders = files.flatMap(
    (file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/u.exec(file.replaceAll('\\', '/'))?.[0] ?? [],
  );
  return [...new Set(folders)].toSorted();
}

/** What the bundler puts in by itself. */
function isBundlersOwn(id: string): boolean {
  return /(?:^|\/)(?:rolldown|vite)\/|__vite/u.test(id);
}

function packageOf(id: string): readonly string[] {
  const name = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/u.exec(id)?.[1];
  return name === undefined ? [] : [name];
}
