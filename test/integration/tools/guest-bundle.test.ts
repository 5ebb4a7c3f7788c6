import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { guestIpc } from '../../../src/contract/guest-ipc.ts';
import { ipc } from '../../../src/contract/ipc.ts';
import { mediaWorker } from '../../../src/contract/media-worker.ts';
import { modulesOf, type BundleModules } from '../../../tools/build/bundle-modules.ts';
import { ensureBuilt, folderOfPart, projectRoot } from '../../../tools/build/ensure-built.ts';
import type { PartName } from '../../../tools/build/parts.ts';
import { mainBuild, threadBuild } from '../../../vite/main.ts';
import { preloadBuild } from '../../../vite/preload.ts';
import { guestAppBuild, therapistBuild } from '../../../vite/renderer.ts';

/** What a bundle of the app for clients may hold, and nothing else: whatever is new has to be let in here by hand. */
interface Allowed {
  /** Files, and folders that end with a slash and hold nothing that only a therapist needs. */
  readonly files: readonly string[];
  /** Starts of names, in folders that both apps share. */
  readonly stems: readonly string[];
  readonly packages: readonly string[];
}

const core = ['src/base/', 'src/crypto/', 'src/errors/'];
const contracts = [
  'app-status',
  'capture-',
  'clipboard-calls.',
  'contract.',
  'download-',
  'guest-computer-calls.',
  'guest-ipc.',
  'ids.',
  'ipc-wire.',
  'limits.',
];
const inContract = (...names: readonly string[]): readonly string[] =>
  [...contracts, 'schema.', 'zod.', ...names].map((name) => `src/contract/${name}`);

const main: Allowed = {
  files: [
    'main/guest-index.ts',
    'main/guest/',
    'main/ipc/',
    'main/platform/',
    'main/ports/',
    'main/saving/',
    'main/windows/',
    'src/domain/posture/',
    ...core,
  ],
  stems: [...inContract(), 'src/domain/capture-', 'src/domain/file-name.'],
  packages: [
    '@noble/curves',
    '@noble/hashes',
    'zod',
    // The log, with what it needs.
    'pino',
    '@pinojs/redact',
    'atomic-sleep',
    'on-exit-leak-free',
    'pino-std-serializers',
    'quick-format-unescaped',
    'safe-stable-stringify',
    'sonic-boom',
    'thread-stream',
  ],
};

const preload: Allowed = {
  files: ['main/preload/bridge.ts', 'src/base/remove-frames.ts', 'src/base/remove-recorders.ts'],
  stems: [],
  packages: [],
};

const page: Allowed = {
  files: [
    'renderer/guest-app/',
    'renderer/i18n/',
    'renderer/media/',
    'renderer/platform/',
    'renderer/screens/away/',
    'renderer/screens/call/',
    'renderer/screens/guest/',
    'renderer/screens/guest-app/',
    'renderer/screens/shield/',
    'renderer/screens/shared/',
    'renderer/screens/talk/',
    'renderer/ui/',
    ...core,
  ],
  stems: [
    ...inContract('media-', 'signaling', 'talk-'),
    ...[
      'app-',
      'aside',
      'browser-',
      'call-',
      'chunk-window.',
      'capture-model.',
      'clear-watch.',
      'drawing-hold.',
      'first-face.',
      'devices',
      'file-carrier.',
      'guest',
      'handing.',
      'last-looks.',
      'late-carrier.',
      'left-files.',
      'models.',
    ]
      .concat([
        'opened-app.',
        'own-account.',
        'room-',
        'sealing-',
        'session-sealing.',
        'silence-call.',
        'store.',
        'talk',
        'worker-',
      ])
      .map((name) => `renderer/view-models/${name}`),
    ...[
      'backoff.',
      'call-quality.',
      'chat-',
      'file-',
      'guest-journey.',
      'roster.',
      'session-mark.',
      'shield-rule.',
      'transport-health.',
    ].map((name) => `src/domain/${name}`),
  ],
  packages: [
    // The screens.
    '@internationalized/string',
    'clsx',
    'i18next',
    'react',
    'react-aria',
    'react-aria-components',
    'react-dom',
    'react-stately',
    'scheduler',
    // The call.
    'awaitqueue',
    'debug',
    'events-alias',
    'h264-profile-level-id',
    'mediasoup-client',
    'ms',
    'sdp-transform',
    // Its encryption.
    '@hpke/common',
    '@hpke/core',
    '@hpke/dhkem-x25519',
    '@hpke/hybridkem-x-wing',
    '@noble/curves',
    '@noble/hashes',
    '@scure/bip39',
    'mlkem',
    'ts-mls',
    'zod',
  ],
};

const bundles = [
  ['main', main, mainBuild(projectRoot, { outDir: 'unused', app: 'guest', flavour: 'shipped' })],
  ['preload', preload, preloadBuild(projectRoot, 'unused', guestIpc)],
  ['page', page, guestAppBuild(projectRoot, 'unused')],
] as const;

