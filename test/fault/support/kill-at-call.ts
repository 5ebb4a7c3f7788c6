import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const watched = [
  'fdatasyncSync',
  'fsyncSync',
  'mkdirSync',
  'openSync',
  'renameSync',
  'rmSync',
  'writeSync',
] as const;

/**
 * From now on this process counts its calls that change a disk, SQLite's own left out, and kills itself before the one of
 * this number: what a random moment hits once in a hundred times is hit for certain. What only reads is not counted: where what was
 * left by the kills before is looked at, there would be one more call each time, and never an end.
 */
export function killAtCall(number: number): void {
  let calls = 0;
  for (const name of watched) {
    // Each has its own arguments, and is given them as they came.
    const real = fs[name] as (...args: unknown[]) => unknown;
    Object.assign(fs, {
      [name]: (...args: unknown[]) => {
        if (name !== 'openSync' || !isToRead(args[1])) calls += 1;
        if (calls === number) process.kill(process.pid, 'SIGKILL');
        return real(...args);
      },
    });
  }
  syncBuiltinESMExports();
}

function isToRead(flags: unknown): boolean {
  return flags === undefined || flags === 'r';
}
