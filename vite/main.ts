import type { InlineConfig } from 'vite';

/**
 * How the main process is built. `development` keeps the hooks that tests and `npm start` need (another data folder, a
 * preset server, a debugger's switches); the `shipped` bundle does not contain them.
 */
export type Flavour = 'shipped' | 'development';

/** Addons and Electron itself stay outside the bundle. */
const externals = ['electron', 'better-sqlite3-multiple-ciphers', '@napi-rs/keyring'];

/** The entries of the main processes, by app. */
const entries = { therapist: 'main/index.ts', guest: 'main/guest-index.ts' } as const;

export interface MainBuildOptions {
  readonly outDir: string;
  readonly app: keyof typeof entries;
  readonly flavour: Flavour;
}

/**
 * The main process of an app: one CommonJS file. Electron loads an ES module entry in the background and may be ready before it ran,
 * too late for the sandbox, the scheme's registration and the refusal of switches.
 */
export function mainBuild(root: string, options: MainBuildOptions): InlineConfig {
  const { outDir, app, flavour } = options;
  return {
    configFile: false,
    root,
    logLevel: 'warn',
    define: { __QUIETROOM_DEVELOPMENT__: JSON.stringify(flavour === 'development') },
    ssr: { noExternal: true, external: externals },
    build: {
      ssr: entries[app],
      // The oldest Node inside an Electron that we start.
      target: 'node20',
      outDir,
      emptyOutDir: true,
      copyPublicDir: false,
      // Readable in a stack trace; size does not matter on disk.
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'index.cjs', format: 'cjs' } },
    },
  };
}

/** Threads of the therapist's main process, by the name of their file. */
const threads = {
  /** The main side: the vault, and all that works on it. */
  'main-side-worker': 'main/worker/main-side-worker.ts',
  /** Derives keys of passphrases. */
  'passphrase-worker': 'main/platform/passphrase-worker.ts',
} as const;

export const threadNames = Object.keys(threads) as readonly (keyof typeof threads)[];

/**
 * A thread of the therapist's main process: one file of its own. Built together, they would share a part, and with it
 * everything that the others load.
 */
export function threadBuild(
  root: string,
  outDir: string,
  name: keyof typeof threads,
): InlineConfig {
  return besideMain(root, outDir, name, threads[name]);
}

/** What a package of either app starts with, before the main process: the check that it is as it was packed. */
export function startBuild(root: string, outDir: string): InlineConfig {
  return besideMain(root, outDir, 'start', 'main/start/checked-start.ts');
}

function besideMain(root: string, outDir: string, name: string, entry: string): InlineConfig {
  return {
    configFile: false,
    root,
    logLevel: 'warn',
    ssr: { noExternal: true, external: externals },
    build: {
      ssr: entry,
      target: 'node20',
      outDir,
      // Beside the main process, which was built before.
      emptyOutDir: false,
      copyPublicDir: false,
      minify: false,
      rolldownOptions: {
        // Only Electron has it: what is in an archive is not shown as files by it.
        external: ['original-fs'],
        output: { entryFileNames: `${name}.cjs`, format: 'cjs' },
      },
    },
  };
}
