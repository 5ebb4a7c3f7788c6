import { installCommand } from './debian-packages.ts';
import { findOnPath } from './machine.ts';
import type { ProvidePart } from './part.ts';
import { SetupError } from './setup-error.mjs';

const programs = {
  'dbus-daemon': 'dbus-daemon',
  'dbus-send': 'dbus-bin',
  'gnome-keyring-daemon': 'gnome-keyring',
} as const;

/**
 * On Linux the vault's key lies in a Secret Service. Demo and tests start one of their own, apart from the user's, for
 * which these programs are needed. macOS and Windows have their keychain built in.
 */
export const provideSecretService: ProvidePart = async ({ machine, packages }) => {
  if (machine.platform !== 'linux') return {};
  const needed = Object.entries(programs).filter(([name]) => findOnPath(machine, name) === null);
  if (needed.length === 0) return {};
  const packageNames = needed.map(([, packageName]) => packageName);
  const refusal = await packages.install(
    packageNames,
    'the vault keeps its key in a Secret Service',
  );
  if (refusal === null) return {};
  throw new SetupError('The programs of a Secret Service are not installed.', {
    causes: [`${needed.map(([name]) => name).join(', ')} not found on the PATH`, refusal],
    waysOut: [
      `on Debian: \`${installCommand(packageNames)}\``,
      "elsewhere: install D-Bus and gnome-keyring by your system's own means",
    ],
  });
};
