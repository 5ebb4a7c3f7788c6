import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { extractFile, getRawHeader } from '@electron/asar';
import { flipFuses, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sealSizeBytes } from '../../../main/start/archive-seal.ts';
import { electron, electronNote } from '../../support/electron-fixture.ts';
import { filesBelow, packForTest, type PackedApp } from '../../support/packed-app.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

// The artefact itself, as `npm run dist -- APP --dir` makes it.

const mebibyte = 1024 * 1024;
const hashed = '-[\\w-]{8}';

const keyring = [
  /^node_modules\/@napi-rs\/keyring\/(?:LICENSE|index\.js|package\.json)$/u,
  /^node_modules\/@napi-rs\/keyring-PLATFORM-ARCH[a-z-]*\/(?:LICENSE\.third-party\.md|package\.json|keyring\.[a-z0-9-]+\.node)$/u,
];
const whole = [/^LICENSE$/u, /^package\.json$/u];
/** What a page may consist of. Which modules its scripts may hold, guest-bundle.test.ts says, whatever they are cut into. */
const pageOf = (folder: string): RegExp =>
  new RegExp(
    `^dist/${folder}/(?:index\\.html|assets/(?:[a-z-]+${hashed}\\.js|style${hashed}\\.css|icon${hashed}\\.svg))$`,
    'u',
  );

/** Everything that may be in a package: what is new has to be let in here by hand. */
const apps = [
  {
    app: 'therapist',
    name: 'quietroom',
    mainFolder: 'main',
    asarBytes: 4 * mebibyte,
    unpacked: 2,
    foreign: ['guest-main', 'guest-app', 'guest-preload'],
    allowed: [
      ...whole,
      ...keyring,
      /^dist\/main\/(?:addons\.json|(?:index|main-side-worker|passphrase-worker|start)\.cjs)$/u,
      /^dist\/preload\/bridge\.cjs$/u,
      pageOf('therapist'),
      /^node_modules\/better-sqlite3-multiple-ciphers\/(?:LICENSE|package\.json|lib\/(?:binding|database|index|sqlite-error|util|methods\/[a-z]+)\.js)$/u,
      /^node_modules\/better-sqlite3-multiple-ciphers\/prebuilds\/PLATFORM-ARCH\.node$/u,
    ],
  },
  {
    app: 'guest',
    name: 'quietroom-guest',
    mainFolder: 'guest-main',
    asarBytes: 3 * mebibyte,
    unpacked: 1,
    // No vault, no notes, no database.
    foreign: ['sqlite', 'PRAGMA ', 'CREATE TABLE', 'vault.db', 'note.save', 'vault.open'],
    allowed: [
      ...whole,
      ...keyring,
      /^dist\/guest-main\/(?:addons\.json|(?:index|start)\.cjs)$/u,
      /^dist\/guest-preload\/bridge\.cjs$/u,
      pageOf('guest-app'),
    ],
  },
] as const;

/** The files of an archive, without its folders. */
function filesOfArchive(asar: string): readonly string[] {
  const files: string[] = [];
  const walk = (entry: object, path: string): void => {
    const inside: unknown = Reflect.get(entry, 'files');
    if (typeof inside !== 'object' || inside === null) {
      files.push(path);
      return;
    }
    for (const [name, child] of Object.entries(inside)) {
      walk(Object(child) as object, path === '' ? name : `${path}/${name}`);
    }
  };
  walk(getRawHeader(asar).header, '');
  return files;
}

const textOf = ({ asar }: PackedApp, file: string): Buffer => extractFile(asar, file);

const specifiedFuses = {
  RunAsNode: '0',
  EnableCookieEncryption: '1',
  EnableNodeOptionsEnvironmentVariable: '0',
  EnableNodeCliInspectArguments: '0',
  EnableEmbeddedAsarIntegrityValidation: '1',
  OnlyLoadAppFromAsar: '1',
  LoadBrowserProcessSpecificV8Snapshot: '0',
  GrantFileProtocolExtraPrivileges: '0',
} as const;

/** Every fuse that is known, as it is set in a file: `1`, `0`, or what else Electron has in its place. */
async function fusesOf(file: string): Promise<Readonly<Record<string, string>>> {
  const wire = await getCurrentFuseWire(file);
  return Object.fromEntries(
    Object.entries(FuseV1Options)
      .filter(([key]) => Number.isNaN(Number(key)))
      .map(([key, index]) => [key, String.fromCharCode(wire[index as FuseV1Options] ?? 0)]),
  );
}

/** The place of a package's executable where its fuses are, as a file of its own: the whole would be slow to change. */
function pieceWithFuses({ executable }: PackedApp): string {
  const whole = readFileSync(executable);
  const start = whole.indexOf(fusesFollow);
  const piece = join(temporaryFolder(), 'piece');
  writeFileSync(piece, whole.subarray(start, start + 256));
  return piece;
}

/** By what Electron and its tools find the fuses. */
const fusesFollow = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** How many bytes are not the same, looked for by halves. */
function differingBytes(one = Buffer.alloc(0), other = Buffer.alloc(0)): number {
  if (one.equals(other)) return 0;
  if (one.length <= 1) return 1;
  const half = one.length >> 1;
  return (
    differingBytes(one.subarray(0, half), other.subarray(0, half)) +
    differingBytes(one.subarray(half), other.subarray(half))
  );
}

