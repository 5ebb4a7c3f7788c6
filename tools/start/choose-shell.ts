import type { NeededAddon } from './needed-addon.ts';

/** What is known about this machine before the app's window is opened. */
export interface ShellFacts {
  /** Executable of an Electron, or null. */
  readonly electron: string | null;
  /** What the app cannot do without can be loaded into it. */
  readonly electronFits: boolean;
  readonly isRoot: boolean;
  readonly hasDisplay: boolean;
}

export type ShellChoice =
  | { readonly shell: 'electron'; readonly electron: string }
  | { readonly shell: 'preview'; readonly why: string }
  | { readonly shell: 'none'; readonly why: string };

/** The product when it can run here, the preview host when it cannot, with the reason in words. */
export function chooseShell(
  { electron, electronFits, isRoot, hasDisplay }: ShellFacts,
  needed: Pick<NeededAddon, 'what'>,
): ShellChoice {
  if (!hasDisplay) {
    return {
      shell: 'none',
      why: 'There is no display to open a window on. `npm run demo` runs a whole session without one.',
    };
  }
  if (electron === null) {
    return {
      shell: 'preview',
      why: 'Electron is not on this machine. `npx install-electron` fetches it, or set ELECTRON_OVERRIDE_DIST_PATH to a folder that holds one.',
    };
  }
  if (!electronFits) {
    return {
      shell: 'preview',
      why: `The Electron at ${electron} cannot load ${needed.what}: it is older than Quietroom needs.`,
    };
  }
  if (isRoot) {
    return {
      shell: 'preview',
      why: 'You are root, and Electron keeps its sandbox only for an ordinary user.',
    };
  }
  return { shell: 'electron', electron };
}
