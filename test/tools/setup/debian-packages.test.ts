import { describe, expect, it } from 'vitest';
import {
  createDebianPackages,
  installCommand,
  parseInstalled,
} from '../../../tools/setup/debian-packages.ts';
import { createFakeMachine } from './fake-machine.ts';

const programs = ['/usr/bin/apt-get', '/usr/bin/dpkg-query'];
const nothingInstalled = { stdout: 'dbus-daemon not-installed\n' };

describe('Debian packages', () => {
  it('reads which packages are installed', () => {
    const listing = 'dbus-daemon installed\nxvfb config-files\n\ngnome-keyring installed\n';
    expect(parseInstalled(listing)).toEqual(['dbus-daemon', 'gnome-keyring']);
  });

  it('shows a command that can be typed', () => {
    expect(installCommand(['a', 'b'])).toBe('sudo apt-get install -y a b');
  });

  it('does nothing when everything is installed', async () => {
    const answer = () => ({ stdout: 'xvfb installed\n' });
    const machine = createFakeMachine({ programs, answer });
    expect(await createDebianPackages(machine).install(['xvfb'], 'a reason')).toBeNull();
    expect(machine.ran).toHaveLength(1);
    expect(machine.said).toEqual([]);
  });

  it('installs as root, after a fresh list, and says what and why', async () => {
    const answer = () => nothingInstalled;
    const machine = createFakeMachine({ programs, answer, userId: 0 });
    const packages = createDebianPackages(machine);
    expect(await packages.install(['dbus-daemon'], 'a vault needs it')).toBeNull();
    expect(machine.said).toEqual(['Installing Debian packages dbus-daemon: a vault needs it.']);
    const aptRuns = machine.ran.filter((line) => line.includes('apt-get'));
    expect(aptRuns.map((line) => line.split(' ').includes('update'))).toEqual([true, false]);
    expect(aptRuns[1]).toMatch(/^env DEBIAN_FRONTEND=noninteractive apt-get .*dbus-daemon$/u);
  });

  it('fetches the lists once for several installations', async () => {
    const machine = createFakeMachine({ programs, answer: () => nothingInstalled, userId: 0 });
    const packages = createDebianPackages(machine);
    await packages.install(['dbus-daemon'], 'a reason');
    await packages.install(['xvfb'], 'a reason');
    expect(machine.ran.filter((line) => line.endsWith('update'))).toHaveLength(1);
  });

  it('uses sudo where that asks for no password', async () => {
    const machine = createFakeMachine({ programs, answer: () => nothingInstalled });
    expect(await createDebianPackages(machine).install(['dbus-daemon'], 'a reason')).toBeNull();
    expect(machine.ran.at(-1)).toMatch(/^sudo -n env /u);
  });

  it('changes nothing and names what is missing where this user may not install', async () => {
    const answer = (line: string) =>
      line.startsWith('sudo') ? { ok: false, exitCode: 1 } : nothingInstalled;
    const machine = createFakeMachine({ programs, answer });
    const refusal = await createDebianPackages(machine).install(['dbus-daemon'], 'a reason');
    expect(refusal).toContain('Debian packages are missing (dbus-daemon)');
    expect(machine.ran.some((line) => line.includes('apt-get'))).toBe(false);
  });

  it('tells what apt said when it fails', async () => {
    const answer = (line: string) =>
      line.includes(' install ')
        ? { ok: false, exitCode: 100, output: 'E: Unable to locate package' }
        : nothingInstalled;
    const machine = createFakeMachine({ programs, answer, userId: 0 });
    expect(await createDebianPackages(machine).install(['dbus-daemon'], 'a reason')).toBe(
      'apt-get could not install dbus-daemon: E: Unable to locate package',
    );
  });

  it('is no help on other systems', async () => {
    const machine = createFakeMachine({ platform: 'darwin' });
    expect(await createDebianPackages(machine).install(['xvfb'], 'a reason')).toContain(
      'not a Debian-like system',
    );
    expect(machine.ran).toEqual([]);
  });
});
