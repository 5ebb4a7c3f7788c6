import { win32 } from 'node:path';
import { postureUnknown, worseReading } from '../../../../src/domain/posture/reading.ts';
import { readPrograms } from '../programs-reading.ts';
import type { ChecksOptions, LocalChecks } from '../system-posture.ts';
import { readBitLockerProperty } from './bitlocker-property.ts';
import { readInstalledUpdates } from './installed-updates.ts';
import { readQuerySession } from './query-session.ts';
import { readWindowsScreenLock } from './screen-lock.ts';
import { readTaskList } from './task-list.ts';
import { readWindowsVersion } from './windows-version.ts';
import { readWlanInterfaces } from './wlan-interfaces.ts';

const desktopKey = String.raw`HKCU\Control Panel\Desktop`;
const policiesKey = String.raw`HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System`;
const versionKey = String.raw`HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion`;

/** WMI's own text of a date, which the cmdlet for updates would turn into the person's form. */
const updatesScript = `Get-CimInstance Win32_QuickFixEngineering | ForEach-Object {
  'HotFixID=' + $_.HotFixID
  'InstalledOn=' + $_.CimInstanceProperties['InstalledOn'].Value
}`;

/** Windows 10 and 11. Nothing here needs an administrator. */
export function createWindowsChecks(options: ChecksOptions): LocalChecks {
  const { output, dataFolder, environment, clock } = options;
  const system = win32.join(environment['SystemRoot'] ?? String.raw`C:\Windows`, 'System32');
  const tool = (name: string): string => win32.join(system, name);
  const powershell = async (script: string, signal: AbortSignal): Promise<string> =>
    output(
      tool(String.raw`WindowsPowerShell\v1.0\powershell.exe`),
      ['-NoProfile', '-NonInteractive', '-Command', script],
      signal,
    );
  const registry = async (key: string, signal: AbortSignal): Promise<string> =>
    output(tool('reg.exe'), ['query', key], signal);
  return {
    'disk-encryption': async (signal) => {
      const drive = win32.parse(dataFolder).root.slice(0, 2);
      // It becomes part of a script.
      if (!/^[A-Z]:$/i.test(drive)) return postureUnknown;
      const property = `(New-Object -ComObject Shell.Application).NameSpace('${drive}').Self.ExtendedProperty('System.Volume.BitLockerProtection')`;
      return readBitLockerProperty(await powershell(property, signal));
    },
    'screen-lock': async (signal) =>
      readWindowsScreenLock(
        await registry(desktopKey, signal),
        await registry(policiesKey, signal),
      ),
    'os-updates': async (signal) =>
      worseReading([
        readInstalledUpdates(await powershell(updatesScript, signal), clock.nowMs()),
        readWindowsVersion(await registry(versionKey, signal), clock.nowMs()),
      ]),
    network: async (signal) =>
      readWlanInterfaces(await output(tool('netsh.exe'), ['wlan', 'show', 'interfaces'], signal)),
    'remote-session': async (signal) =>
      readQuerySession(await output(tool('query.exe'), ['session'], signal)),
    'other-programs': async (signal) =>
      readPrograms(readTaskList(await output(tool('tasklist.exe'), ['/nh'], signal))),
  };
}
