import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import packageJson from '../../package.json' with { type: 'json' };
import { appContents, type AppName } from './app-contents.ts';

export interface BillOptions {
  readonly app: AppName;
  /** The project's root, and in it the folders of all packages of which something is in the app. */
  readonly root: string;
  readonly packageFolders: readonly string[];
  /** Version of the Electron that is packed. */
  readonly electron: string;
}

const manifest = z.looseObject({ name: z.string(), version: z.string(), license: z.string() });
const lock = z.looseObject({
  packages: z.record(z.string(), z.looseObject({ integrity: z.string().optional() })),
});

/** One package of the app, as CycloneDX has it. */
interface Component {
  readonly type: 'library' | 'framework';
  readonly 'bom-ref': string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly licenses: readonly { readonly expression: string }[];
  readonly hashes?: readonly { readonly alg: 'SHA-512'; readonly content: string }[];
}

/**
 * What an app is made of, as a CycloneDX 1.6 document: each package of which anything is in it, with its version, licence and
 * the hash by which npm took it in, and Electron. No time and no random number, so that the same app has the same bill.
 */
export function billOfMaterials(options: BillOptions): Readonly<Record<string, unknown>> {
  const { app, root, packageFolders, electron } = options;
  const { name } = appContents[app];
  const { version, license } = packageJson;
  const locked = lock.parse(read(join(root, 'package-lock.json'))).packages;
  const libraries = packageFolders.map((folder): Component => {
    const found = manifest.parse(read(join(root, folder, 'package.json')));
    const integrity = locked[folder]?.integrity;
    if (integrity === undefined) throw new Error(`${folder} is not in the lock`);
    return component('library', found, integrity);
  });
  const framework = component('framework', { name: 'electron', version: electron, license: 'MIT' });
  const components = [framework, ...libraries];
  const own = `pkg:generic/${name}@${version}`;
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': own,
        name,
        version,
        licenses: [{ expression: license }],
      },
    },
    components,
    dependencies: [{ ref: own, dependsOn: components.map(({ purl }) => purl) }],
  };
}

function component(
  type: Component['type'],
  { name, version, license }: z.output<typeof manifest>,
  integrity?: string,
): Component {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  return {
    type,
    'bom-ref': purl,
    name,
    version,
    purl,
    licenses: [{ expression: license }],
    ...(integrity !== undefined && { hashes: [{ alg: 'SHA-512', content: hexOf(integrity) }] }),
  };
}

function hexOf(integrity: string): string {
  const [algorithm, digest = ''] = integrity.split('-', 2);
  if (algorithm !== 'sha512') throw new Error(`a hash of another kind: ${algorithm ?? ''}`);
  return Buffer.from(digest, 'base64').toString('hex');
}

function read(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
