import { join } from 'node:path';
import { projectRoot } from '../build/ensure-built.ts';
import { electronRuntime } from '../setup/display.ts';
import { distUsage, readDistOptions } from './dist-options.ts';
import { packApp } from './pack-app.ts';

// `npm run dist -- therapist|guest [--dir]`.

const options = readDistOptions(process.argv.slice(2));
if (options) {
  const { app, isUnpackedOnly } = options;
  const { folder } = await packApp({
    app,
    flavour: 'shipped',
    folder: join(projectRoot, 'dist-packages', app),
    electronDist: electronRuntime(process.env, projectRoot),
    isUnpackedOnly,
  });
  console.log(`The app lies in ${folder}${isUnpackedOnly ? '' : ', its installers beside it'}.`);
} else {
  console.error(distUsage);
  process.exitCode = 2;
}
