import { describe, expect, it } from 'vitest';
import {
  readRegistryOutput,
  registryNumber,
} from '../../../../../main/platform/posture/windows/registry-output.ts';
import { readWindowsScreenLock } from '../../../../../main/platform/posture/windows/screen-lock.ts';
import { readWindowsVersion } from '../../../../../main/platform/posture/windows/windows-version.ts';

const build = (number: string): string =>
  `\r\nHKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\r\n    CurrentBuildNumber    REG_SZ    ${number}\r\n    UBR    REG_DWORD    0x1b2c\r\n`;

describe('a version of Windows', () => {
  it('has had its last update when its support has ended', () => {
    const [before, after] = [Date.UTC(2025, 9, 14), Date.UTC(2025, 9, 15)];
    expect(readWindowsVersion(build('19045'), before)).toEqual({ state: 'ok' });
    expect(readWindowsVersion(build('19045'), after)).toMatchObject({ reason: 'no-more-updates' });
    expect(readWindowsVersion(build('10240'), before)).toMatchObject({ reason: 'no-more-updates' });
    expect(readWindowsVersion(build('30000'), after)).toEqual({ state: 'ok' });
    expect(readWindowsVersion('FEHLER', after)).toEqual({ state: 'unknown' });
  });
});

describe('the registry as text', () => {
  it('is read by names, whose values may hold spaces', () => {
    const values = readRegistryOutput(build('19045'));
    expect(values.get('currentbuildnumber')).toBe('19045');
    expect(registryNumber(values.get('ubr'))).toBe(0x1b2c);
    expect(registryNumber('12 monkeys')).toBeNull();
  });

  it('says of the screen what an organisation laid down, where a person chose nothing', () => {
    const policy = '\r\n    InactivityTimeoutSecs    REG_DWORD    0x384\r\n';
    expect(readWindowsScreenLock('    Wallpaper    REG_SZ    a b\r\n', policy)).toEqual({
      state: 'ok',
    });
  });
});
