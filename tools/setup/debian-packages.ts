import { findOnPath, tailOf, type Machine } from './machine.ts';

/** Debian's packages, as far as this user may install them. */
export interface DebianPackages {
  /** Those of `names` that are not installed; all of them where there is no dpkg. */
  missing(names: readonly string[]): Promise<readonly string[]>;
  /** Installs what is missing of `names`. @returns why it could not, or null when all is there */
  install(names: readonly string[], why: string): Promise<string | null>;
}

/** The command that a person would type to install packages. */
export function installCommand(names: readonly string[]): string {
  return `sudo apt-get install -y ${names.join(' ')}`;
}

/** The names that `dpkg-query --show` with our format reports as installed. */
export function parseInstalled(listing: string): readonly string[] {
  return listing.split('\n').flatMap((line) => {
    const [name, state] = line.trim().split(' ');
    return name !== undefined && state === 'installed' ? [name] : [];
  });
}

export function createDebianPackages(machine: Machine): DebianPackages {
  const isDebianLike =
    machine.platform === 'linux' &&
    findOnPath(machine, 'apt-get') !== null &&
    findOnPath(machine, 'dpkg-query') !== null;
  let areListsFresh = false;

  const missing: DebianPackages['missing'] = async (names) => {
    if (!isDebianLike) return names;
    const format = '--showformat=${Package} ${db:Status-Status}\n';
    const { stdout } = await machine.run('dpkg-query', ['--show', format, ...names]);
    const installed = new Set(parseInstalled(stdout));
    return names.filter((name) => !installed.has(name));
  };

  /** What to put before a command that needs root, or null where this user may not run one. */
  const findPrivilege = async (): Promise<readonly string[] | null> => {
    if (machine.userId === 0) return [];
    // -n: never asks for a password.
    return (await machine.run('sudo', ['-n', 'true'], { timeoutMs: 10_000 })).ok
      ? ['sudo', '-n']
      : null;
  };

  const apt = (privilege: readonly string[], args: readonly string[]) => {
    const aptGet = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-q', '-y'];
    const patience = ['-o', 'DPkg::Lock::Timeout=300'];
    const [command = 'env', ...rest] = [...privilege, ...aptGet, ...patience, ...args];
    return machine.run(command, rest, { timeoutMs: 900_000 });
  };

  return {
    missing,
    install: async (names, why) => {
      if (!isDebianLike) return 'this is not a Debian-like system, so its packages are not for us';
      const wanted = await missing(names);
      if (wanted.length === 0) return null;
      const privilege = await findPrivilege();
      if (!privilege) {
        return `Debian packages are missing (${wanted.join(', ')}), and installing them needs root or sudo without a password`;
      }
      machine.say(`Installing Debian packages ${wanted.join(', ')}: ${why}.`);
      // A mirror that cannot be reached need not be the one that has these packages: the installation tells.
      if (!areListsFresh) await apt(privilege, ['update']);
      areListsFresh = true;
      const install = await apt(privilege, ['install', '--no-install-recommends', ...wanted]);
      return install.ok
        ? null
        : `apt-get could not install ${wanted.join(', ')}: ${tailOf(install)}`;
    },
  };
}
