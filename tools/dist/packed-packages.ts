import { guestIpc } from '../../src/contract/guest-ipc.ts';
import { ipc } from '../../src/contract/ipc.ts';
import { mainBuild, startBuild, threadBuild, threadNames } from '../../vite/main.ts';
import { preloadBuild } from '../../vite/preload.ts';
import { guestAppBuild, therapistBuild } from '../../vite/renderer.ts';
import { modulesOf, packageFoldersOf } from '../build/bundle-modules.ts';
import { projectRoot } from '../build/ensure-built.ts';
import { addonFiles } from './addon-files.ts';
import { appContents, type AppName } from './app-contents.ts';

/** Nothing is written there. */
const nowhere = 'unused';

/** Folders, from the project's root, of all packages of which something is in an app. Builds it once more to find out. */
export async function packedPackages(app: AppName): Promise<readonly string[]> {
  const isTherapist = app === 'therapist';
  const bundles = [
    mainBuild(projectRoot, { outDir: nowhere, app, flavour: 'shipped' }),
    startBuild(projectRoot, nowhere),
    ...(isTherapist ? threadNames : []).map((name) => threadBuild(projectRoot, nowhere, name)),
    preloadBuild(projectRoot, nowhere, isTherapist ? ipc : guestIpc),
    isTherapist ? therapistBuild(projectRoot, nowhere) : guestAppBuild(projectRoot, nowhere),
  ];
  const { platform, arch } = process;
  const addons = appContents[app].addons.flatMap((name) =>
    addonFiles(projectRoot, name, { platform, arch }),
  );
  const folders = new Set(packageFoldersOf(addons));
  for (const bundle of bundles) {
    for (const folder of (await modulesOf(bundle)).packageFolders) folders.add(folder);
  }
  return [...folders].toSorted();
}
