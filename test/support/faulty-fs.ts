import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { onTestFinished } from 'vitest';

/** Lets one call of the file system, wherever it is imported, act like this until the test is over. */
export function replaceFs<Name extends 'fsyncSync' | 'writeSync'>(
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
