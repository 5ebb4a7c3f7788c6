import { parseArgs } from 'node:util';
import { isAppName, type AppName } from './app-contents.ts';

export interface DistOptions {
  readonly app: AppName;
  /** Only the unpacked app, no installers. */
  readonly isUnpackedOnly: boolean;
}

export const distUsage = `usage: npm run dist -- therapist|guest [--dir]
Makes this system's installers below dist-packages; with --dir the unpacked app alone. An Electron that lies on this
machine is packed when ELECTRON_OVERRIDE_DIST_PATH names it.`;

/** Reads what follows `npm run dist --`. @returns null when it is nothing of that kind */
export function readDistOptions(args: readonly string[]): DistOptions | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { dir: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    const [app] = positionals;
    return positionals.length === 1 && isAppName(app) ? { app, isUnpackedOnly: values.dir } : null;
  } catch {
    return null;
  }
}
