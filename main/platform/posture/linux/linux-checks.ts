import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import {
  postureAdvice,
  postureUnknown,
  type PostureReading,
} from '../../../../src/domain/posture/reading.ts';
import { readProcessNames } from '../process-names.ts';
import { readPrograms } from '../programs-reading.ts';
import type { ChecksOptions, LocalChecks } from '../system-posture.ts';
import { readAptHistory } from './apt-history.ts';
import { checkDisk } from './check-disk.ts';
import { readConnectivity } from './connectivity.ts';
import { readGnomeLock } from './gnome-lock.ts';
import { readLoginSession } from './login-session.ts';
import { readSupportEnd } from './os-release.ts';
import { readWifiList } from './wifi-list.ts';

/** Desktops that lock by GNOME's settings. Others have their own, which are not known here. */
const gnomeDesktops = ['GNOME', 'Unity', 'Budgie'];

/** Where one of these is set, the screen is somewhere else. */
const remoteVariables = ['SSH_CONNECTION', 'SSH_CLIENT', 'XRDP_SESSION', 'VNCDESKTOP'];

const aptLog = '/var/log/apt/history.log';

export function createLinuxChecks(options: ChecksOptions): LocalChecks {
  const { output, environment, clock } = options;
  return {
    'disk-encryption': async (signal) => checkDisk(options, signal),
    'screen-lock': async (signal) => {
      const desktops = (environment['XDG_CURRENT_DESKTOP'] ?? '').split(':');
      if (!desktops.some((desktop) => gnomeDesktops.includes(desktop))) return postureUnknown;
      const setting = async (schema: string, key: string): Promise<string> =>
        output('/usr/bin/gsettings', ['get', schema, key], signal);
      return readGnomeLock(
        await setting('org.gnome.desktop.screensaver', 'lock-enabled'),
        await setting('org.gnome.desktop.session', 'idle-delay'),
      );
    },
    'os-updates': async () => checkUpdates(clock.nowMs()),
    network: async (signal) => {
      const list = ['-t', 'dev', 'wifi', 'list', '--rescan', 'no'];
      // Without `check`: it is not looked up anew, so that nobody is asked because of us.
      const reach = ['networking', 'connectivity'];
      const portal = readConnectivity(await output('/usr/bin/nmcli', reach, signal));
      return portal.state === 'advice'
        ? portal
        : readWifiList(await output('/usr/bin/nmcli', list, signal));
    },
    'remote-session': async (signal) => {
      if (remoteVariables.some((name) => environment[name] !== undefined)) {
        return postureAdvice('remote');
      }
      const id = environment['XDG_SESSION_ID'] ?? 'auto';
      return readLoginSession(await output('/usr/bin/loginctl', ['show-session', id], signal));
    },
    'other-programs': async (signal) =>
      readPrograms(readProcessNames(await output('/usr/bin/ps', ['-A', '-o', 'comm='], signal))),
  };
}

/** The log is begun anew every month: the one before belongs to it. */
async function checkUpdates(nowMs: number): Promise<PostureReading> {
  const support = readSupportEnd(await readFile('/etc/os-release', 'utf8'), nowMs);
  if (support.state === 'advice') return support;
  const before = await readFile(`${aptLog}.1.gz`).then(promisify(gunzip), () => Buffer.alloc(0));
  const current = await readFile(aptLog, 'utf8').catch(() => '');
  return readAptHistory(`${before.toString('utf8')}\n\n${current}`, nowMs);
}
