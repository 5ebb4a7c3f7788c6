import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { projectRoot } from '../build/ensure-built.ts';
import { electronRuntime } from '../setup/display.ts';
import { appContents } from './app-contents.ts';
import { billOfMaterials } from './bill-of-materials.ts';
import { distUsage, readDistOptions } from './dist-options.ts';
import { packApp } from './pack-app.ts';
import { packedPackages } from './packed-packages.ts';

// `npm run dist -- therapist|guest [--dir] [--addons FOLDER] [--output FOLDER]`.

const options = readDistOptions(process.argv.slice(2));
if (options) {
  const { app, isUnpackedOnly, addons, output } = options;
  const target = output === null ? join(projectRoot, 'dist-packages', app) : resolve(output);
  const electronDist = electronRuntime(process.env, projectRoot);
  const { folder } = await packApp({
    app,
    flavour: 'shipped',
    folder: target,
    electronDist,
    isUnpackedOnly,
    addons: addons === null ? null : resolve(addons),
  });
  const bill = billOfMaterials({
    app,
    root: projectRoot,
    packageFolders: await packedPackages(app),
    electron:
      electronDist === null ? packageJson.devDependencies.electron : versionIn(electronDist),
  });
  const billFile = join(target, `${appContents[app].name}-${packageJson.version}.cdx.json`);
  writeFileSync(billFile, `${JSON.stringify(bill, null, 2)}\n`);
  console.log(`The app lies in ${folder}${isUnpackedOnly ? '' : ', its installers beside it'}.`);
  console.log(`What it is made of stands in ${billFile}.`);
} else {
  console.error(distUsage);
  process.exitCode = 2;
}

function versionIn(electronDist: string): string {
  return readFileSync(join(electronDist, 'version'), 'utf8').trim().replace(/^v/u, '');
}
