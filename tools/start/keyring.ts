import { sessionBusSockets } from '../../main/platform/dbus-address.ts';
import { isBusServiceAnswering } from '../../main/platform/dbus-probe.ts';
import { startSecretService } from '../setup/secret-service/private-secret-service.ts';

const patienceMs = 10_000;

/** The keychain that the app will use. */
export interface Keyring {
  /** Made for this run: what is locked with it cannot be opened afterwards. */
  readonly isTemporary: boolean;
  /** To be added to the environment of whoever uses it. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** The person's own keychain; on a Linux without one, a temporary one. */
export async function openKeyring(env: NodeJS.ProcessEnv = process.env): Promise<Keyring> {
  if (process.platform !== 'linux' || (await hasSecretService(env))) {
    return { isTemporary: false, env: {}, close: () => Promise.resolve() };
  }
  const service = await startSecretService();
  return { isTemporary: true, env: service.env, close: () => service.close() };
}

async function hasSecretService(env: NodeJS.ProcessEnv): Promise<boolean> {
  const sockets = sessionBusSockets(env);
  if (sockets === null) return true;
  const deadline = AbortSignal.timeout(patienceMs);
  for (const socket of sockets) {
    if (await isBusServiceAnswering(socket, 'org.freedesktop.secrets', deadline)) return true;
  }
  return false;
}
