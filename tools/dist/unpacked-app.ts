import { join } from 'node:path';
import { appContents, type AppName } from './app-contents.ts';

/** An app as it is installed, before it is put into an installer. */
export interface UnpackedApp {
  /** Everything lies below. */
  readonly folder: string;
  /** What starts it. */
  readonly executable: string;
  /** Where `app.asar` lies, and beside it what is not inside. */
  readonly resources: string;
}

/** Where the parts of an unpacked app are, below its folder. */
export function unpackedApp(
  app: AppName,
  folder: string,
  platform: NodeJS.Platform = process.platform,
): UnpackedApp {
  const { name, productName } = appContents[app];
  if (platform === 'darwin') {
    const contents = join(folder, `${productName}.app`, 'Contents');
    return {
      folder,
      executable: join(contents, 'MacOS', productName),
      resources: join(contents, 'Resources'),
    };
  }
  const executable = join(folder, platform === 'win32' ? `${productName}.exe` : name);
  return { folder, executable, resources: join(folder, 'resources') };
}
