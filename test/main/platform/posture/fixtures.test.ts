import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDiskEncryption } from '../../../../main/platform/posture/linux/block-devices.ts';
import { readAptHistory } from '../../../../main/platform/posture/linux/apt-history.ts';
import { readConnectivity } from '../../../../main/platform/posture/linux/connectivity.ts';
import { readGnomeLock } from '../../../../main/platform/posture/linux/gnome-lock.ts';
import { readLoginSession } from '../../../../main/platform/posture/linux/login-session.ts';
import { readWifiList } from '../../../../main/platform/posture/linux/wifi-list.ts';
import { readAirPortProfile } from '../../../../main/platform/posture/macos/airport-profile.ts';
import { readFileVaultStatus } from '../../../../main/platform/posture/macos/filevault-status.ts';
import { readSysadminctlLock } from '../../../../main/platform/posture/macos/screen-lock.ts';
import { readUpdateHistory } from '../../../../main/platform/posture/macos/update-history.ts';
import { readVncConnections } from '../../../../main/platform/posture/macos/vnc-connections.ts';
import { readProcessNames } from '../../../../main/platform/posture/process-names.ts';
import { readPrograms } from '../../../../main/platform/posture/programs-reading.ts';
import { verifiedChecks } from '../../../../main/platform/posture/verified-checks.ts';
import { readBitLockerProperty } from '../../../../main/platform/posture/windows/bitlocker-property.ts';
import { readInstalledUpdates } from '../../../../main/platform/posture/windows/installed-updates.ts';
import { readQuerySession } from '../../../../main/platform/posture/windows/query-session.ts';
import { readWindowsScreenLock } from '../../../../main/platform/posture/windows/screen-lock.ts';
import { readTaskList } from '../../../../main/platform/posture/windows/task-list.ts';
import { readWlanInterfaces } from '../../../../main/platform/posture/windows/wlan-interfaces.ts';
import type { PostureReading } from '../../../../src/domain/posture/reading.ts';
import { isSeen, readPostureFixtures } from '../../../support/posture-fixtures.ts';

/** `given` is what the fixture's head says beside the output: a moment, a device, another setting. */
type Reader = (output: string, given: string) => PostureReading;

const at = (given: string): number => Date.parse(`${given}T12:00:00Z`);

const readers: Readonly<Record<string, Reader>> = {
  'windows/disk-encryption': readBitLockerProperty,
  'windows/screen-lock': (output) => readWindowsScreenLock(output, ''),
  'windows/os-updates': (output, given) => readInstalledUpdates(output, at(given)),
  'windows/network': readWlanInterfaces,
  'windows/remote-session': readQuerySession,
  'windows/other-programs': (output) => readPrograms(readTaskList(output)),
  'macos/disk-encryption': readFileVaultStatus,
  'macos/screen-lock': readSysadminctlLock,
  'macos/os-updates': (output, given) => readUpdateHistory(output, at(given)),
  'macos/network': readAirPortProfile,
  'macos/remote-session': readVncConnections,
  'macos/other-programs': (output) => readPrograms(readProcessNames(output)),
  'linux/disk-encryption': readDiskEncryption,
  'linux/screen-lock': readGnomeLock,
  'linux/os-updates': (output, given) => readAptHistory(output, at(given)),
  'linux/network': readWifiList,
  'linux/remote-session': readLoginSession,
  'linux/other-programs': (output) => readPrograms(readProcessNames(output)),
};

/** What is a part of another check: its answers count by themselves, and it claims nothing where it is not understood. */
const parts: Readonly<Record<string, { readonly of: string; readonly read: Reader }>> = {
  'linux/connectivity': { of: 'network', read: readConnectivity },
};

const fixtures = readPostureFixtures();

describe('a parser of what a system says about itself', () => {
  it.each(fixtures)('reads $name', ({ system, check, fields, output }) => {
    const given = (fields['given'] ?? '').replace(/^\w+=/, '');
    const name = `${system}/${check}`;
    const reading = (readers[name] ?? parts[name]?.read)?.(output, given);
    const said = reading?.state === 'advice' ? `advice ${reading.reason}` : reading?.state;
    expect(said).toBe(fields['expected']);
  });

  it.each(Object.entries(readers))('claims nothing from nonsense: %s', (name, read) => {
    const given = name.endsWith('os-updates') ? '2026-11-26' : '';
    const nonsense = ['', '\u0000\u0007', '{}', '[]', 'null', 'Access denied', '::::\n:::'];
    const claims = nonsense.filter((output) => read(output, given).state !== 'unknown');
    expect(claims).toEqual([]);
  });

  it.each(Object.entries(parts))('adds nothing by nonsense: %s', (_name, { read }) => {
    const nonsense = [
      '',
      '\u0000',
      '{}',
      'null',
      'Access denied',
      '::::',
      'PORTAL',
      'portal portal',
    ];
    expect(nonsense.filter((output) => read(output, '').state !== 'ok')).toEqual([]);
  });
});

describe('a fixture of what a system says', () => {
  it.each(fixtures)('says where it is from: $name', ({ origin, fields }) => {
    expect(origin).toMatch(/^(?:captured \d{4}-\d{2}-\d{2}|quoted https:\/\/\S+|constructed)$/);
    for (const field of ['command', 'system', 'locale']) expect(fields[field]).toBeTruthy();
  });

  it('stands behind every check that is run, and behind no other', () => {
    const seen = new Set(
      fixtures
        .filter(isSeen)
        .map(({ system, check }) => `${system} ${parts[`${system}/${check}`]?.of ?? check}`),
    );
    const run = Object.entries(verifiedChecks).flatMap(([system, checks]) =>
      checks.map((check) => `${system} ${check}`),
    );
    expect(run.toSorted()).toEqual([...seen].toSorted());
  });

  it('is one of five for its check, or the document on security says how many there are', () => {
    const document = readFileSync(
      join(import.meta.dirname, '../../../../docs/security.md'),
      'utf8',
    );
    const rows = [...Object.keys(readers), ...Object.keys(parts)].flatMap((name) => {
      const [system = '', check = ''] = name.split('/');
      const count = fixtures.filter(
        (fixture) => isSeen(fixture) && fixture.system === system && fixture.check === check,
      ).length;
      return count >= 5 ? [] : [`${system} ${check} ${String(count)}`];
    });
    const told = document.matchAll(/^\| (windows|macos|linux) +\| ([a-z-]+) +\| (\d) +\|/gmu);
    expect([...told].map((row) => row.slice(1).join(' '))).toEqual(rows);
  });
});
