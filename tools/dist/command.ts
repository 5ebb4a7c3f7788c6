import { join, resolve } from 'node:path';
import { projectRoot } from '../build/ensure-built.ts';
import { electronRuntime } from '../setup/display.ts';
import { distUsage, readDistOptions } from './dist-options.ts';
import { packApp } from './pack-app.ts';

// `npm run dist -- therapist|guest [--dir] [--addons FOLDER] [--output FOLDER]`.

const options = readDistOptions(process.argv.slice(2));
if (options) {
  const { app, isUnpackedOnly, addons, output } = options;
  const { folder } = await packApp({
    app,
    flavour: 'shipped',
    folder: output === null ? join(projectRoot, 'dist-packages', app) : resolve(output),
    electronDist: electronRuntime(process.env, projectRoot),
    isUnpackedOnly,
    addons: addons === null ? null : resolve(addons),
  });
  console.log(`The app lies in ${folder}${isUnpackedOnly ? '' : ', its installers beside it'}.`);
} else {
  console.error(distUsage);
  process.exitCode = 2;
}