describe.skipIf(electron === null).each(apps)(
  `the package of $app${electronNote}`,
  ({ app, name, mainFolder, asarBytes, unpacked, foreign, allowed }) => {
    let packed: PackedApp;
    let driven: PackedApp;

    beforeAll(async () => {
      packed = await packForTest(electron ?? '', 'shipped', app);
      driven = await packForTest(electron ?? '', 'development', app);
    });

    afterAll(() => {
      packed.remove();
      driven.remove();
    });

    it('holds the files that it may, and all of them are needed', () => {
      const rules = allowed.map(
        ({ source }) =>
          new RegExp(
            source.replaceAll('PLATFORM', process.platform).replaceAll('ARCH', process.arch),
            'u',
          ),
      );
      const files = filesOfArchive(packed.asar);
      expect(files.filter((file) => !rules.some((rule) => rule.test(file)))).toEqual([]);
      expect(rules.filter((rule) => !files.some((file) => rule.test(file)))).toEqual([]);
    });

    it('has nothing beside its archive but the addons', () => {
      const files = filesBelow(packed.resources).filter((file) => file !== 'app.asar');
      expect(files).toHaveLength(unpacked);
      for (const file of files) {
        expect(file).toMatch(/^app\.asar\.unpacked\/node_modules\/.+\.node$/u);
        expect(file).toContain(`${process.platform}-${process.arch}`);
      }
    });

    it('adds nothing to what Electron brings, and has no updater', () => {
      const own = readdirSync(packed.folder).filter((file) => file !== 'resources');
      const brought = new Set(readdirSync(dirname(electron ?? '')));
      expect(own.filter((file) => !brought.has(file)).toSorted()).toEqual([name]);
      const everything = filesBelow(packed.folder).join('\n');
      expect(everything).not.toMatch(/update|default_app/iu);
    });

    it('is small', () => {
      expect(statSync(packed.asar).size).toBeLessThan(asarBytes);
    });

    it('has every fuse as it is specified', async () => {
      expect(await fusesOf(packed.executable)).toEqual(specifiedFuses);
    });

    it.each(Object.entries(specifiedFuses))(
      'would be found out if its fuse %s were another than %s',
      async (fuse, state) => {
        const piece = pieceWithFuses(packed);
        const other = state === '1' ? '0' : '1';
        const index = FuseV1Options[fuse as keyof typeof FuseV1Options];
        await flipFuses(piece, { version: FuseVersion.V1, [index]: other === '1' });
        expect(await fusesOf(piece)).toEqual({ ...specifiedFuses, [fuse]: other });
      },
    );

    it('is an app of its own', () => {
      const manifest: unknown = JSON.parse(extractFile(packed.asar, 'package.json').toString());
      expect(manifest).toMatchObject({ name, main: `dist/${mainFolder}/start.cjs` });
      expect(Object.keys(Object(manifest) as object)).not.toContain('dependencies');
    });

    it('holds nothing that only the other app may', () => {
      const files = filesOfArchive(packed.asar);
      const found = files.filter(
        (file) =>
          !file.endsWith('.node') &&
          foreign.some((mark) => extractFile(packed.asar, file).includes(mark)),
      );
      expect(found).toEqual([]);
      const names = [...files, ...filesBelow(packed.resources)].join('\n');
      expect(foreign.filter((mark) => names.includes(mark))).toEqual([]);
    });

    it('differs from the flavour that tests drive in what a debugger needs, and in nothing else', () => {
      const files = filesBelow(packed.folder);
      expect(filesBelow(driven.folder)).toEqual(files);
      expect(files.filter((file) => !isSame(file)).toSorted()).toEqual(
        [name, 'resources/app.asar'].toSorted(),
      );
      const inside = filesOfArchive(packed.asar);
      expect(filesOfArchive(driven.asar)).toEqual(inside);
      const main = `dist/${mainFolder}/index.cjs`;
      const differing = inside.filter((file) => !textOf(packed, file).equals(textOf(driven, file)));
      expect(differing).toEqual([main]);
      const [shipped, other] = [packed, driven].map((one) =>
        textOf(one, main).toString().split('\n'),
      );
      const only = (lines: readonly string[] = [], others: readonly string[] = []): string =>
        lines.filter((line) => !others.includes(line)).join('\n');
      expect(only(shipped, other)).toMatch(
        /^\S.*What the shipped app runs with[^]*var options = shippedOptions;$/u,
      );
      expect(only(other, shipped)).toMatch(
        /^function readDevelopmentOptions[^]*var options = readDevelopmentOptions\(process\.env\);$/u,
      );
      expect(only(other, shipped).split('\n').length).toBeLessThan(15);
    });

    it('is started by the same program, but for that fuse and the hash of the archive', async () => {
      const [own, other] = [packed, driven].map(({ executable }) => readFileSync(executable));
      expect(own?.length).toBe(other?.length);
      const end = (own?.length ?? 0) - sealSizeBytes;
      expect(differingBytes(own?.subarray(0, end), other?.subarray(0, end))).toBe(1);
      const wire = await getCurrentFuseWire(driven.executable);
      expect(wire[FuseV1Options.EnableNodeCliInspectArguments]).toBe('1'.charCodeAt(0));
    });

    const isSame = (file: string): boolean =>
      readFileSync(join(packed.folder, file)).equals(readFileSync(join(driven.folder, file)));
  },
);
