import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createLinuxPowerSignals } from '../../../main/platform/linux-power-signals.ts';
import type { PowerEvent } from '../../../main/ports/power-events.ts';
import { busSignal } from '../../support/bus-signal.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** A bus that lets everybody in; `said` is what it was asked, `tell` writes to whoever listens. */
async function bus(path = join(temporaryFolder(), 'bus')) {
  const sockets: Socket[] = [];
  let said = '';
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      if (said === '') socket.write('OK 0123456789abcdef\r\n');
      said += chunk.toString('latin1');
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(path, resolve);
  });
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const tell = (message: Buffer): void => {
    for (const socket of sockets) socket.write(message);
  };
  return { path, sockets, said: () => said, tell };
}

/** Listens on two buses until the test is over, and has been let in by both. */
async function listen(sessionId?: string) {
  const [session, system] = await Promise.all([bus(), bus()]);
  const clock = new FakeClock();
  const heard: PowerEvent[] = [];
  const off = createLinuxPowerSignals({
    environment: {
      DBUS_SESSION_BUS_ADDRESS: `unix:path=${session.path}`,
      DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${system.path}`,
      XDG_SESSION_ID: sessionId,
    },
    clock,
  }).listen((event) => heard.push(event));
  onTestFinished(off);
  await expect.poll(() => session.said()).toContain('ActiveChanged');
  await expect.poll(() => system.said()).toContain('UPower');
  return { session, system, clock, heard, off };
}

const gnome = {
  path: '/org/gnome/ScreenSaver',
  interface: 'org.gnome.ScreenSaver',
  member: 'ActiveChanged',
};
const login = 'org.freedesktop.login1';
const lockOf = (session: string) => ({
  path: `/org/freedesktop/login1/session/${session}`,
  interface: `${login}.Session`,
  member: 'Lock',
});
const sleep = {
  path: '/org/freedesktop/login1',
  interface: `${login}.Manager`,
  member: 'PrepareForSleep',
};

describe.runIf(process.platform === 'linux')('the power signals of Linux', () => {
  it('hear that the screen was locked, and not that it was unlocked', async () => {
    const { session, heard } = await listen();
    session.tell(busSignal(gnome, false));
    session.tell(busSignal({ ...gnome, interface: 'org.example.Radio' }, true));
    session.tell(busSignal({ ...gnome, interface: 'org.freedesktop.ScreenSaver' }, true));
    await expect.poll(() => heard).toEqual([{ kind: 'screen-lock' }]);
  });

  it('hear logind lock this session, and no other', async () => {
    const { system, heard } = await listen('2');
    system.tell(busSignal(lockOf('_35'), null));
    system.tell(busSignal(sleep, false));
    system.tell(busSignal(lockOf('_32'), null));
    await expect.poll(() => heard).toEqual([{ kind: 'screen-lock' }]);
  });

  it('hear any session lock where it is not known which one is ours', async () => {
    const { system, heard } = await listen();
    system.tell(busSignal(lockOf('c1'), null));
    await expect.poll(() => heard).toEqual([{ kind: 'screen-lock' }]);
  });

  it('hear that the computer goes to sleep', async () => {
    const { system, heard } = await listen();
    system.tell(busSignal(sleep, true));
    await expect.poll(() => heard).toEqual([{ kind: 'suspend' }]);
  });

  it('fail quietly where there is no bus, and try again every minute', async () => {
    const path = join(temporaryFolder(), 'bus');
    const clock = new FakeClock();
    const heard: PowerEvent[] = [];
    const off = createLinuxPowerSignals({
      environment: {
        DBUS_SESSION_BUS_ADDRESS: `unix:path=${path}`,
        DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${path}-other`,
      },
      clock,
    }).listen((event) => heard.push(event));
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
    const late = await bus(path);
    await clock.advance(60_000);
    await expect.poll(() => late.said()).toContain('ActiveChanged');
    late.tell(busSignal(gnome, true));
    await expect.poll(() => heard).toEqual([{ kind: 'screen-lock' }]);
    off();
    expect(clock.pending).toBe(0);
  });

  it('give up on a bus that sends without end', async () => {
    const { session, clock } = await listen();
    const before = clock.pending;
    session.tell(Buffer.concat([Buffer.from('6c0400010000ff7f', 'hex'), Buffer.alloc(100_000)]));
    await expect.poll(() => clock.pending).toBe(before + 1);
  });
});
