import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { onTestFinished } from 'vitest';

/** Lets one call of the file system, wherever it is imported, act like this until the test is over. */
export function replaceFs<Name extends 'fsyncSync' | 'writeSync' | 'readFileSync'>(
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
