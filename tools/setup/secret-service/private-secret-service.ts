import { createBusCalls } from './bus-calls.ts';
import { startDaemon, type Daemon } from './daemon.ts';
import { createPrivateFolder, type PrivateFolder, type RunAs } from './private-folder.ts';

/** The keyring's password. It guards nothing: the keyring is new, in a folder of its own, and is removed at the end. */
const password = 'quietroom';

/** A D-Bus session with an unlocked Secret Service (gnome-keyring) that nobody else uses. Linux only. */
export interface PrivateSecretService {
  /** Add to the environment of the processes that shall use it: `{ ...process.env, ...service.env }`. */
  readonly env: { readonly DBUS_SESSION_BUS_ADDRESS: string };
  /** Locks the keyring, as it is before somebody has typed their password. Nothing will ask for it: reads fail. */
  lock(): Promise<void>;
  /** Whether it gives anybody a secret; if not, it is there and unlocked, and refuses. */
  setGives(gives: boolean): Promise<void>;
  /** Ends the Secret Service and leaves the bus, as on a machine without a keyring. What was stored is kept. */
  stopKeyring(): Promise<void>;
  /** Starts the Secret Service anew, unlocked, with what was stored: after `lock` or `stopKeyring`. */
  restartKeyring(): Promise<void>;
  /** Ends everything and removes what was stored. */
  close(): Promise<void>;
}

export interface SecretServiceOptions {
  /** The user whose processes will use it, for who is root. A session bus lets in its own user and root, nobody else. */
  readonly runAs?: RunAs;
}

/**
 * Starts one, apart from the user's own keyring.
 * @throws Error with what the daemons said, when they do not come up
 */
export async function startSecretService({
  runAs,
}: SecretServiceOptions = {}): Promise<PrivateSecretService> {
  const folder = createPrivateFolder(runAs);
  const options = { env: folder.env, runAs };
  const calls = createBusCalls(folder.env, runAs);
  let keyring: Daemon | null = null;
  const startKeyring = async (): Promise<void> => {
    const args = ['--foreground', '--unlock', '--components=secrets'];
    keyring = startDaemon('gnome-keyring-daemon', args, { ...options, input: password });
    await keyring.until(calls.isUnlocked);
  };
  const stopKeyring = async (): Promise<void> => {
    await keyring?.stop();
    keyring = null;
  };
  const bus = startDaemon('dbus-daemon', busArguments(folder), options);
  const close = async (): Promise<void> => {
    await stopKeyring();
    await bus.stop();
    folder.remove();
  };
  try {
    await bus.until(calls.isBusUp);
    await startKeyring();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    env: { DBUS_SESSION_BUS_ADDRESS: folder.busAddress },
    lock: calls.lock,
    setGives: async (gives) => {
      folder.setGives(gives);
      await calls.readSettings();
    },
    stopKeyring,
    restartKeyring: async () => {
      await stopKeyring();
      await startKeyring();
    },
    close,
  };
}

function busArguments({ busConfigFile }: PrivateFolder): readonly string[] {
  return [`--config-file=${busConfigFile}`, '--nofork', '--nopidfile'];
}
