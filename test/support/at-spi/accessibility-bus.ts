import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { sessionBusSockets } from '../../../main/platform/dbus-address.ts';
import { accessibilityLauncher } from '../../../tools/setup/accessibility.ts';
import { startDaemon } from '../../../tools/setup/secret-service/daemon.ts';
import type { DesktopSession } from '../../../tools/desktop/desktop-session.ts';
import type { OrdinaryUser } from '../../../tools/desktop/ordinary-user.ts';
import { connectToBus, type BusClient } from './bus-client.ts';

/** Why nothing can be read by accessibility on this machine; null when it can. */
export function accessibilityObstacle(): string | null {
  if (process.platform !== 'linux') return 'windows are read by AT-SPI, which is on Linux';
  return existsSync(accessibilityLauncher) ? null : 'at-spi2-core is not installed';
}

/** The bus on which apps of a desktop show what is in their windows, and readers of screens read it. */
export interface AccessibilityBus {
  readonly client: BusClient;
  close(): Promise<void>;
}

/** Starts it for a desktop, as a session manager does for people who use a screen reader. */
export async function startAccessibilityBus(
  { env }: DesktopSession,
  user: OrdinaryUser | null,
): Promise<AccessibilityBus> {
  const daemon = startDaemon(accessibilityLauncher, ['--launch-immediately'], {
    env,
    runAs: user ?? undefined,
  });
  try {
    let address = '';
    await daemon.until(() => {
      address = addressOf(env, user);
      return Promise.resolve(address !== '');
    });
    const [socket = ''] = sessionBusSockets({ DBUS_SESSION_BUS_ADDRESS: address }) ?? [];
    const client = await connectToBus(socket);
    return {
      client,
      close: async () => {
        client.close();
        await daemon.stop();
      },
    };
  } catch (error) {
    await daemon.stop();
    throw error;
  }
}

/** Where it is, asked for as the desktop's user: a session bus lets nobody else in. Empty while there is no answer. */
function addressOf(env: DesktopSession['env'], user: OrdinaryUser | null): string {
  const call = ['--dest=org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus.GetAddress'];
  const { status, stdout } = spawnSync(
    'dbus-send',
    ['--session', '--print-reply=literal', ...call],
    { env, encoding: 'utf8', ...user },
  );
  return status === 0 ? stdout.trim() : '';
}
