import type { PartName } from '../build/parts.ts';
import type { AddonName } from './addon-files.ts';

/** The therapist's app, or the one for clients. */
export type AppName = 'therapist' | 'guest';

/** Which main bundle an app is packed with; see `Flavour` of vite/main.ts. */
export type AppFlavour = 'shipped' | 'development';

/** What an app is made of: the one list of what may be in a package. */
export interface AppContents {
  /** As the system and Electron know it. */
  readonly productName: string;
  /** Its name in package.json, and of its desktop entry on Linux. */
  readonly name: string;
  readonly main: Readonly<Record<AppFlavour, PartName>>;
  /** Where its main bundle lies in a package, of whichever flavour. */
  readonly mainFolder: string;
  /** Built parts that lie in a package where they lie in the project. */
  readonly others: readonly PartName[];
  /** What the main bundle leaves outside. */
  readonly addons: readonly AddonName[];
  /** Configuration of electron-builder, from the project's root. */
  readonly config: string;
}

export const appContents: Readonly<Record<AppName, AppContents>> = {
  therapist: {
    productName: 'Quietroom',
    name: 'quietroom',
    main: { shipped: 'main', development: 'main-development' },
    mainFolder: 'dist/main',
    others: ['preload', 'therapist'],
    addons: ['better-sqlite3-multiple-ciphers', '@napi-rs/keyring'],
    config: 'electron-builder.yml',
  },
  guest: {
    productName: 'Quietroom Guest',
    name: 'quietroom-guest',
    main: { shipped: 'guest-main', development: 'guest-main-development' },
    mainFolder: 'dist/guest-main',
    others: ['guest-preload', 'guest-app'],
    addons: ['@napi-rs/keyring'],
    config: 'electron-builder.guest.yml',
  },
};

export function isAppName(text: string | undefined): text is AppName {
  return text !== undefined && Object.hasOwn(appContents, text);
}
