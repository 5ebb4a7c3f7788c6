import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createSystemKeychain } from '../../../main/platform/system-keychain.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { recordingLog } from '../../support/recording-log.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { testKey } from '../../support/vault-fixture.ts';

function keychainWith(environment: Record<string, string>) {
  const clock = new FakeClock();
  const log = recordingLog();
  const keychain = createSystemKeychain({ clock, log, platform: 'linux', environment });
  return { clock, log, keychain };
}

/** A bus that accepts and stays silent: the library would wait for it for good, on the calling thread. */
async function silentBus(): Promise<{ path: string; connections: () => number }> {
  const path = join(temporaryFolder(), 'bus');
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    onTestFinished(() => {
      socket.destroy();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(path, resolve);
  });
  onTestFinished(() => {
    server.close();
  });
  return { path, connections: () => connections };
}

async function until(isDone: () => boolean): Promise<void> {
  while (!isDone()) {
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
  }
}

// On Linux only, because there the library needs a bus; what it does with one is an integration test.
describe.runIf(process.platform === 'linux')('the system keychain', () => {
  it('is unavailable where there is no bus', async () => {
    const { keychain, clock } = keychainWith({});
    expect(await keychain.read('entry')).toEqual({ outcome: 'unavailable' });
    expect(await keychain.write('entry', testKey())).toEqual({ outcome: 'unavailable' });
    expect(clock.pending).toBe(0);
  });

  it('is unavailable where the bus was', async () => {
    const gone = join(temporaryFolder(), 'gone');
    const { keychain } = keychainWith({ DBUS_SESSION_BUS_ADDRESS: `unix:path=${gone}` });
    expect(await keychain.read('entry')).toEqual({ outcome: 'unavailable' });
  });

  it('gives up on a bus that accepts and stays silent, without holding anybody up', async () => {
    const bus = await silentBus();
    const { keychain, clock } = keychainWith({ DBUS_SESSION_BUS_ADDRESS: `unix:path=${bus.path}` });
    const reading = keychain.read('entry');
    await until(() => bus.connections() === 1);
    await clock.advance(9_999);
    let isSettled = false;
    void reading.then(() => {
      isSettled = true;
    });
    await clock.advance(0);
    expect(isSettled).toBe(false);
    await clock.advance(1);
    expect(await reading).toEqual({ outcome: 'unavailable' });
    expect(clock.pending).toBe(0);
  });

  it('gives every call a deadline of its own, also one that waits for its turn', async () => {
    const bus = await silentBus();
    const sockets = Array.from({ length: 13 }, () => `unix:path=${bus.path}`).join(';');
    const { keychain, clock } = keychainWith({ DBUS_SESSION_BUS_ADDRESS: sockets });
    const calls = Array.from({ length: 20 }, async () => keychain.read('entry'));
    await until(() => bus.connections() === 1);
    await clock.advance(200_000);
    expect(new Set((await Promise.all(calls)).map(({ outcome }) => outcome))).toEqual(
      new Set(['unavailable']),
    );
  });

  it('has a name for people', () => {
    expect(keychainWith({}).keychain.name).toBe('Secret Service');
    const { log } = keychainWith({});
    const mac = createSystemKeychain({ clock: new FakeClock(), log, platform: 'darwin' });
    expect(mac.name).toBe('macOS Keychain');
  });
});