/** What is in a bundle and should not be. */
function strangersIn({ files, packages }: BundleModules, allowed: Allowed): readonly string[] {
  const isAllowed = (file: string): boolean =>
    allowed.files.some((one) => (one.endsWith('/') ? file.startsWith(one) : file === one)) ||
    allowed.stems.some((stem) => file.startsWith(stem));
  return [
    ...files.filter((file) => !isAllowed(file)),
    ...packages.filter((name) => !allowed.packages.includes(name)),
  ];
}

/** The calls and pushes that only the therapist's app knows: vault, notes, clients and all the rest. */
const shared = [...Object.keys(guestIpc), ...Object.keys(mediaWorker)];
const therapistNames = Object.keys(ipc).filter((name) => !shared.includes(name));
/** A name where it is a text, and not by chance a property of something. */
const quoted = (name: string): RegExp =>
  new RegExp(`["'\`]${name.replace('.', String.raw`\.`)}["'\`]`, 'u');
const vaultMarks = [
  /better-sqlite3/u,
  /sqlite/iu,
  /PRAGMA/iu,
  /CREATE TABLE/u,
  /aegis/iu,
  /vault\.db/u,
];
const marks = [...vaultMarks, ...therapistNames.map(quoted)];

/** Everything that a built part consists of, as one text. */
function textOf(parts: readonly PartName[]): string {
  return parts
    .flatMap((part) =>
      readdirSync(folderOfPart(part), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1')),
    )
    .join('\n');
}

/** What a bundle loads when it runs: it is readable, and comments tell of loading too. */
function requiredBy(part: PartName, file: string): readonly string[] {
  const text = readFileSync(join(folderOfPart(part), file), 'utf8');
  const code = text.replaceAll(/^\s*(?:\*|\/\/).*$/gmu, '');
  const loads = code.matchAll(/\b(?:require|import)\(\s*["'`]([^"'`]+)["'`]\s*\)/gu);
  return [...new Set([...loads].map(([, name]) => name ?? ''))].filter((name) => !isBuiltin(name));
}

describe('the bundles of the app for clients', () => {
  beforeAll(() => {
    vi.stubEnv('NODE_ENV', 'production');
  });

  afterAll(() => {
    vi.unstubAllEnvs();
  });

  it.each(bundles)('hold what they may, and nothing else: %s', async (_name, allowed, config) => {
    const modules = await modulesOf(config);
    expect(modules.files.length).toBeGreaterThan(0);
    expect(strangersIn(modules, allowed)).toEqual([]);
  });

  it('would be seen to hold the therapist’s app', async () => {
    const therapistMain = await modulesOf(
      mainBuild(projectRoot, { outDir: 'unused', app: 'therapist', flavour: 'shipped' }),
    );
    expect(strangersIn(therapistMain, main)).toContain('src/contract/ipc.ts');
    const thread = await modulesOf(threadBuild(projectRoot, 'unused', 'main-side-worker'));
    const found = strangersIn(thread, main).join('\n');
    for (const one of ['main/vault/', 'main/services/note-service.ts', 'src/contract/ipc.ts']) {
      expect(found).toContain(one);
    }
    const therapistPage = await modulesOf(therapistBuild(projectRoot, 'unused'));
    const seen = strangersIn(therapistPage, page).join('\n');
    for (const one of ['renderer/view-models/note', 'renderer/screens/session/']) {
      expect(seen).toContain(one);
    }
  });
});

describe('what is built of the app for clients', () => {
  beforeAll(async () => {
    await ensureBuilt([
      ...(['guest-main', 'guest-preload', 'guest-app'] as const),
      ...(['main', 'preload', 'therapist'] as const),
    ]);
  });

  it('loads Electron, the keychain and nothing else', () => {
    expect(requiredBy('guest-main', 'index.cjs').toSorted()).toEqual([
      '@napi-rs/keyring',
      'electron',
    ]);
    expect(requiredBy('guest-preload', 'bridge.cjs')).toEqual(['electron']);
    expect(requiredBy('main', 'main-side-worker.cjs')).toContain('better-sqlite3-multiple-ciphers');
  });

  it('holds nothing of the hooks that tests have', async () => {
    const hooks = /QUIETROOM_DATA_FOLDER|__QUIETROOM_DEVELOPMENT__|remote-debugging-port/u;
    expect(textOf(['guest-main'])).not.toMatch(hooks);
    await ensureBuilt(['guest-main-development']);
    expect(textOf(['guest-main-development'])).toMatch(hooks);
  });

  it('names nothing of the vault, and no call that is the therapist’s', () => {
    const built = textOf(['guest-main', 'guest-preload', 'guest-app']);
    expect(marks.filter((mark) => mark.test(built))).toEqual([]);
    // Or they would be no marks.
    const theirs = textOf(['main', 'preload', 'therapist']);
    expect(marks.filter((mark) => !mark.test(theirs))).toEqual([]);
    expect(therapistNames).toEqual(expect.arrayContaining(['note.save', 'vault.open']));
  });
});
