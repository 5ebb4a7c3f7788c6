import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { archFromString, build, DIR_TARGET, Platform, type Configuration } from 'electron-builder';
import { ensureBuilt, projectRoot } from '../build/ensure-built.ts';
import { appContents, type AppFlavour, type AppName } from './app-contents.ts';
import { layOutApp, partsOfApp } from './lay-out-app.ts';
import { addMsiProtocol } from './msi-protocol.ts';
import { sealArchive, writeAddonHashes } from './package-hashes.ts';
import { proveAddons, replaceAddons } from './runtime-addons.ts';
import { unpackedApp, type UnpackedApp } from './unpacked-app.ts';

export interface PackOptions {
  readonly app: AppName;
  /** Tests drive a `development` package, which a debugger may enter; it is shipped to nobody. */
  readonly flavour: AppFlavour;
  /** Where everything lands. */
  readonly folder: string;
  /** An Electron that lies on this machine; null: electron-builder downloads the one that package.json names. */
  readonly electronDist: string | null;
  /** Only the unpacked app, without installers: nothing is downloaded for it. */
  readonly isUnpackedOnly: boolean;
  /** Folder of addons that are made for the packed Electron; null: those of the npm packages. See `replaceAddons`. */
  readonly addons: string | null;
}

/**
 * Builds an app and packs it for this machine's platform.
 * @throws Error when the packed Electron does not load one of the addons
 */
export async function packApp(options: PackOptions): Promise<UnpackedApp> {
  const { app, flavour, folder, isUnpackedOnly, addons } = options;
  const target = { platform: process.platform, arch: process.arch };
  await ensureBuilt(partsOfApp(app, flavour));
  const appFolder = join(folder, 'app');
  layOutApp({ app, flavour, target, folder: appFolder, entry: 'start.cjs' });
  if (addons !== null) replaceAddons(appFolder, addons);
  writeAddonHashes(appFolder, appContents[app].mainFolder);
  const seen: UnpackedApp[] = [];
  await build({
    projectDir: projectRoot,
    publish: 'never',
    targets: Platform.current().createTarget(
      isUnpackedOnly ? DIR_TARGET : null,
      archFromString(process.arch),
    ),
    config: {
      ...configOf(options, appFolder),
      afterPack: ({ appOutDir }) => {
        const unpacked = unpackedApp(app, appOutDir);
        // Here, because the fuses that are set next take from Electron what this asks it by.
        proveAddons(unpacked);
        removeElectronsOwn(unpacked);
        if (target.platform === 'linux') sealArchive(unpacked);
        seen.push(unpacked);
      },
    },
  });
  const [unpacked] = seen;
  if (!unpacked) throw new Error('electron-builder packed nothing');
  return unpacked;
}

/** An Electron of this machine comes with an app that starts others, and with the number of its version. */
function removeElectronsOwn({ folder, resources }: UnpackedApp): void {
  for (const file of [join(resources, 'default_app.asar'), join(folder, 'version')]) {
    rmSync(file, { force: true });
  }
}

function configOf(
  { app, flavour, folder, electronDist }: PackOptions,
  appFolder: string,
): Configuration {
  return {
    extends: join(projectRoot, appContents[app].config),
    directories: { app: appFolder, output: folder },
    ...(electronDist !== null && { electronDist }),
    // What is packed was laid out whole: electron-builder shall not look for modules by itself.
    beforeBuild: () => false,
    ...(app === 'guest' && { msiProjectCreated: addMsiProtocol }),
    // The debugger's switches, by which Playwright drives it, are all that a test flavour may have more.
    ...(flavour === 'development' && { electronFuses: { enableNodeCliInspectArguments: true } }),
  };
}
