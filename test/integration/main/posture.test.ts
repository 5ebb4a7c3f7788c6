import { execFileSync, spawn } from 'node:child_process';
import { copyFileSync, existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createSystemPosture } from '../../../main/platform/posture/system-posture.ts';
import { createPortalPage } from '../../../main/platform/posture/portal-page.ts';
import { serverKeys } from '../../../main/platform/posture/server-keys.ts';
import { systemClock } from '../../../main/platform/system-clock.ts';
import type { LocalPostureCheck } from '../../../main/ports/posture-port.ts';
import { postureSchemas } from '../../../src/contract/posture-calls.ts';
import type { PostureReading } from '../../../src/domain/posture/reading.ts';
import { startMainSide } from '../../support/started-main-side.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const never = new AbortController().signal;

/** What the app finds, with nothing between it and this computer. */
async function found(
  check: LocalPostureCheck,
  environment: Readonly<Record<string, string | undefined>> = process.env,
  dataFolder = temporaryFolder(),
): Promise<PostureReading> {
  const { platform } = process;
  const options = { platform, environment, dataFolder, clock: systemClock };
  return createSystemPosture(options).read(check, never);
}

/** What a shell says; null when it cannot. */
function shell(command: string): string | null {
  try {
    const stdio = ['ignore', 'pipe', 'ignore'] as const;
    return execFileSync('/bin/sh', ['-c', command], { encoding: 'utf8', stdio: [...stdio] }).trim();
  } catch {
    return null;
  }
}

/** Whether every way from this block device down goes through dm-crypt, by the kernel's own files. */
function isCrypt(device: string): boolean {
  const folder = realpathSync(device);
  const uuid = join(folder, 'dm/uuid');
  if (existsSync(uuid) && readFileSync(uuid, 'utf8').startsWith('CRYPT-')) return true;
  const below = existsSync(join(folder, 'slaves')) ? readdirSync(join(folder, 'slaves')) : [];
  return below.length > 0 && below.every((name) => isCrypt(join('/sys/class/block', name)));
}

// The checks of other systems need those systems: their parsers are tested on what they say.
describe.skipIf(process.platform !== 'linux')('this computer', () => {
  it('has its disk as the kernel’s own files have it', async () => {
    const folder = temporaryFolder();
    const device = shell(`findmnt -n -o MAJ:MIN -T '${folder}' | head -1`);
    const place = `/sys/dev/block/${device ?? ''}`;
    const { state } = await found('disk-encryption', process.env, folder);
    const expected =
      device === null || device === '' || !existsSync(place)
        ? 'unknown'
        : isCrypt(place)
          ? 'ok'
          : 'advice';
    expect(state).toBe(expected);
  });

  it('was updated when apt says so', async () => {
    const days = shell(
      `{ zcat /var/log/apt/history.log.1.gz 2>/dev/null; cat /var/log/apt/history.log; } |
       awk '/^Start-Date/ {d=$2; new=0} /^Commandline:.* install/ {new = !/--only-upgrade/}
            /^Upgrade:/ && !new {print d}' | sort | tail -1`,
    );
    const { state } = await found('os-updates');
    const ageDays = (Date.now() - Date.parse(days ?? '')) / 86_400_000;
    expect(state).toBe(Number.isNaN(ageDays) ? 'unknown' : ageDays > 45 ? 'advice' : 'ok');
  });

  it('locks its screen as its desktop’s settings say, if it has that desktop', async () => {
    const lock = shell('gsettings get org.gnome.desktop.screensaver lock-enabled');
    const idle = shell('gsettings get org.gnome.desktop.session idle-delay');
    const { state } = await found('screen-lock', { XDG_CURRENT_DESKTOP: 'GNOME' });
    const seconds = Number(/^uint32 (\d+)$/.exec(idle ?? '')?.[1] ?? NaN);
    const isLocking = lock === 'true' && seconds > 0 && seconds <= 900;
    const isKnown = lock !== null && !Number.isNaN(seconds);
    expect(state).toBe(!isKnown ? 'unknown' : isLocking ? 'ok' : 'advice');
    expect(await found('screen-lock', {})).toEqual({ state: 'unknown' });
  });

  it('is where its session says that it is', async () => {
    const remote = /^Remote=(yes|no)$/m.exec(shell('loginctl show-session auto') ?? '')?.[1];
    const { state } = await found('remote-session', {});
    expect(state).toBe(remote === undefined ? 'unknown' : remote === 'no' ? 'ok' : 'advice');
    const overSsh = await found('remote-session', { SSH_CONNECTION: '::1 1 ::1 22' });
    expect(overSsh).toMatchObject({ reason: 'remote' });
  });

  it('has a Wi-Fi only if NetworkManager knows of one', async () => {
    const networks = shell('/usr/bin/nmcli -t dev wifi list --rescan no');
    const { state } = await found('network');
    const isThere = networks !== null && networks !== '';
    expect(isThere ? ['ok', 'advice', 'unknown'] : ['unknown']).toContain(state);
  });

  it('runs a program for remote control from the moment that one is started', async () => {
    const running = shell('ps -A -o comm=') ?? '';
    expect(running).not.toContain('x11vnc');
    const program = join(temporaryFolder(), 'x11vnc');
    copyFileSync('/bin/sleep', program);
    const child = spawn(program, ['60'], { stdio: 'ignore' });
    onTestFinished(() => {
      child.kill();
    });
    await new Promise((resolve) => {
      child.once('spawn', resolve);
    });
    expect(basename(program)).toBe('x11vnc');
    expect(await found('other-programs')).toMatchObject({
      state: 'advice',
      reason: 'remote-tool',
      programs: expect.arrayContaining(['VNC']) as unknown,
    });
  });

  it('is read through the whole main side, kept as a record, and told without names', async () => {
    const dataFolder = temporaryFolder();
    const { platform } = process;
    const options = { platform, environment: process.env, dataFolder, clock: systemClock };
    const portal = createPortalPage();
    const computer = { posture: createSystemPosture(options), serverKeys, portal };
    const { call, log } = startMainSide({ dataFolder, computer });
    await call('vault.create', {});
    await call('server.set', { origin: 'http://127.0.0.1:1' });
    const posture = await call('posture.read', { fresh: true });
    expect(posture.system).toBe('linux');
    expect(posture.findings.map(({ check }) => check)).toEqual(postureSchemas.check.options);
    expect(posture.findings).toContainEqual({ check: 'server-identity', state: 'ok' });
    const disk = posture.findings.find(({ check }) => check === 'disk-encryption');
    expect(disk?.state).toBe((await found('disk-encryption', process.env, dataFolder)).state);
    const { records } = await call('posture.records', {});
    expect(records.map(({ findings }) => findings)).toEqual([posture.findings]);
    expect(JSON.stringify([log.lines, posture])).not.toContain(dataFolder);
  });
});
