import { postureAdvice } from '../../../../src/domain/posture/reading.ts';
import { readProcessNames } from '../process-names.ts';
import { readPrograms } from '../programs-reading.ts';
import type { ChecksOptions, LocalChecks } from '../system-posture.ts';
import { readAirPortProfile } from './airport-profile.ts';
import { readFileVaultStatus } from './filevault-status.ts';
import { readSysadminctlLock } from './screen-lock.ts';
import { readUpdateHistory } from './update-history.ts';
import { readVncConnections } from './vnc-connections.ts';

/** FileVault is of the startup disk: a data folder elsewhere is not looked at. */
export function createMacosChecks({ output, environment, clock }: ChecksOptions): LocalChecks {
  return {
    'disk-encryption': async (signal) =>
      readFileVaultStatus(await output('/usr/bin/fdesetup', ['status'], signal)),
    'screen-lock': async (signal) =>
      readSysadminctlLock(await output('/usr/sbin/sysadminctl', ['-screenLock', 'status'], signal)),
    'os-updates': async (signal) =>
      readUpdateHistory(
        await output('/usr/sbin/softwareupdate', ['--history'], signal),
        clock.nowMs(),
      ),
    network: async (signal) =>
      readAirPortProfile(
        await output('/usr/sbin/system_profiler', ['SPAirPortDataType', '-json'], signal),
      ),
    'remote-session': async (signal) =>
      environment['SSH_CONNECTION'] === undefined
        ? readVncConnections(await output('/usr/sbin/netstat', ['-anW', '-p', 'tcp'], signal))
        : postureAdvice('remote'),
    'other-programs': async (signal) =>
      readPrograms(readProcessNames(await output('/bin/ps', ['-A', '-o', 'comm='], signal))),
  };
}
