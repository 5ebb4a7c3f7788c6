import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tailOf, type Machine, type RunResult } from '../machine.ts';

/** A Debian release as /etc/os-release names it. */
export interface DebianRelease {
  readonly codename: string;
  readonly number: number;
}

/** Reads /etc/os-release. @returns null for anything but Debian itself */
export function parseDebianRelease(osRelease: string): DebianRelease | null {
  const value = (key: string): string | undefined =>
    new RegExp(`^${key}="?([^"\n]*)"?$`, 'mu').exec(osRelease)?.[1];
  const codename = value('VERSION_CODENAME');
  const number = Number(value('VERSION_ID'));
  if (value('ID') !== 'debian' || codename === undefined || !Number.isInteger(number)) return null;
  return { codename, number };
}

/** The suites to fetch from: bookworm's own meson is too old for mediasoup, its backports have a newer one. */
export function suitesFor({ codename }: DebianRelease): readonly string[] {
  return codename === 'bookworm' ? [codename, `${codename}-backports`] : [codename];
}

/** Fetches Debian packages and source packages into a folder, without installing them or changing apt's settings. */
export interface DebianSources {
  download(packageName: string): Promise<string | null>;
  downloadSource(packageName: string): Promise<string | null>;
}

/**
 * Sets up a private apt below `folder`: source packages and backports need entries that the system's own list need not
 * have and that we must not add to it. Signatures are checked as usual.
 * @returns the reason, as a string, when there is no mirror to fetch from
 */
export async function openDebianSources(
  machine: Machine,
  release: DebianRelease,
  folder: string,
): Promise<DebianSources | string> {
  const mirror = await findMirror(machine, release);
  if (mirror === null) return 'apt knows no Debian mirror (run `apt-get update` and try again)';
  const downloads = join(folder, 'downloads');
  for (const name of ['lists/partial', 'cache/archives/partial', 'parts', 'downloads']) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  writeFileSync(join(folder, 'parts/debian.sources'), sourcesFile(mirror, suitesFor(release)));
  writeFileSync(join(folder, 'apt.conf'), aptSettings(folder));
  const env = { ...machine.env, APT_CONFIG: join(folder, 'apt.conf') };
  const apt = async (args: readonly string[]): Promise<string | null> =>
    reason(
      await machine.run('apt-get', ['-q', ...args], { env, cwd: downloads, timeoutMs: 300_000 }),
    );
  const update = await apt(['update']);
  if (update !== null) return update;
  const suite = suitesFor(release).at(-1) ?? release.codename;
  return {
    download: (name) => apt(['download', `${name}/${suite}`]),
    downloadSource: (name) => apt(['source', '--download-only', name]),
  };
}

function sourcesFile(mirror: string, suites: readonly string[]): string {
  return [
    'Types: deb deb-src',
    `URIs: ${mirror}`,
    `Suites: ${suites.join(' ')}`,
    'Components: main',
    'Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg',
    '',
  ].join('\n');
}

function aptSettings(folder: string): string {
  return [
    'Dir::Etc::sourcelist "/dev/null";',
    `Dir::Etc::sourceparts "${folder}/parts";`,
    `Dir::State::lists "${folder}/lists";`,
    `Dir::Cache "${folder}/cache";`,
    // Otherwise root's apt fetches as user _apt, who cannot write into our folder.
    'APT::Sandbox::User "root";',
    'Acquire::Languages "none";',
    '',
  ].join('\n');
}

/** The mirror that this system already uses. */
async function findMirror(machine: Machine, { codename }: DebianRelease): Promise<string | null> {
  const filter = ['Created-By: Packages', 'Origin: Debian', `Codename: ${codename}`];
  const args = ['indextargets', '--format', '$(REPO_URI)', ...filter];
  const { stdout } = await machine.run('apt-get', args);
  return stdout.split('\n').find((line) => line.includes('://')) ?? null;
}

function reason(result: RunResult): string | null {
  return result.ok ? null : tailOf(result, 3);
}
