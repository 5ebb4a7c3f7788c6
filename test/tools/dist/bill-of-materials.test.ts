import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { packageFoldersOf } from '../../../tools/build/bundle-modules.ts';
import { projectRoot } from '../../../tools/build/ensure-built.ts';
import { billOfMaterials } from '../../../tools/dist/bill-of-materials.ts';

const packageFolders = ['node_modules/@noble/curves', 'node_modules/zod'];

const shape = z.looseObject({
  components: z.array(
    z.looseObject({
      type: z.string(),
      name: z.string(),
      version: z.string(),
      purl: z.string(),
      licenses: z.array(z.looseObject({ expression: z.string() })),
      hashes: z.array(z.object({ alg: z.literal('SHA-512'), content: z.string() })).optional(),
    }),
  ),
  dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()) })),
});

function bill(folders: readonly string[] = packageFolders) {
  return billOfMaterials({
    app: 'guest',
    root: projectRoot,
    packageFolders: folders,
    electron: '45.4.1',
  });
}

describe('the bill of what an app is made of', () => {
  it('names Electron and each package with its version, licence and hash', () => {
    const { components } = shape.parse(bill());
    expect(components.map(({ type, name, licenses }) => [type, name, licenses])).toEqual([
      ['framework', 'electron', [{ expression: 'MIT' }]],
      ['library', '@noble/curves', [{ expression: 'MIT' }]],
      ['library', 'zod', [{ expression: 'MIT' }]],
    ]);
    expect(components[1]?.purl).toMatch(/^pkg:npm\/%40noble\/curves@\d/u);
    for (const { hashes } of components.slice(1)) {
      expect(hashes?.[0]?.content).toMatch(/^[0-9a-f]{128}$/u);
    }
  });

  it('has the hashes by which npm takes the packages in', () => {
    const lock = z
      .looseObject({
        packages: z.record(z.string(), z.looseObject({ integrity: z.string().optional() })),
      })
      .parse(JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8')));
    const [, , zod] = shape.parse(bill()).components;
    const digest = Buffer.from(zod?.hashes?.[0]?.content ?? '', 'hex').toString('base64');
    expect(lock.packages['node_modules/zod']?.integrity).toBe(`sha512-${digest}`);
  });

  it('says of the app that it depends on all of them', () => {
    const { components, dependencies } = shape.parse(bill());
    expect(dependencies).toHaveLength(1);
    expect(dependencies[0]?.ref).toMatch(/^pkg:generic\/quietroom-guest@/u);
    expect(dependencies[0]?.dependsOn).toEqual(components.map(({ purl }) => purl));
  });

  it('is the same for the same app', () => {
    expect(JSON.stringify(bill())).toBe(JSON.stringify(bill()));
  });

  it('is not made of a package that nobody has locked', () => {
    expect(() => bill(['.'])).toThrow('. is not in the lock');
  });
});

describe('the packages that files lie in', () => {
  it('are each named once, a package inside of another by itself', () => {
    const files = [
      'src/base/bytes.ts',
      'node_modules/zod/v4/mini/index.js',
      'node_modules/zod/index.js',
      'node_modules/@noble/curves/ed25519.js',
      'node_modules/a/node_modules/@b/c/index.js',
    ];
    expect(packageFoldersOf(files)).toEqual([
      'node_modules/@noble/curves',
      'node_modules/a/node_modules/@b/c',
      'node_modules/zod',
    ]);
  });
});
