/** One output folder, and everything that it is made of. */
export interface Part {
  readonly name: PartName;
  /** Where it lands, from the project's root. */
  readonly folder: string;
  /** Files and folders that it is made of, from the project's root. */
  readonly inputs: readonly string[];
}

export type PartName =
  | 'main'
  | 'main-development'
  | 'preload'
  | 'therapist'
  | 'guest'
  | 'guest-main'
  | 'guest-main-development'
  | 'guest-preload'
  | 'guest-app'
  | 'therapist-clear-media'
  | 'guest-clear-media';

/** What every part depends on: the shared core and the exact versions of everything. */
const shared = ['src', 'tools/build', 'package.json', 'package-lock.json'];
const main = [...shared, 'main', 'vite/main.ts'];
const page = [...shared, 'renderer', 'assets/icon.svg', 'vite'];

const clearMedia = [...page, 'tools/clear-media'];

/** Everything that `npm run build` makes. */
export const parts: readonly Part[] = [
  { name: 'main', folder: 'dist/main', inputs: main },
  // Beside dist, not in it: what is packaged comes from dist only.
  { name: 'main-development', folder: 'dist-development/main', inputs: main },
  { name: 'preload', folder: 'dist/preload', inputs: [...main, 'vite/preload.ts'] },
  { name: 'therapist', folder: 'dist/therapist', inputs: page },
  // The page that a server sends to browsers; what follows is the app for clients.
  { name: 'guest', folder: 'dist/guest', inputs: page },
  { name: 'guest-main', folder: 'dist/guest-main', inputs: main },
  { name: 'guest-main-development', folder: 'dist-development/guest-main', inputs: main },
  { name: 'guest-preload', folder: 'dist/guest-preload', inputs: [...main, 'vite/preload.ts'] },
  { name: 'guest-app', folder: 'dist/guest-app', inputs: page },
  // For the control of the demo's tap alone.
  {
    name: 'therapist-clear-media',
    folder: 'dist-development/therapist-clear-media',
    inputs: clearMedia,
  },
  { name: 'guest-clear-media', folder: 'dist-development/guest-clear-media', inputs: clearMedia },
];
