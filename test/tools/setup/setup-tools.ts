import type { DebianPackages } from '../../../tools/setup/debian-packages.ts';
import type { Machine } from '../../../tools/setup/machine.ts';
import type { SetupTools } from '../../../tools/setup/part.ts';

/** A fake machine whose packages are installed by `install`; a project folder without anything in it. */
export function setupTools(
  machine: Machine,
  install: DebianPackages['install'] = () => Promise.resolve('may not install'),
): SetupTools {
  const packages: DebianPackages = { missing: (names) => Promise.resolve(names), install };
  return { machine, packages, root: '/nowhere/quietroom' };
}
