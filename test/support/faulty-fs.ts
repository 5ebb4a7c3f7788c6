import fs from 'node:fs';
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { onTestFinished, vi } from 'vitest';

/** Lets one call of the file system, wherever it is imported, act like this until the test is over. */
export function replaceFs<Name extends 'fsyncSync' | 'writeSync' | 'readFileSync' | 'renameSync'>(
  name: Name,
  act: (real: (typeof fs)[Name]) => (typeof fs)[Name],
): void {
  const real = fs[name];
  const put = (call: (typeof fs)[Name]): void => {
    fs[name] = call;
    syncBuiltinESMExports();
  };
  put(act(real));
  onTestFinished(() => {
    put(real);
  });
}

/** The same for the opening of a file beside this thread. */
export function replaceOpen(act: (real: typeof promises.open) => typeof promises.open): void {
  const real = promises.open;
  const put = (call: typeof promises.open): void => {
    promises.open = call;
    syncBuiltinESMExports();
  };
  put(act(real));
  onTestFinished(() => {
    put(real);
  });
}

/** Lets every disk say, until the test is over, that there are so many bytes left on it. */
export function leaveRoom(bytes: number): void {
  const counts = { type: 0, bsize: 1, frsize: 1, blocks: bytes, files: 0, ffree: 0 };
  const asked = vi.spyOn(promises, 'statfs');
  asked.mockResolvedValue({ ...counts, bfree: bytes, bavail: bytes });
  syncBuiltinESMExports();
  onTestFinished(() => {
    asked.mockRestore();
    syncBuiltinESMExports();
  });
}

/** Lets files, while `isFailing` says so of their path, not be read: with this code of the system. */
export function failReading(isFailing: (path: string) => boolean, code: string): void {
  replaceFs('readFileSync', (read) => {
    const failing = (...[path, options]: Parameters<typeof fs.readFileSync>): unknown => {
      if (typeof path === 'string' && isFailing(path)) {
        throw Object.assign(new Error('read'), { code });
      }
      return read(path, options);
    };
    return failing as typeof read;
  });
}
