import fs, { type StatsFs } from 'node:fs';
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { onTestFinished } from 'vitest';

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

/** The same for a call that answers later. */
export function replacePromised<Name extends 'open' | 'statfs'>(
  name: Name,
  act: (real: (typeof promises)[Name]) => (typeof promises)[Name],
): void {
  const real = promises[name];
  const put = (call: (typeof promises)[Name]): void => {
    promises[name] = call;
    syncBuiltinESMExports();
  };
  put(act(real));
  onTestFinished(() => {
    put(real);
  });
}

/** Lets every disk say, until the test is over, that there are so many bytes left on it. */
export function leaveRoom(bytes: number): void {
  const said = { bavail: bytes, bsize: 1 } as StatsFs;
  replacePromised(
    'statfs',
    () => (() => Promise.resolve(said)) as unknown as typeof promises.statfs,
  );
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
