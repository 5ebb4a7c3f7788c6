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

/**
 * The thread in which the therapist's main process derives keys of passphrases: one file of its own. Built together with
 * the main process, the two would share a part, and with it everything that the main process loads.
 */
export function passphraseWorkerBuild(root: string, outDir: string): InlineConfig {
  return {
    configFile: false,
    root,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: 'main/platform/passphrase-worker.ts',
      target: 'node20',
      outDir,
      // Beside the main process, which was built before.
      emptyOutDir: false,
      copyPublicDir: false,
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'passphrase-worker.cjs', format: 'cjs' } },
    },
  };
}
