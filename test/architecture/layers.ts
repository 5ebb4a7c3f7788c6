// The one table of import arrows. The layers test and the cycles test read it; ARCHITECTURE.md explains it.

/** What the files below one folder may import: folders of ours (with everything below them) and packages. */
export interface Layer {
  readonly folder: string;
  readonly folders: readonly string[];
  /** `node:*` stands for every built-in module. */
  readonly packages: readonly string[];
}

const core = ['src/base', 'src/errors', 'src/contract', 'src/domain'] as const;
const coreAndCrypto = [...core, 'src/crypto'] as const;

/** The longest matching folder wins. A file that matches none fails the test. */
export const layers: readonly Layer[] = [
  { folder: 'src/base', folders: [], packages: [] },
  { folder: 'src/errors', folders: ['src/base'], packages: [] },
  { folder: 'src/contract', folders: ['src/base', 'src/errors'], packages: ['zod'] },
  {
    folder: 'src/crypto',
    folders: ['src/base', 'src/errors'],
    packages: [
      '@hpke/core',
      '@hpke/hybridkem-x-wing',
      '@noble/curves',
      '@noble/hashes',
      '@scure/bip39',
      'ts-mls',
    ],
  },
  { folder: 'src/domain', folders: ['src/base', 'src/errors', 'src/contract'], packages: [] },

  // No arrow from server to src/crypto: the SFU cannot hold a media key.
  { folder: 'server/config', folders: core, packages: ['zod', 'node:*'] },
  { folder: 'server/auth', folders: [...core, 'server/config'], packages: ['node:*'] },
  { folder: 'server/registry', folders: core, packages: [] },
  { folder: 'server/sfu', folders: [...core, 'server/config'], packages: ['mediasoup', 'node:*'] },
  {
    folder: 'server/room',
    folders: [...core, 'server/sfu', 'server/auth', 'server/registry'],
    packages: [],
  },
  {
    folder: 'server/transport',
    folders: [...core, 'server/config', 'server/room', 'server/auth', 'server/registry'],
    packages: ['fastify', '@fastify/static', 'ws', 'zod', 'node:*'],
  },
  { folder: 'server/log', folders: core, packages: ['pino'] },
  { folder: 'server', folders: [...core, 'server'], packages: ['node:*'] },

  // Services know neither Electron nor Node's world: they take ports.
  {
    folder: 'main/vault',
    folders: coreAndCrypto,
    packages: ['better-sqlite3-multiple-ciphers', 'node:*'],
  },
  { folder: 'main/ports', folders: core, packages: [] },
  // Files that a person saves: the same in both apps.
  { folder: 'main/saving', folders: [...core, 'main/ports'], packages: [] },
  // Exports are read from an open vault, and know neither how it is opened nor where they are put.
  {
    folder: 'main/exports',
    folders: [...coreAndCrypto, 'main/vault', 'main/ports'],
    packages: ['@noble/ciphers', 'age-encryption', 'modern-tar', 'node:*'],
  },
  {
    folder: 'main/services',
    folders: [...coreAndCrypto, 'main/vault', 'main/ports', 'main/exports'],
    packages: [],
  },
  {
    folder: 'main/ipc',
    folders: [...core, 'main/services', 'main/ports', 'main/saving'],
    packages: ['zod'],
  },
  {
    folder: 'main/platform',
    folders: [...coreAndCrypto, 'main/services', 'main/vault', 'main/ports'],
    packages: ['@napi-rs/keyring', 'hash-wasm', 'pino', 'node:*'],
  },
  // The app for clients has no vault: nothing of it can be reached from here.
  {
    folder: 'main/guest',
    folders: [...coreAndCrypto, 'main/ports', 'main/ipc', 'main/saving'],
    packages: [],
  },
  // Runs before the app is known to be whole: nothing of it is loaded.
  { folder: 'main/start', folders: [], packages: ['original-fs', 'node:*'] },
  { folder: 'main/preload', folders: ['src/base', 'src/contract'], packages: ['electron'] },
  {
    folder: 'main/windows',
    folders: [...core, 'main/services', 'main/ipc', 'main/platform', 'main/ports'],
    packages: ['electron', 'node:*'],
  },
  // The main side as a thread, and the shell's end of it: Electron stays outside.
  { folder: 'main/worker', folders: [...coreAndCrypto, 'main'], packages: ['node:*'] },
  { folder: 'main', folders: [...coreAndCrypto, 'main'], packages: ['electron', 'node:*'] },

  { folder: 'renderer/platform', folders: core, packages: ['zod'] },
  {
    folder: 'renderer/media',
    folders: [...coreAndCrypto, 'renderer/platform'],
    packages: ['mediasoup-client'],
  },
  {
    folder: 'renderer/view-models',
    folders: [...coreAndCrypto, 'renderer/platform', 'renderer/media'],
    packages: ['diff'],
  },
  { folder: 'renderer/i18n', folders: core, packages: ['i18next', 'react'] },
  {
    folder: 'renderer/ui',
    folders: ['src/base', 'renderer/i18n'],
    packages: ['react', 'react-dom', 'react-aria-components'],
  },
  {
    folder: 'renderer',
    folders: [...coreAndCrypto, 'renderer'],
    packages: ['react', 'react-dom', 'react-aria-components', 'i18next'],
  },
];

/** Folders whose code ships or serves; `test` and `tools` may import anything. */
export const checkedRoots = ['src', 'main', 'renderer', 'server'] as const;
